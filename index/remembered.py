"""The analyses that an index was made with, kept in its folder, so that a search need not load word lists.

The files have a line for each word and a tab between its fields; a form is read from its line when it is asked for. The
concepts lie beside them, so that a search need not read a profile either.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from index.dutch import Analyser, Concept, Form, Memory, plain
from index.kept_lines import KeptLines, write_keys, write_lines
from index.stems import near_stems
from index.vocabulary import Vocabulary

Value = TypeVar("Value")

_FRONT = 3
"""So many letters a lemma shares with its stem."""
_COUNTS, _FORMS, _COMPLETED, _LEMMAS = "counts.tsv", "forms.tsv", "completed.tsv", "lemmas.tsv"
_STEMS, _PARTS, _LEAVES = "stems.tsv", "parts.tsv", "leaves.tsv"
_CONCEPTS = "concepts.json"


@dataclass(frozen=True, slots=True, eq=False)
class Kept(Mapping[str, Value]):
    """What a file has under each word, as something else than text."""

    lines: KeptLines
    read: Callable[[str], Value]

    def __getitem__(self, word: str) -> Value:
        return self.read(self.lines[word])

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


def remember(folder: Path, analyser: Analyser) -> None:
    """Write what the analyser remembers and counts, the lemmas that its words can be asked for by, and its concepts."""
    forms, completed = analyser.memory.forms, analyser.memory.completed
    write_lines(folder / _COUNTS, {word: str(count) for word, count in analyser.counts.items()})
    write_lines(folder / _FORMS, {word: _line(form) for word, form in forms.items()})
    write_lines(folder / _COMPLETED, {key: " ".join(words) for key, words in completed.items()})
    write_lines(folder / _LEMMAS, _wanted(analyser))
    known = Vocabulary.of(analyser.counts, forms)
    for name, words in ((_STEMS, known.stems), (_PARTS, known.parts), (_LEAVES, known.leaves)):
        write_keys(folder / name, words)
    concepts = [[one.terms, one.narrower] for one in analyser.concepts]
    (folder / _CONCEPTS).write_text(json.dumps(concepts, ensure_ascii=False), "utf-8")


def remembering(folder: Path, analyser: Analyser) -> Analyser:
    """The analyser with what `remember` wrote, the concepts too; what it had of its own of these is left out.

    It finds in the folder's texts what the whole lemma list would find.
    """
    lemmas = KeptLines(folder / _LEMMAS)
    counts = Kept(KeptLines(folder / _COUNTS), int)
    completed = {key: tuple(words.split()) for key, words in KeptLines(folder / _COMPLETED).whole().items()}
    memory = Memory(completed=completed, stored=Kept(KeptLines(folder / _FORMS), _form))
    return replace(analyser, concepts=_concepts(folder), counts=counts, lemmas=lambda: lemmas, memory=memory)


def vocabulary(folder: Path, counts: Mapping[str, int]) -> Vocabulary:
    """The words of the texts that `remember` saw; `counts` are those of the analyser that `remembering` gives."""
    stems, parts, leaves = (KeptLines(folder / name) for name in (_STEMS, _PARTS, _LEAVES))
    return Vocabulary(counts, stems, parts, leaves)


def _concepts(folder: Path) -> tuple[Concept, ...]:
    lines = json.loads((folder / _CONCEPTS).read_text("utf-8"))
    return tuple(Concept(tuple(terms), tuple(narrower)) for terms, narrower in lines)


def _wanted(analyser: Analyser) -> dict[str, str]:
    """A form is kept when its lemma, the lemma of that or the stem of that is a term of a text: others find nothing.

    The stem counts because a lemma may say that it is no stem of the form. So is the present participle of a term,
    which says that the term is a verb.
    """
    forms, lemmas = analyser.memory.forms.values(), list(analyser.lemmas().items())
    terms = {term for form in forms for term in (*form.stems, *form.parts, *form.split)}
    every = {lemma for _, lemma in lemmas}
    known = {lemma for lemma in every if lemma in terms or _plain_lemma(lemma) in terms}
    fronts = {term[:_FRONT] for term in terms}
    near = [lemma for lemma in every if lemma[:_FRONT] in fronts]
    under = {form for form, lemma in lemmas if lemma in known} | {f"{term}d" for term in terms if term.endswith("n")}
    under |= {lemma for lemma, stem in zip(near, near_stems(map(_plain_lemma, near)), strict=True) if stem in terms}
    return {form: lemma for form, lemma in lemmas if form in under or lemma in under}


def _plain_lemma(lemma: str) -> str:
    """As terms are written; most lemmas are written so already."""
    return lemma if lemma.isascii() and lemma.isalpha() and lemma.islower() else plain(lemma.replace("_", ""))


def _form(line: str) -> Form:
    exact, pieces, stems, parts, split = line.split("\t")
    return Form(exact, tuple(pieces.split()), tuple(stems.split()), tuple(parts.split()), tuple(split.split()))


def _line(form: Form) -> str:
    return "\t".join((form.exact, *map(" ".join, (form.pieces, form.stems, form.parts, form.split))))
