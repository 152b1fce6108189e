"""From lines with characters that mean nothing to lines with the ligatures they are, where Dutch makes it plain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.model import DocId, Problem, Word
from pipeline.dutch import Known, clean
from pipeline.page import Line

UNREADABLE = "□"
"""Stands in the text where a character could not be read."""
UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\ufffe\uffff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""A character without a meaning: as pdfminer writes it, as pdfium does, and control codes."""
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ft", "tt", "ti", "fj", "st", "ij")
"""What fonts draw as one glyph, the most common first."""

Glyph = tuple[str, str]
"""A font and a character of it."""
Lines = Mapping[int, Sequence[Line]]


def repaired(lines: Lines, known: Known, document: DocId) -> tuple[dict[int, tuple[Line, ...]], tuple[Problem, ...]]:
    """The lines with ligatures in place of unmapped characters; what stays unreadable is marked and a problem.

    A ligature is chosen when it alone makes a word of the list; all words with the same glyph of a font have a vote.
    """
    broken = [line for held in lines.values() for line in held if _is_broken(line.text)]
    if not broken:
        return {page: tuple(held) for page, held in lines.items()}, ()
    meaning = _meanings(broken, known)
    fixed = {page: tuple(_mended(line, meaning) for line in held) for page, held in lines.items()}
    problems = tuple(
        Problem(
            "read", f"{count} letters zonder betekenis in het lettertype; aangegeven met {UNREADABLE}", document, page
        )
        for page, held in fixed.items()
        if (count := sum(line.text.count(UNREADABLE) for line in held))
    )
    return fixed, problems


def _is_broken(text: str) -> bool:
    """Quick for the many lines that are not."""
    return ("(cid:" in text or "\ufffd" in text or not text.isprintable()) and bool(UNMAPPED.search(text))


def _meanings(broken: Iterable[Line], known: Known) -> dict[Glyph, str]:
    """For each glyph the ligature with the most votes; a tie means nothing is sure."""
    votes: dict[Glyph, Counter[str]] = defaultdict(Counter)
    for line in broken:
        for word in line.text.split():
            found = UNMAPPED.findall(word)
            if len(set(found)) != 1:
                continue
            fits = [ligature for ligature in _LIGATURES if _is_word(UNMAPPED.sub(ligature, word), known)]
            if len(fits) == 1:
                votes[line.font, found[0]][fits[0]] += 1
    return {glyph: best for glyph, count in votes.items() if (best := _winner(count))}


def _winner(count: Counter[str]) -> str | None:
    (best, most), *rest = count.most_common(2)
    return None if rest and rest[0][1] == most else best


def _is_word(word: str, known: Known) -> bool:
    """The word, or one of the parts between its hyphens that was broken, is in the list."""
    plain = clean(word).strip(".,;:!?()‘’“”\"'…").lower()
    return len(plain) > 2 and (known(plain) or ("-" in plain and all(known(part) for part in plain.split("-") if part)))


def _mended(line: Line, meaning: Mapping[Glyph, str]) -> Line:
    if not _is_broken(line.text):
        return line
    text, words = "", list[Word]()
    for word in line.words:
        piece = UNMAPPED.sub(
            lambda match: meaning.get((line.font, match.group()), UNREADABLE), line.text[word.start : word.end]
        )
        text += " " if text else ""
        words.append(replace(word, start=len(text), end=len(text) + len(piece)))
        text += piece
    return replace(line, text=text, words=tuple(words))
