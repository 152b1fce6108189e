"""Dutch sentences and lemmas. The only module that knows spaCy; built once and passed on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

import spacy
from spacy.lang.nl.stop_words import STOP_WORDS as SPACY_STOP_WORDS
from spacy.language import Language as SpacyLanguage
from spacy.tokens import Doc

_FULL_MODELS = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")
_ABBREVIATIONS = frozenset(
    """
    o.a. d.w.z. m.b.t. t.a.v. i.v.m. o.l.v. t.b.v. m.i.v. m.u.v. n.a.v. i.s.m. d.d. a.d.h.v. i.p.v. t.o.v. e.d.
    bijv. bv. blz. ca. dhr. drs. dr. e.a. enz. etc. evt. excl. incl. ing. ir. jl. max. min. mevr. mr. mw. nl.
    nr. o.b.v. prof. resp. st. tel. v.a. vgl. vs. z.g. zgn. zo'n. art. afd. p. i.c. z.s.m. m.n. o.i.d.
    """.split()
)
"""Abbreviations after which a sentence goes on (Taalunie, Taaladvies: afkortingen)."""
STOP_WORDS = frozenset(SPACY_STOP_WORDS)
"""Small Dutch words that say nothing of what a text is about."""

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s)|\n")
_OPENS = re.compile(r"[\"“„‘'’«(\[]*(?:[A-ZÀ-Ý0-9]|['’]s\b|['’]t\b)")


@dataclass(frozen=True, slots=True)
class Dutch:
    """The Dutch pipeline: a full model when one is installed, else lookups."""

    nlp: SpacyLanguage
    model: str

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence. A line end always ends one; an abbreviation, initial or ordinal does not."""
        spans: list[tuple[int, int]] = []
        start = 0
        for match in _END.finditer(text):
            if match.group() != "\n" and not _ends_sentence(text, start, match):
                continue
            spans.append((start, match.end()))
            start = match.end()
        spans.append((start, len(text)))
        return tuple(span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1])

    def lemmas(self, text: str) -> tuple[str, ...]:
        """The lemma of each word, in lower case, punctuation left out."""
        doc: Doc = self.nlp(text)
        return tuple((token.lemma_ or token.text).lower() for token in doc if token.is_alpha)


@cache
def dutch() -> Dutch:
    """A full Dutch model when the user has one, else a blank pipeline with the lemmas of spacy-lookups-data.

    Built once: it takes longer than reading a small document.
    """
    for name in _FULL_MODELS:
        if find_spec(name):
            return Dutch(spacy.load(name), name)
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return Dutch(nlp, "nl-lookups")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    rest = text[match.end() :].lstrip()
    if not _OPENS.match(rest):
        return False
    if match.group()[0] != ".":
        return True
    word = text[: match.end()].rsplit(None, 1)[-1].lstrip("(‘“\"'").lower()
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+", word):
        return False
    # A number that opens a sentence is that of an item, "3. Meer stages"; at its end it is a number, "op niveau 3."
    return not re.fullmatch(r"\d{1,3}\.", text[start : match.end()].strip())
