"""The Dutch words of the OpenTaal word list; alone knows where the list is kept and how it is packed."""

from __future__ import annotations

import lzma
from functools import cache
from pathlib import Path

_LIST = Path(__file__).parent / "words" / "nl.txt.xz"


@cache
def dutch_words() -> frozenset[str]:
    """Some 413 000 words and inflected forms, spelled as the list spells them: `Amsterdam`, `vwo`, `'s ochtends`.

    The apostrophe is the straight one. Names keep their capital, so `amsterdam` is not in it; `dutch_words_lower` is
    for text that lost its case. Some entries are more than one word (`ad hoc`). Read once, in about a fifth of a
    second, then kept in memory. Source: OpenTaal, release 2.20.19 (`corpus/words/LICENCE`).
    """
    return frozenset(lzma.decompress(_LIST.read_bytes()).decode("utf-8").splitlines())


@cache
def dutch_words_lower() -> frozenset[str]:
    """The same words in lower case."""
    return frozenset(word.lower() for word in dutch_words())
