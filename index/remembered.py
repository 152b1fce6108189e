"""The analyses that an index was made with, kept in its folder, so that a search need not load word lists.

The files have a line for each word and a tab between its fields; a form is read from its line when it is asked for. The
concepts lie beside them, so that a search need not read a profile either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from index.dutch import Analyser, Concept, Form, Memory, plain
from index.stems import near_stems

_FRONT = 3
"""So many letters a lemma shares with its stem."""
_COUNTS, _FORMS, _COMPLETED, _LEMMAS = "counts.tsv", "forms.tsv", "completed.tsv", "lemmas.tsv"
_CONCEPTS = "concepts.json"


class Forms(Mapping[str, Form]):
    """The forms in a file, by the word in its one spelling."""

    def __init__(self, path: Path) -> None:
        self._lines = _read(path)

    def __getitem__(self, word: str) -> Form:
        exact, *groups = self._lines[word].split("\t")
        return Form(exact, *(tuple(group.split()) for group in groups))

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def remember(folder: Path, analyser: Analyser) -> None:
    """Write what the analyser remembers and counts, the lemmas that its words can be asked for by, and its concepts."""
    forms, completed = analyser.memory.forms, analyser.memory.completed
    _write(folder / _COUNTS, {word: str(count) for word, count in analyser.counts.items()})
    _write(folder / _FORMS, {word: _line(form) for word, form in forms.items()})
    _write(folder / _COMPLETED, {key: " ".join(words) for key, words in completed.items()})
    _write(folder / _LEMMAS, _wanted(analyser))
    concepts = [[one.terms, one.narrower] for one in analyser.concepts]
    (folder / _CONCEPTS).write_text(json.dumps(concepts, ensure_ascii=False), "utf-8")


def remembering(folder: Path, analyser: Analyser) -> Analyser:
    """The analyser with what `remember` wrote, the concepts too; what it had of its own of these is left out.

    It finds in the folder's texts what the whole lemma list would find.
    """

    @cache
    def lemmas() -> Mapping[str, str]:
        return _read(folder / _LEMMAS)

    counts = {word: int(count) for word, count in _read(folder / _COUNTS).items()}
    completed = {key: tuple(words.split()) for key, words in _read(folder / _COMPLETED).items()}
    memory = Memory(completed=completed, stored=Forms(folder / _FORMS))
    return replace(analyser, concepts=_concepts(folder), counts=counts, lemmas=lemmas, memory=memory)


def _concepts(folder: Path) -> tuple[Concept, ...]:
    lines = json.loads((folder / _CONCEPTS).read_text("utf-8"))
    return tuple(Concept(tuple(terms), tuple(narrower)) for terms, narrower in lines)


def _wanted(analyser: Analyser) -> dict[str, str]:
    """A form is kept when its lemma, the lemma of that or the stem of that is a term of a text: others find nothing.

    The stem counts because a lemma may say that it is no stem of the form.
    """
    forms, lemmas = analyser.memory.forms.values(), list(analyser.lemmas().items())
    terms = {term for form in forms for term in (*form.stems, *form.parts, *form.split)}
    every = {lemma for _, lemma in lemmas}
    known = {lemma for lemma in every if lemma in terms or _plain_lemma(lemma) in terms}
    fronts = {term[:_FRONT] for term in terms}
    near = [lemma for lemma in every if lemma[:_FRONT] in fronts]
    under = {form for form, lemma in lemmas if lemma in known}
    under |= {lemma for lemma, stem in zip(near, near_stems(map(_plain_lemma, near)), strict=True) if stem in terms}
    return {form: lemma for form, lemma in lemmas if form in under or lemma in under}


def _plain_lemma(lemma: str) -> str:
    """As terms are written; most lemmas are written so already."""
    return lemma if lemma.isascii() and lemma.isalpha() and lemma.islower() else plain(lemma.replace("_", ""))


def _line(form: Form) -> str:
    return "\t".join((form.exact, *map(" ".join, (form.pieces, form.stems, form.parts, form.split))))


def _write(path: Path, lines: Mapping[str, str]) -> None:
    path.write_text("".join(f"{key}\t{value}\n" for key, value in lines.items()), "utf-8", newline="\n")


def _read(path: Path) -> dict[str, str]:
    text = path.read_text("utf-8")
    return {key: value for key, _, value in (line.partition("\t") for line in text.split("\n")[:-1])}
