"""A question and one text to whether, and how, the one finds the other: search without an index."""

from __future__ import annotations

from dataclasses import replace

from index.dutch import Analyser, Memory
from index.expand import Expander, Steps
from index.marking import Marker
from index.plan import Among, How
from index.query import parse
from index.vocabulary import Vocabulary


def ways(analyser: Analyser, question: str, text: str, *, steps: Steps | None = None) -> tuple[How, ...] | None:
    """How the question finds the text, the closest way first; None when it does not.

    The text is the whole corpus, but for the counts of the analyser, by which compounds are split. Fields find nothing.
    """
    own = replace(analyser, memory=Memory())
    tokens = own.tokens(text)
    counts = dict.fromkeys((form for token in tokens for form in (token.exact, *token.pieces)), 1)
    vocabulary = Vocabulary.of(counts, own.memory.forms)
    plan = Expander(analyser, vocabulary, lambda _: Among(frozenset()), steps or Steps()).plan(parse(question))
    found = Marker(plan).marks(tokens, 0)
    return None if found is None else tuple(sorted(set(found.values())))
