"""Words whose shared part stands elsewhere ("stage- en arbeidsmarktdiscriminatie") to the words that are meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.words import RawWord, folded

_REACH = 10
_SHORTEST_END = 3
_SHORTEST_FRONT = 2


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """A word and the one it borrows from: the end of `partner` when `at_end` ("stage-"), else its front ("-plan").

    `directly` when they stand together: then it may be one word that a reader took apart ("stage- plaats").
    """

    own: str
    partner: str
    at_end: bool
    directly: bool = False

    @property
    def key(self) -> str:
        """Different for every ellipsis, and fit for a file."""
        between = " " if self.directly else "|"
        return f"{self.own}-{between}{self.partner}" if self.at_end else f"{self.partner}{between}-{self.own}"


def ellipses(words: Sequence[RawWord]) -> dict[int, Ellipsis]:
    """The incomplete words among the words of a text, by place, each with the word it borrows from."""
    found: dict[int, Ellipsis] = {}
    for place, word in enumerate(words):
        partner = _after(words, place) if word.dangles else _before(words, place) if word.opens else None
        if partner is not None:
            directly = word.dangles and words[place + 1] is partner
            found[place] = Ellipsis(folded(word.key), folded(partner.key), word.dangles, directly)
    return found


def completed(
    ellipsis: Ellipsis, leaves: Callable[[str], Sequence[str]], knows: Callable[[str], bool]
) -> tuple[str, ...]:
    """The words meant: with the last part of the partner (or its front), and with the part that gives a known word.

    All without accents. `leaves` splits a word into its smallest parts, `knows` says whether a word is in use.
    """
    own, partner = ellipsis.own, ellipsis.partner
    halves = [(partner[:cut], partner[cut:]) for cut in _cuts(partner, leaves)]
    sure = [own + end if ellipsis.at_end else front + own for front, end in halves[-1:]]
    every = [(partner[:cut], partner[cut:]) for cut in range(_SHORTEST_FRONT, len(partner) - _SHORTEST_END + 1)]
    joined = (own + end for _, end in every) if ellipsis.at_end else (front + own for front, _ in reversed(every))
    known = next((word for word in joined if "-" not in word and knows(word)), None)
    whole = own + partner if ellipsis.directly else None
    return tuple(dict.fromkeys(word for word in (*sure, known, whole) if word))


def _cuts(partner: str, leaves: Callable[[str], Sequence[str]]) -> list[int]:
    """Where the partner comes apart: after a hyphen, or before each of its parts but the first."""
    if "-" in partner:
        return [place + 1 for place, letter in enumerate(partner) if letter == "-"]
    cuts, place = [], 0
    for leaf in leaves(partner):
        place = partner.find(leaf, place)
        if place < 0:  # the parts are of the dictionary form, which is spelled otherwise
            break
        cuts.append(place)
        place += len(leaf)
    return cuts[1:]


def _after(words: Sequence[RawWord], place: int) -> RawWord | None:
    """The first whole word after the members of the list: "school-, stage- en leerbedrijf"."""
    for word in words[place + 1 : place + 1 + _REACH]:
        if not word.is_connector and not word.dangles:
            return word
    return None


def _before(words: Sequence[RawWord], place: int) -> RawWord | None:
    """The whole word before "en": "stagebegeleiding en -beoordeling"."""
    for word in reversed(words[max(0, place - _REACH) : place]):
        if not word.is_connector and not word.opens:
            return word
    return None
