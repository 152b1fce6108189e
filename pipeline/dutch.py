"""From printed lines to running Dutch text: words broken at a line end joined, odd characters made plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from corpus.model import Quote, Word, join_quotes
from pipeline.lines import is_private
from pipeline.page import Line

Known = Callable[[str], bool]
"""Whether a word, in lower case, is known: from a word list or from elsewhere in the document."""

_ELLIPSIS = re.compile(r"^(?:en|of|en/of|tot|tot en met|als)\b")
"""Before these the hyphen stands for a word left out: "zorg- en welzijnsinstellingen"."""
_HYPHEN_PREFIX = frozenset(
    """
    collega niet non oud ex aspirant adjunct assistent interim kandidaat substituut vice privé semi bijna
    """.split()
)
"""First parts that Dutch spelling writes with a hyphen (Taalunie, Technische Handleiding, 6.C)."""
_CLASH = re.compile(r"a\|[aeiu]|e\|[eiu]|i\|[eij]|j\|i|o\|[eiou]|u\|[iu]")
"""Vowels that would run together without the hyphen of a compound: zij-instromer (Technische Handleiding, 6.2)."""
_LONGEST = 80
"""No Dutch word is longer; what stands further back does not matter at a line end."""
_WORD_END = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)[-\u2010\u2011\u00ad]$")
_WORD_START = re.compile(r"^[^\W\d_]+")
_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})


def clean(text: str) -> str:
    """Composed letters, plain spaces, ligatures as letters; soft hyphens and control characters left out.

    >>> clean("kwali\\u00adteit\\xa0in o\\ufb03ci\\u00eble")
    'kwaliteit in officiële'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    text = "".join(char for char in text if char in "\t\n" or unicodedata.category(char) not in ("Cc", "Cf", "Co"))
    return " ".join(text.split())


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The words of a document in lower case, without those that a line end may have broken."""
    words: set[str] = set()
    for line in lines:
        inner = line.text.split(" ")[1:-1]
        words.update(clean(word).strip(".,;:!?()‘’“”\"'…").lower() for word in inner)
    # "mbo-" stands for every word that begins so, as evidence that "mbo" takes a hyphen.
    words.update(word.split("-", 1)[0] + "-" for word in list(words) if "-" in word[1:-1])
    return frozenset(words)


def running_text(lines: Sequence[Line], known: Known) -> Quote:
    """The lines as one text, each word with its place.

    A hyphen at a line end is dropped where the word was broken, and kept where it belongs to the word.
    """
    text, words = "", list[Word]()
    for line in lines:
        glue = _separator(text, clean(line.text), known) if text else ""
        if glue is None:
            text = text[:-1]
            if words:
                last = words[-1]
                words[-1] = Word(last.start, len(text), last.page, last.box)
        else:
            text += glue
        text = _append(line, text, words)
    return Quote(text, tuple(words))


def joined(before: Quote, after: Quote, known: Known) -> Quote:
    """Two parts of one paragraph that a column or page end parted, as one text."""
    glue = _separator(before.text, after.text, known)
    if glue is None:
        before = before.cut(0, len(before.text) - 1)
    return join_quotes((before, after), glue or "")


def _append(line: Line, text: str, words: list[Word]) -> str:
    first = True
    last = line.words[-1] if line.words else None
    for word in line.words:
        raw = line.text[word.start : word.end]
        piece = clean(raw)
        # A soft hyphen at the line end is a break to be joined, so it is still needed.
        if word is last and raw.endswith("\u00ad"):
            piece += "\u00ad"
        if not piece:
            continue
        text += "" if first or text.endswith(" ") else " "
        first = False
        words.append(Word(len(text), len(text) + len(piece), word.page, word.box))
        text += piece
    return text


def _separator(before: str, after: str, known: Known) -> str | None:
    """What joins two lines: a space, nothing (the hyphen stays), or None (the hyphen goes)."""
    if before.endswith("\u00ad"):
        return None
    end, start = _WORD_END.search(before[-_LONGEST:]), _WORD_START.match(after)
    if not end or not start:
        return "" if re.search(r"\w[-\u2010\u2011]$", before[-2:]) and after[:1].isalnum() else " "
    if _ELLIPSIS.match(after):
        return " "
    return "" if _keeps_hyphen(end.group(1), start.group(), known) else None


def _keeps_hyphen(left: str, right: str, known: Known) -> bool:
    """The hyphen belongs to the word: a name, an abbreviation, or a spelling found elsewhere.

    >>> _keeps_hyphen("Noord", "Holland", lambda word: False)
    True
    >>> _keeps_hyphen("stagediscri", "minatie", lambda word: False)
    False
    """
    capitals = left.isupper() and right.isupper() and len(right) > 1
    if not capitals and (right[0].isupper() or len(left) == 1 or (left.isupper() and len(left) <= 6)):
        return True
    joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    if known(joined):
        return False
    if known(hyphened) or left.lower() in _HYPHEN_PREFIX:
        return True
    if _CLASH.search(f"{left[-1]}|{right[0]}".lower()) and not capitals:
        return True
    return (not capitals and _is_abbreviation(left)) or (known(f"{left}-".lower()) and known(left.lower()))


def _is_abbreviation(word: str) -> bool:
    """Without a vowel, or in capitals but for its ending: bpv, MBO'er."""
    return not re.search(r"[aeiouyäëïöüáéíóú]", word.lower()) or bool(re.match(r"^[A-Z]{2,}", word))


def without_marker(quote: Quote, marker: str) -> Quote:
    """The text of a list item after its bullet. A number stays: it is how people refer to the item."""
    marker = marker.strip()
    first, _, rest = quote.text.partition(" ")
    if not marker or any(char.isalnum() for char in marker):
        return quote
    if is_private(marker):  # already gone: clean() drops what has no meaning in text
        return quote
    return quote.cut(len(quote.text) - len(rest), len(quote.text)) if first == marker and rest else quote
