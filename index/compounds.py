"""A Dutch word to the words it is made of; alone knows how compounds are split.

Method: the split whose parts are, on geometric average, the most frequent (Koehn and Knight, "Empirical Methods for
Compound Splitting", EACL 2003), with a word list to stand in for words that the corpus has too few of.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import NamedTuple

from index.endings import BOUND_ENDINGS, CLOSED_WORDS, FIRST_ONLY, PREFIXES, SUFFIXES
from index.words import folded

_LINKS = ("", "s", "e", "en", "er")
_SHORTEST = 4
_OFTEN = 5
"""A part of three letters must occur so often in the corpus."""
_LISTED = 0.5
"""What being in the word list adds to a count."""
_RATIO = 0.03
"""The parts may be this much rarer than the whole (0.03 to 0.3 made no difference on 274 word pairs)."""
_MOST_PARTS = 4
_SHORT_WHOLE = 8
_LONG_REST = 7


@dataclass(frozen=True, slots=True)
class Parts:
    """The smallest words in a compound, in order, and every stretch of two or more of them but the whole."""

    leaves: tuple[str, ...] = ()
    stretches: tuple[str, ...] = ()


def plain_words(words: frozenset[str]) -> frozenset[str]:
    """A word list to ask in lower case without accents; names and entries of several words are not found in it."""
    return words | {folded(word) for word in words if not word.isascii() and word.islower()}


class _Piece(NamedTuple):
    base: str
    link: str = ""

    @property
    def surface(self) -> str:
        return self.base + self.link


@dataclass(frozen=True, slots=True)
class Splitter:
    """Splits words with a word list (asked when first needed), the lemma of a form, and the counts of a corpus.

    What was found out about a word is remembered, since most parts are parts of many words.
    """

    words: Callable[[], Container[str]]
    lemma: Callable[[str], str | None]
    counts: Mapping[str, int]
    _known: dict[str, tuple[_Piece, ...]] = field(default_factory=dict, repr=False, compare=False)

    def split(self, word: str) -> Parts:
        """The parts of a folded word; none when it is no compound, or is one that nobody sees as such (onderwijs)."""
        if len(word) < 2 * _SHORTEST - 1 or not word.isalpha():
            return Parts()
        pieces = self._pieces(word)
        count = len(pieces)
        spans = [(a, b) for a in range(count) for b in range(a + 1, count) if b - a + 1 < count]
        return Parts(
            tuple(piece.base for piece in pieces),
            tuple("".join(piece.surface for piece in pieces[a:b]) + pieces[b].base for a, b in spans),
        )

    def _pieces(self, word: str) -> tuple[_Piece, ...]:
        """The best split, each part split again, until nothing can be split."""
        known = self._known.get(word)
        if known is not None:
            return known
        smallest: list[_Piece] = []
        for piece in self._best(word):
            inner = self._pieces(piece.base)
            smallest += [*inner[:-1], _Piece(inner[-1].base, piece.link)] if inner else [piece]
        return self._known.setdefault(word, tuple(smallest))

    def _best(self, word: str) -> tuple[_Piece, ...]:
        if self._is_verbal(word):
            return ()
        allowed = [pieces for pieces in self._splits(word, _MOST_PARTS) if self._is_meant(word, pieces)]
        enough = [pieces for pieces in allowed if self._mean(pieces) >= _RATIO * self.counts.get(word, 0)]
        return max(enough, key=self._rank, default=())

    def _rank(self, pieces: tuple[_Piece, ...]) -> tuple[float, int, int]:
        return self._mean(pieces), -len(pieces), -sum(len(piece.link) for piece in pieces)

    def _mean(self, pieces: tuple[_Piece, ...]) -> float:
        return float(prod(self._weight(piece.base) for piece in pieces) ** (1 / len(pieces)))

    def _splits(self, word: str, most: int) -> Iterator[tuple[_Piece, ...]]:
        """Every way to write the word as at most so many parts, with letters that link them."""
        if self._is_part(word):
            yield (_Piece(word),)
        if most == 1:
            return
        for end in range(3, len(word) - 2):
            base = word[:end]
            if not self._is_part(base):
                continue
            for link in _LINKS:
                if end + len(link) <= len(word) - 3 and word.startswith(link, end):
                    for rest in self._splits(word[end + len(link) :], most - 1):
                        yield (_Piece(base, link), *rest)

    def _is_part(self, part: str) -> bool:
        if len(part) < _SHORTEST and part not in FIRST_ONLY:
            return len(part) == _SHORTEST - 1 and self.counts.get(part, 0) >= _OFTEN and part in self.words()
        return part in self.words() or self.counts.get(part, 0) > 1 or part in FIRST_ONLY

    def _weight(self, part: str) -> float:
        count = self.counts.get(part, 0)
        listed = part in FIRST_ONLY or part in self.words()
        return (count if listed or count > 1 else 0) + _LISTED * listed

    def _is_meant(self, word: str, pieces: tuple[_Piece, ...]) -> bool:
        """Does a reader see these parts in the word?"""
        if len(pieces) < 2 or _cuts_suffix(word, pieces[-1].base) or not self._is_head(word, pieces[-1].base):
            return False
        first, others = pieces[0], pieces[1:]
        if any(piece.base in CLOSED_WORDS or piece.base in BOUND_ENDINGS for piece in others):
            return False
        if any(piece.link and piece.surface in CLOSED_WORDS for piece in pieces):
            return False
        if any(piece.base in FIRST_ONLY for piece in others):
            return False
        if first.base in FIRST_ONLY:
            return not first.link and all(len(piece.base) > _SHORTEST for piece in others)
        if first.base in PREFIXES:
            return self._is_added(word, first.base)
        return first.base not in CLOSED_WORDS and not self._is_chance(word, pieces)

    def _is_head(self, word: str, part: str) -> bool:
        """A last part that the corpus never uses is a long word, or one in its dictionary form, or it is chance."""
        if part in self.counts or self.lemma(part) == part:
            return True
        return len(part) > _SHORTEST and not self._is_ending(word, part)

    def _is_ending(self, word: str, part: str) -> bool:
        """The last part looks like the plural of a short word, but the word is that of one without it: voorst|ellen."""
        whole, last = self.lemma(word), self.lemma(part)
        if last is None or len(last) >= _SHORTEST or whole is None or whole == word or self._pieces(whole):
            return False
        return len(last) < _SHORTEST - 1 or last[0] in "aeiou"

    def _is_chance(self, word: str, pieces: tuple[_Piece, ...]) -> bool:
        """Parts that the corpus never uses, in a word that is short or falls into short pieces."""
        unused = [piece.base for piece in pieces if not self.counts.get(piece.base)]
        if len(unused) == len(pieces) and len(word) <= _SHORT_WHOLE and word in self.words():
            return True
        return len(pieces) > 2 and any(len(part) <= _SHORTEST for part in unused)

    def _is_added(self, word: str, prefix: str) -> bool:
        """A preposition before a long word, and the list has only that: door|ontwikkeling."""
        rest = word[len(prefix) :]
        common = self.counts.get(rest, 0)
        if len(prefix) < _SHORTEST or rest.startswith("ge") or rest.endswith("en") or word in self.words():
            return False
        return len(rest) >= _LONG_REST and common > max(1, self.counts.get(word, 0)) and rest in self.words()

    def _is_verbal(self, word: str) -> bool:
        """A form of a listed verb, or the noun in -ing of one: no reader sees vers|tikken or beste|ding in it.

        A listed verb is an infinitive whose present participle (infinitive + d) is listed too.
        """
        lemma = self.lemma(word) or word
        if lemma.endswith("end"):
            lemma = lemma[:-1]
        verb = f"{lemma[:-3]}en" if lemma.endswith("ing") else lemma
        return verb.endswith("en") and verb in self.words() and f"{verb}d" in self.words()


def _cuts_suffix(word: str, last: str) -> bool:
    """The last part would be a piece of a suffix, or of one and the letter before it: architec|tuur."""
    return word.endswith(SUFFIXES) and any(
        word.endswith(suffix) and len(last) <= len(suffix) + 1 for suffix in SUFFIXES
    )
