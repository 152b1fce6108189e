"""The words of a corpus, asked by pattern; knows no engine."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from index.dutch import Form
from index.spelling import Spellings, closest
from index.words import folded, spelled

_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Vocabulary:
    """The forms that occur, with how often; the stems of the words that were met, the stems of their parts, and the
    words that compounds among them are made of."""

    counts: Mapping[str, int]
    stems: Collection[str]
    parts: Collection[str]
    leaves: Collection[str]

    @classmethod
    def of(cls, counts: Mapping[str, int], forms: Mapping[str, Form]) -> Vocabulary:
        """The vocabulary of texts with these counts, and what was found out about each written word."""
        every = forms.values()
        return cls(
            counts,
            {stem for form in every for stem in form.stems},
            {part for form in every for part in (*form.parts, *form.pieces)},
            {leaf for form in every for leaf in form.split},
        )

    def nearest(self, word: str) -> str | None:
        """The word spelled most like it, one that occurs or a part of one that does; None when nothing is near."""
        return closest(word, self._inner, self.counts)

    def similar(self, word: str, most: int) -> list[str]:
        """The forms at most so many letters away from a word."""
        return [form for form, _ in self._spellings.similar(word, most)]

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings.of(self.counts)

    @cached_property
    def _inner(self) -> Spellings:
        return Spellings.of({*self.counts, *self.leaves})

    def has(self, exact: str, stems: Iterable[str]) -> bool:
        """A text has the word, in this form or inflected."""
        return exact in self.counts or any(stem in self.stems for stem in stems)

    def finds(self, exact: str, stems: Iterable[str]) -> bool:
        """A text has the word, in any form, or in another word."""
        return self.has(exact, stems) or any(stem in self.parts for stem in stems)

    def fitting(self, pattern: str) -> list[str]:
        """The forms that a pattern with `*` and `?` stands for, in no set order."""
        plain = folded(spelled(pattern)).replace("-", "").replace("'", "")
        wanted = re.compile("".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in plain))
        front = re.split(r"[*?]", plain, maxsplit=1)[0]
        back = re.split(r"[*?]", plain[::-1], maxsplit=1)[0]
        near = _starting(self._sorted, front) if front else None
        if near is None:
            near = [form[::-1] for form in _starting(self._reversed, back)] if back else self._sorted
        return [form for form in near if wanted.fullmatch(form)]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def _reversed(self) -> list[str]:
        return sorted(form[::-1] for form in self.counts)


def _starting(forms: list[str], front: str) -> Iterable[str]:
    return forms[bisect_left(forms, front) : bisect_left(forms, front + _LAST)]
