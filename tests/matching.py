"""What the tests of matching are made of: pledges and results from a plain notation, and how they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy
from building import DOC, PLAN, REPORTS, language, quote, read, told

from corpus.model import Label, MatchModel, Pledge, PledgeClass, Result, SectionId, StatementId
from corpus.profile import Concept, load_profile
from corpus.wordlist import dutch_words
from index.dutch import Analyser
from pipeline.concepts import concept_finder
from pipeline.coverage import Sense, grams
from pipeline.features import FEATURES
from pipeline.language import STOP_WORDS
from pipeline.match import Compare
from pipeline.outline import outline
from pipeline.results import ReportRules, results
from pipeline.vectors import SIZE, Embed, Vectors

MODEL = MatchModel(
    "1",
    -2.0,
    tuple((name, 1.0) for name, _ in FEATURES),
    ((Label.DIRECT, 0.8), (Label.SUPPORTING, 0.5), (Label.RELATED, 0.2)),
)
HOUSES = (
    "theme Wonen",
    "theme Werken",
    "1 | Wonen",
    "2 | Lagere huren",
    "text | Elk huis telt. De huren zijn in alle steden verlaagd met tien procent.",
    "2 | Nieuwe woningen",
    "text | Er zijn in het hele land duizend woningen gebouwd voor starters.",
    "1 | Werken",
    "2 | Lonen",
    "text | De lonen gaan volgend jaar in het hele land met tien procent omhoog.",
)


def pledge(text: str, *, theme: str | None = None, subtheme: str | None = None, owner: str | None = None) -> Pledge:
    return Pledge(
        StatementId(text),
        DOC,
        PledgeClass.ASSIGNED if owner else PledgeClass.LISTED,
        quote(text),
        theme,
        subtheme,
        SectionId("s"),
        "Kop",
        owner,
        text[:20],
    )


def reported(*source: str) -> tuple[Result, ...]:
    """Results from blocks in the notation of the outline cases."""
    given = told(source)
    sections, _ = outline(
        given.blocks, document=DOC, themes=given.themes, kind_of=given.kind_of, known=lambda word: False
    )
    found, _ = results(sections, split=language().sentences, rules=ReportRules(given.is_owner_box))
    return tuple(one for one in found if one.part_of is None)


@cache
def dutch_sense(*concepts: Concept) -> Sense:
    """The Dutch analysis with these concepts."""
    tokens = Analyser(dutch_words).tokens
    return Sense(tokens, concept_finder(concepts, tokens, STOP_WORDS), STOP_WORDS)


def comparing(*concepts: Concept, embed: Embed | None = None) -> Compare:
    return Compare(dutch_sense(*concepts), embed)


def letter_vectors(texts: Sequence[str]) -> Vectors:
    """Texts with the same pieces of words lie close: each of the pieces counts at a place that its hash says."""
    rows = numpy.zeros((len(texts), SIZE), dtype=numpy.float32)
    for row, text in zip(rows, texts, strict=True):
        for piece in grams(text, size=4):
            row[crc32(piece.encode()) % SIZE] += 1.0
    return numpy.asarray(rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9), numpy.float32)


@cache
def document_sense(profile: str, *paths: Path) -> Sense:
    """The analysis as the program has it: compounds as these documents use words, and the concepts of the profile."""
    texts = [passage.quote.text for path in paths for passage in read(path, profile).passages]
    tokens = Analyser(dutch_words).for_corpus(texts).tokens
    return Sense(tokens, concept_finder(load_profile(profile).concepts, tokens, STOP_WORDS), STOP_WORDS)


def sample_sense(profile: str) -> Sense:
    return document_sense(profile, PLAN, *REPORTS)


AGAINST = re.compile(
    r"niet meer|noemt niet|over iets anders|^Ander thema|buiten de looptijd|zelden|voornemen|omstandigheden"
)
NEUTRAL = re.compile(r"^Niet op betekenis|niet bekend|binnen de looptijd")


def contradicting(explained: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """The sentences that say something else than the sign of what they explain."""
    return [(why, adds) for why, adds in explained if _contradicts(why, adds)]


def _contradicts(why: str, adds: float) -> bool:
    if NEUTRAL.search(why):
        return adds != 0
    return adds > 0 if AGAINST.search(why) else adds < 0
