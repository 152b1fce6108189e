"""Made-up Dutch reports of any size: passages as long as real ones, of real words drawn as often as a language does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from corpus.model import DocId, Document, DocumentKind, Passage, PassageKind, Quote, SectionId
from corpus.wordlist import dutch_words

SEED = 2024
PER_DOCUMENT = 500
"""Passages in a document; a report of sixty pages has about as many."""
LENGTHS = (5, 9, 14, 23, 40, 75, 110)
"""Words in a passage; on average 39, with many headings and list items, as in real reports."""
SMALL = (
    "de en van het in een op met voor te is we om zijn aan ook die als dat over naar meer dit onze bij door niet er "
    "of kunnen worden hun wij hebben wordt deze uit tot ze ons maar nog zo dan wat al kan veel"
).split()
SMALL_SHARE, COMPOUND_SHARE, INFLECTED_SHARE = 0.42, 0.06, 0.15
KNOWN = 30_000
"""Different words to draw from; compounds and inflections come on top."""
THEMES = tuple(f"Thema {number}" for number in range(1, 9))
LINKS = ("", "", "s")
ENDINGS = ("en", "s", "e", "n", "t")


@cache
def content_words() -> tuple[str, ...]:
    """Words of the shipped list, the one used most first; the order is drawn."""
    listed = dutch_words()
    fit = sorted(
        word for word in listed if word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 14
    )
    return tuple(Random(SEED).sample(fit, KNOWN))


@dataclass(frozen=True, slots=True)
class Texts:
    """Draws texts: the n-th word about 1/n times (Zipf's law), some of them inflected or made into a compound."""

    random: Random

    def texts(self) -> Iterator[str]:
        """Passages, without end."""
        small = list(accumulate(1 / rank for rank in range(1, len(SMALL) + 1)))
        known = list(accumulate(1 / (rank + 3) for rank in range(KNOWN)))
        while True:
            length = self.random.choice(LENGTHS)
            often = iter(self.random.choices(SMALL, cum_weights=small, k=length))
            drawn = iter(self.random.choices(content_words(), cum_weights=known, k=2 * length))
            words = [next(often) if self.random.random() < SMALL_SHARE else self._word(drawn) for _ in range(length)]
            yield f"{' '.join(words).capitalize()}."

    def _word(self, drawn: Iterator[str]) -> str:
        word, chance = next(drawn), self.random.random()
        if chance < COMPOUND_SHARE:
            return word + self.random.choice(LINKS) + next(drawn)
        if chance < COMPOUND_SHARE + INFLECTED_SHARE:
            inflected = word + self.random.choice(ENDINGS)
            return inflected if inflected in dutch_words() else word
        return word


def passages(count: int) -> Iterator[Passage]:
    """So many passages; those of a smaller count are the first of a larger one."""
    random = Random(SEED)
    for number, text in zip(range(count), Texts(random).texts(), strict=False):
        document, kind = DocId(f"{number // PER_DOCUMENT:016x}"), random.choice(tuple(PassageKind))
        theme, page = THEMES[number // 40 % len(THEMES)], 1 + number % PER_DOCUMENT // 8
        yield Passage(f"p{number}", document, number, kind, SectionId("s"), "Kop", theme, None, page, Quote(text))


def documents(count: int) -> dict[DocId, Document]:
    """The documents that so many passages are of: reports of ten years, and every tenth a plan."""
    return {one.id: one for one in map(_document, range(-(-count // PER_DOCUMENT)))}


def _document(number: int) -> Document:
    kind = DocumentKind.REPORT if number % 10 else DocumentKind.PLAN
    year = 2015 + number % 10 if number % 10 else None
    return Document(
        DocId(f"{number:016x}"), f"stuk-{number}.pdf", kind, f"Stuk {number}", "Proef", "algemeen", 62, year=year
    )


def sample(words: Sequence[str], count: int, random: Random) -> list[str]:
    """So many of the words, all different while there are enough."""
    return random.sample(words, min(count, len(words)))
