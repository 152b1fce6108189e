#!/bin/sh
# Install what some tests need of the system, where apt can; say what is left out where it cannot.
missing=
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
tesseract --list-langs 2>/dev/null | grep -qx nld || missing="$missing tesseract-ocr tesseract-ocr-nld"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    # shellcheck disable=SC2086  # a list of names
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing && exit 0
    [ "${CI:-}" = true ] && echo "could not install:$missing, and CI needs them" >&2 && exit 1
fi
echo "Some tests will be skipped. To run them: apt install$missing" >&2
