"""Dutch words that say nothing of what a text is about: asked for beside other words, they need not be there."""

from __future__ import annotations

_SMALL = """
    de het een der den des en of dat die dit deze er hier daar dan als ook
    aan bij door in met naar om op over te ten ter tot uit van via voor
    hoe hoeveel waar waarom wanneer wat welk welke wie waarin waarover waarvoor
    ik je jij u hij ze zij we wij hun hen hem haar ons onze zijn
    is was ben wordt worden werd werden heeft hebben had hadden kan kunnen zal zullen
    gaat gaan doet doen
"""
_MEASURES = frozenset("groot hoog lang vaak veel ver".split())
SMALL_WORDS = frozenset(_SMALL.split())
"""Articles, prepositions, pronouns, question words and auxiliary verbs. Not among them is what changes the meaning of
its neighbours: `niet`, `geen`, `zonder`, `tegen`, `per`, `meer`, `minder`."""


def is_small(word: str, before: str = "") -> bool:
    """One of these, or what `hoe` asks for ("hoe hoog"); not when written in capitals, as an abbreviation is."""
    if word.isupper():
        return False
    return word.lower() in SMALL_WORDS or (before.lower() == "hoe" and word.lower() in _MEASURES)
