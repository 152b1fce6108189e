"""A child process that draws: a PDF on standard input, the picture of a page as JSON on standard output."""

from __future__ import annotations

import sys

import msgspec

from pipeline.child import hold_to
from pipeline.picture import NoPictureError, Picture, picture


class Drawn(msgspec.Struct):
    """What a child says: the picture, or why there is none."""

    picture: Picture | None = None
    error: str = ""


def main(arguments: list[str]) -> None:
    """Draw one page: MEGABYTES, the number of the page, dots per inch."""
    megabytes, page, dots = map(int, arguments)
    hold_to(megabytes)
    try:
        drawn = Drawn(picture(sys.stdin.buffer.read(), page, dots_per_inch=dots))
    except NoPictureError as error:
        drawn = Drawn(error=str(error))
    sys.stdout.buffer.write(msgspec.json.encode(drawn))


if __name__ == "__main__":
    main(sys.argv[1:])
