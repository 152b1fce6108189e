"""What a browser sends to values that can be trusted to be well formed. Alone knows the fields and their limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from corpus.model import Judgement, StatementId
from review.report import Pair

LONGEST_BODY = 16_384
LONGEST_NAME = 80
LONGEST_NOTE = 2_000
ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Back(Enum):
    """Where a reviewer was when judging."""

    REPORT = "report"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class JudgeForm:
    """A decision as it was sent; `reviewer` is empty when the name is remembered."""

    token: str
    pair: Pair
    judgement: Judgement
    note: str
    reviewer: str
    back: Back


@dataclass(frozen=True, slots=True)
class NameForm:
    """The reviewer's name."""

    token: str
    reviewer: str


async def fields(chunks: AsyncIterable[bytes]) -> Mapping[str, str]:
    """The fields of a form as browsers send it by default; HTTPException 413 or 400 when that is not what it is."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > LONGEST_BODY:
            raise HTTPException(413)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict"))
    except ValueError as error:
        raise HTTPException(400) from error


def judge_form(sent: Mapping[str, str]) -> JudgeForm:
    """A decision; HTTPException 400 that says what is wrong."""
    try:
        judgement, back = Judgement(sent.get("judgement", "")), Back(sent.get("back", "report"))
    except ValueError as error:
        raise HTTPException(400, "Kies een van de vijf oordelen.") from error
    pair = pair_from(f"{sent.get('pledge', '')}.{sent.get('result', '')}")
    note = _line(sent.get("note", ""), LONGEST_NOTE, "toelichting")
    reviewer = _line(sent.get("reviewer", ""), LONGEST_NAME, "naam")
    return JudgeForm(sent.get("token", ""), pair, judgement, note, reviewer, back)


def name_form(sent: Mapping[str, str]) -> NameForm:
    """The name; HTTPException 400 when it is empty or too long."""
    reviewer = _line(sent.get("reviewer", ""), LONGEST_NAME, "naam")
    if not reviewer:
        raise HTTPException(400, "Vul uw naam in: bij elk oordeel staat wie het heeft gegeven.")
    return NameForm(sent.get("token", ""), reviewer)


def pair_from(text: str) -> Pair:
    """Two ids with a full stop between; HTTPException 400 when it is not that."""
    pledge, dot, result = text.partition(".")
    if not (dot and ID.fullmatch(pledge) and ID.fullmatch(result)):
        raise HTTPException(400, "Dit adres wijst geen voorstel aan.")
    return StatementId(pledge), StatementId(result)


def _line(text: str, longest: int, name: str) -> str:
    """One line without control characters; HTTPException 400 when it is too long."""
    line = " ".join("".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text).split())
    if len(line) > longest:
        raise HTTPException(400, f"De {name} is te lang: ten hoogste {longest} tekens.")
    return line
