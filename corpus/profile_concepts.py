"""The concept list of a profile: a concept as written, what is wrong with a list, and one list added to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, NamedTuple

import msgspec

from corpus.toml_lines import Key

Text = Annotated[str, msgspec.Meta(min_length=1)]
Texts = Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class ConceptSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A `[[concept]]` as written. Its term and variants are its names; a name belongs to one concept."""

    term: Text
    variants: Texts = ()
    narrower: Texts = ()
    related: Texts = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.term, *self.variants


class Wrong(NamedTuple):
    """A mistake in a list: the path of its key, the text it is about, and what was expected."""

    path: tuple[Key, ...]
    text: str
    expected: str


def first_wrong(concepts: Sequence[ConceptSource]) -> Wrong | None:
    """The first name that stands where it cannot; None when all are well."""
    owners: dict[str, str] = {}
    for place, concept in enumerate(concepts):
        met: set[str] = set()
        for field, text in _texts(concept):
            name = same_name(text)
            owner = owners.get(name) if field in ("term", "variants") else None
            expected = _expected(text, concept.term, owner, name in met)
            if expected:
                return Wrong(("concept", place, field), text, expected)
            met.add(name)
        owners.update((same_name(name), concept.term) for name in concept.names)
    return None


def added(own: Sequence[ConceptSource], base: Iterable[ConceptSource]) -> tuple[ConceptSource, ...]:
    """The own concepts, each with what the base says of it, and the other concepts of the base.

    The own list wins: a name that it gives to one concept is no longer a name of another concept of the base.
    """
    owners = {same_name(name): concept.term for concept in own for name in concept.names}
    merged = {concept.term: concept for concept in own}
    kept: list[ConceptSource] = []
    for concept in base:
        variants = tuple(name for name in concept.variants if same_name(name) not in owners)
        owner = owners.get(same_name(concept.term))
        if owner is None:
            kept.append(msgspec.structs.replace(concept, variants=variants))
        else:
            merged[owner] = _merged(merged[owner], msgspec.structs.replace(concept, variants=variants))
    return (*merged.values(), *kept)


def same_name(name: str) -> str:
    """What two ways to write one name in a list have in common; `=` only says how the name is looked for."""
    return " ".join(name.removeprefix("=").casefold().split())


def _expected(text: str, term: str, owner: str | None, met: bool) -> str | None:
    if owner is not None and same_name(owner) == same_name(text) == same_name(term):
        return f"the concept '{text}' is here for the second time; put what belongs to it together in one"
    if owner is not None:
        return f"'{text}' is a name of '{owner}' already; a name belongs to one concept, 'related' may name it too"
    return f"'{text}' stands twice under the concept '{term}'; leave one out" if met else None


def _texts(concept: ConceptSource) -> Iterator[tuple[str, str]]:
    yield "term", concept.term
    for field in ("variants", "narrower", "related"):
        yield from ((field, text) for text in getattr(concept, field))


def _merged(own: ConceptSource, base: ConceptSource) -> ConceptSource:
    met = {same_name(text) for _, text in _texts(own)}
    more: dict[str, tuple[str, ...]] = {}
    for field in ("variants", "narrower", "related"):
        new = tuple(text for text in getattr(base, field) if same_name(text) not in met)
        met.update(map(same_name, new))
        more[field] = (*getattr(own, field), *new)
    return ConceptSource(term=own.term, **more)
