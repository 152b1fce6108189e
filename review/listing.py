"""From pledges and results to the lists a person reads: chosen by what is asked for, under their themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from corpus.model import Document, Pledge, PledgeClass, Result, Stage, StatementId

CLASS_NAMES = {
    PledgeClass.LISTED: "in een lijst",
    PledgeClass.IN_TEXT: "in de tekst",
    PledgeClass.ASSIGNED: "aan een persoon",
}
STAGE_NAMES = {
    Stage.DONE: "gedaan",
    Stage.ONGOING: "loopt",
    Stage.PLANNED: "voornemen",
    Stage.CONTEXT: "omstandigheden",
}
_WIDTH = 100
"""Characters of a line of text in a list."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements to list. A theme matches a theme or subtheme, an owner a name, as part of it in any case;
    '' matches all. `among` are the results to choose from, an item of a list by way of its section; None is all."""

    theme: str = ""
    owner: str = ""
    pledge_class: PledgeClass | None = None
    stage: Stage | None = None
    among: frozenset[StatementId] | None = None

    def pledge(self, pledge: Pledge) -> bool:
        """The pledge is to be listed."""
        return (
            _under(self.theme, pledge)
            and self.owner.lower() in (pledge.owner or "").lower()
            and self.pledge_class in (None, pledge.pledge_class)
        )

    def result(self, result: Result) -> bool:
        """The result is to be listed."""
        among = self.among is None or (result.part_of or result.id) in self.among
        return among and _under(self.theme, result) and self.stage in (None, result.stage)


def _under(theme: str, statement: Pledge | Result) -> bool:
    names = (statement.theme or "", statement.subtheme or "") if theme else ("",)
    return any(theme.lower() in name.lower() for name in names)


def pledge_lines(document: Document, pledges: Iterable[Pledge]) -> Iterator[str]:
    """The pledges under their theme, each with its page, how it was made, whether it can be checked, and its owner."""
    last: tuple[str | None, str | None] | None = None
    for number, pledge in enumerate(pledges, start=1):
        if (pledge.theme, pledge.subtheme) != last:
            last = pledge.theme, pledge.subtheme
            yield f"{document.name}: {_heading(*last)}"
        check = pledge.check.verdict.value if pledge.check else ""
        sure = "" if pledge.pledge_class is PledgeClass.LISTED else f", zekerheid {pledge.confidence:.2f}"
        about = [f"p. {pledge.quote.page}", CLASS_NAMES[pledge.pledge_class] + sure, check, pledge.owner or ""]
        yield from _item(number, pledge.text, about)


def result_lines(document: Document, results: Iterable[Result]) -> Iterator[str]:
    """The results under their theme, each with its page, how far it is, and the first sentence that says so."""
    last: tuple[str | None, str | None] | None = None
    for number, result in enumerate(results, start=1):
        if (result.theme, result.subtheme) != last:
            last = result.theme, result.subtheme
            yield f"{document.name}: {_heading(*last)}"
        saying = (sentence.quote.text for sentence in result.sentences if sentence.stage is result.stage)
        first = next(saying, result.text)
        text = first if result.part_of else f"{result.heading} — {first}"
        values = [value.quote.text for sentence in result.sentences for value in sentence.values][:4]
        about = [f"p. {result.quote.page}", STAGE_NAMES[result.stage], "in een lijst" if result.part_of else ""]
        yield from _item(number, text, [*about, ", ".join(dict.fromkeys(values))])


def _heading(theme: str | None, subtheme: str | None) -> str:
    return " › ".join(filter(None, (theme, subtheme))) or "zonder thema"


def _item(number: int, text: str, about: Iterable[str]) -> Iterator[str]:
    lines = wrap(" ".join(text.split()), _WIDTH)
    yield f"{number:4}. {lines[0] if lines else ''}"
    yield from (f"      {line}" for line in lines[1:])
    yield f"      ({'; '.join(filter(None, about))})"
