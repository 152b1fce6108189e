"""A Dutch text to its sentences; knows the abbreviations, initials and numbers whose point ends none."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    """
    o.a. d.w.z. m.b.t. t.a.v. i.v.m. o.l.v. t.b.v. m.i.v. m.u.v. n.a.v. i.s.m. d.d. a.d.h.v. i.p.v. t.o.v. e.d.
    bijv. bv. blz. ca. dhr. drs. dr. e.a. enz. etc. evt. excl. incl. ing. ir. jl. max. min. mevr. mr. mw. nl.
    nr. o.b.v. prof. resp. st. tel. v.a. vgl. vs. z.g. zgn. zo'n. art. afd. p. i.c. z.s.m. m.n. o.i.d.
    a.s. aug. dec. feb. jan. mrt. nov. okt. sept. mln. mld. pag. par. hfst. ong. sec. red. fig. tab. vz. weth.
    """.split()
)
"""Abbreviations after which a sentence goes on (Taalunie, Taaladvies: afkortingen)."""
_CLOSING = frozenset(
    """
    enz. etc. e.d. e.a. o.i.d. jl. a.s. mln. mld. max. min. jan. feb. mrt. aug. sept. okt. nov. dec. red. z.s.m.
    """.split()
)
"""Abbreviations that may also close a sentence: before a word that opens one they do."""
_OPENING = frozenset(
    """
    de het een dit dat deze die er in op aan met voor door bij naar na om daarnaast daarbij daarmee daarom daarvoor
    ook zo we wij ik hij zij ze en maar want of als hoe wat wie waar toen dan nu verder tot ter tijdens vanaf vanuit
    """.split()
)
"""Words that, with a capital after such an abbreviation, open a sentence; a name would be no sign of it."""

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s)|\n|\s(?=[•▪‣◦●■]\s)")
_OPENS = re.compile(r"(?:[•▪‣◦●■]\s|[–—-]\s(?=[A-ZÀ-Ý])|[\"“„‘'’«(\[]*(?:[A-ZÀ-Ý0-9]|['’]s\b|['’]t\b))")
_LONGEST = 80
"""No abbreviation is longer; what stands further back does not matter at a point."""


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence. A line end and a bullet always part two; an abbreviation, initial or ordinal not.

    >>> text = "Dat kost € 3 mln. De scholen, o.a. De Haan, doen mee."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dat kost € 3 mln.', 'De scholen, o.a. De Haan, doen mee.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not match.group().isspace() and not _ends_sentence(text, start, match):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1])


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
    word = text[max(start, match.end() - _LONGEST) : match.end()].rsplit(None, 1)[-1].lstrip("(‘“\"'").lower()
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+", word):
        return word in _CLOSING and rest.split(None, 1)[0].lower().strip(",") in _OPENING
    # A number that opens a sentence is that of an item, "3. Meer stages"; at its end it is a number, "op niveau 3."
    return not re.fullmatch(r"(?:\d{1,3}\.)+", text[start : match.end()].strip())
