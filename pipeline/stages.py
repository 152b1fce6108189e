"""From a sentence of a report to how far it says things are: done, ongoing, planned, or mere context."""

from __future__ import annotations

import re

from corpus.model import Stage

_PLANNED = re.compile(
    r"\b(?:zal|zullen|gaan we|gaat\b.{0,40}\bworden|willen|wil\b|verwacht\w*|van plan|voornemen\w*|komend\w* jaar"
    r"|volgend\w* jaar|staat (?:op de planning|gepland)|gepland\w*)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:is|zijn|was|waren|werd|werden|heeft|hebben|had|hadden|kreeg|kregen)\b(?:\W+\w+){0,14}?\W+"
    r"(?<!\bte\s)(?!ge(?:sprek|meent|volgen\b|gevens|vallen\b|bied|bouwen\b|zin|noeg|lijk))"
    r"(?:\w*ge\w+(?:d|t|en|aan)|(?:be|ver|ont|her|er|onder|over|door|mis|vol)\w{2,}(?:d|t|en|aan))\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b\w{3,}(?:te|ten|de|den)\b(?:\W+\w+){0,3}\W+(?:we|wij|de|het|een)\b", re.IGNORECASE)
_ONGOING = re.compile(
    r"\b(?:werk(?:t|en)?|loopt|lopen|bezig|wordt|worden|ontwikkelt|ontwikkelen|ondersteunt|ondersteunen|vindt|voert)\b",
    re.IGNORECASE,
)


def stage(sentence: str) -> Stage:
    """How far a sentence says things are, from tense, aspect and time words.

    >>> stage("Verder is het meldpunt ingericht.").value
    'done'
    >>> stage("Volgend jaar gaan we verder.").value
    'planned'
    """
    if _PLANNED.search(sentence) and not _DONE.search(sentence):
        return Stage.PLANNED
    if _DONE.search(sentence) or _PAST.search(sentence):
        return Stage.DONE
    return Stage.ONGOING if _ONGOING.search(sentence) else Stage.CONTEXT
