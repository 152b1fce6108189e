"""A file of keys with what is kept under each, looked up where it stands, so that opening a large one takes no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_STARTS = ".starts"
"""Of the file that says where each bucket begins; in a bucket are the lines of the keys with the same hash."""

_TOO_LARGE = 2**32


class KeptLines(Mapping[str, str]):
    """What a file that `write_lines` wrote has under each key. Going through all of them reads the whole file."""

    def __init__(self, path: Path) -> None:
        self._text, self._starts = _mapped(path), map_file(path.with_suffix(_STARTS)).cast("I")
        self._buckets = len(self._starts) - 1

    def __getitem__(self, key: str) -> str:
        wanted = key.encode()
        bucket, head = crc32(wanted) % self._buckets, wanted + b"\t"
        lines = self._text[self._starts[bucket] : self._starts[bucket + 1]]
        start = 0
        if not lines.startswith(head):  # few buckets have more lines than one
            start = lines.find(b"\n" + head) + 1
            if not start:
                raise KeyError(key)
        return lines[start + len(head) : lines.find(b"\n", start)].decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return len(self.whole())

    def whole(self) -> dict[str, str]:
        """All keys with their values, in no set order."""
        lines = self._text[:].decode().split("\n")[:-1]
        return {key: value for key, _, value in (line.partition("\t") for line in lines)}


def write_lines(path: Path, values: Mapping[str, str]) -> None:
    """A line for each key and its value. No key has a tab, and nothing has a line end."""
    import numpy

    lines = [f"{key}\t{value}\n".encode() for key, value in values.items()]
    buckets = max(1, len(lines))
    hashes = numpy.fromiter((crc32(key.encode()) for key in values), numpy.uint32, len(lines)) % buckets
    order = numpy.argsort(hashes, kind="stable")
    path.write_bytes(b"".join([lines[number] for number in order.tolist()]))
    lengths = numpy.array([len(line) for line in lines], numpy.int64)[order]
    ends = numpy.concatenate([[0], numpy.cumsum(lengths)])
    starts = ends[numpy.searchsorted(hashes[order], numpy.arange(buckets + 1))]
    path.with_suffix(_STARTS).write_bytes(packed(starts))


def write_keys(path: Path, keys: Iterable[str]) -> None:
    """A line for each key, without a value."""
    write_lines(path, dict.fromkeys(keys, ""))


def packed(numbers: NDArray[numpy.int64]) -> bytes:
    """Numbers of four bytes each; OverflowError when one is larger."""
    import numpy

    if len(numbers) and numbers.max() >= _TOO_LARGE:
        raise OverflowError("An index is at most 4 GB a file. Divide the documents over several workspaces.")
    return numbers.astype(numpy.uint32).tobytes()


def map_file(path: Path) -> memoryview:
    """The bytes of a file, read when they are looked at."""
    return memoryview(_mapped(path))


def _mapped(path: Path) -> mmap | bytes:
    with path.open("rb") as file:
        # An empty file cannot be mapped.
        return mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else b""
