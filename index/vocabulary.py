"""The words of a corpus, asked by pattern; knows no engine."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from index.dutch import Form
from index.spelling import Spellings, closest
from index.words import folded, spelled

_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Vocabulary:
    """The forms that occur, with how often, and what was found out about each written word."""

    counts: Mapping[str, int]
    forms: Mapping[str, Form]

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
        return Spellings.of({*self.counts, *(leaf for form in self.forms.values() for leaf in form.split)})

    def has(self, exact: str, stems: Iterable[str]) -> bool:
        """A text has the word, in this form or inflected."""
        return exact in self.counts or not self._stems.isdisjoint(stems)

    def finds(self, exact: str, stems: Iterable[str]) -> bool:
        """A text has the word, in any form, or in another word."""
        return self.has(exact, stems) or not self._parts.isdisjoint(stems)

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

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for form in self.forms.values() for stem in form.stems)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for form in self.forms.values() for part in (*form.parts, *form.pieces))


def _starting(forms: list[str], front: str) -> Iterable[str]:
    return forms[bisect_left(forms, front) : bisect_left(forms, front + _LAST)]
