#!/bin/sh
# Install what some tests need of the system, where apt can; say what is left out where it cannot.
if command -v chromium >/dev/null 2>&1; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium && exit 0
    [ "${CI:-}" = true ] && echo "chromium could not be installed, and CI needs it" >&2 && exit 1
fi
echo "Tests in a browser will be skipped: install chromium to run them (apt install chromium)." >&2
