"""A file of lines in order, looked up where they stand, so that opening a large one takes no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path

_WORTH = 1500
"""Bytes that are read as fast as one key is found among many."""


class SortedLines(Mapping[str, str]):
    """What a file that `write_lines` wrote has after each key.

    A look-up is a binary search in the bytes, until so many were made that reading the whole file would have cost no
    more: then that is done, since as many more are likely to come.
    """

    def __init__(self, path: Path) -> None:
        self._text = _mapped(path)
        self._patience = len(self._text) // _WORTH
        self._whole: dict[str, str] | None = None

    def __getitem__(self, key: str) -> str:
        if self._whole is None and self._patience <= 0:
            self._whole = self.whole()
        if self._whole is not None:
            return self._whole[key]
        self._patience -= 1
        return self._found(key.encode()).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return len(self.whole())

    def whole(self) -> dict[str, str]:
        """All keys with their values, in order."""
        lines = self._text[:].decode().split("\n")[:-1]
        return {key: value for key, _, value in (line.partition("\t") for line in lines)}

    def _found(self, wanted: bytes) -> bytes:
        text = self._text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high) // 2
            start = text.rfind(b"\n", low, middle) + 1 or low
            tab = text.find(b"\t", start)
            key = text[start:tab]
            if key == wanted:
                return text[tab + 1 : text.find(b"\n", tab)]
            if key < wanted:
                low = text.find(b"\n", tab) + 1
            else:
                high = start
        raise KeyError(wanted.decode())


def map_file(path: Path) -> memoryview:
    """The bytes of a file, read when they are looked at."""
    return memoryview(_mapped(path))


def _mapped(path: Path) -> mmap | bytes:
    with path.open("rb") as file:
        # An empty file cannot be mapped.
        return mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else b""


def write_lines(path: Path, values: Mapping[str, str]) -> None:
    """A line for each key and its value, in order of the bytes of the keys, which is that of the strings.

    No key has a tab, and nothing has a line end.
    """
    path.write_bytes("".join(f"{key}\t{value}\n" for key, value in sorted(values.items())).encode())


def write_keys(path: Path, keys: Iterable[str]) -> None:
    """A line for each key, without a value."""
    write_lines(path, dict.fromkeys(keys, ""))
