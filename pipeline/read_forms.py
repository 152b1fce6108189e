"""From a page of pdfminer to what is drawn on it. It alone knows how forms, drawings used again and again, are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTContainer, LTItem
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, keyword_name

_MOST_KEPT = 5_000_000
"""As many bytes of content are kept as tokens, which take some ten times as much memory."""


@dataclass(slots=True)
class Forms:
    """The tokens of the forms of one document, kept from the second time that a form is drawn.

    Tokens alone are kept, not what they draw: that differs with the place, the scale and, for a form without resources
    of its own, with the page. A form that is drawn once, as a page that was put into another, takes no memory.
    """

    seen: set[tuple[int, ...]] = field(default_factory=set)
    kept: dict[tuple[int, ...], list[object]] = field(default_factory=dict)
    room: int = _MOST_KEPT

    def tokens(self, streams: Sequence[PDFStream]) -> Iterable[object]:
        """The operators and operands of a content of one or more streams, in order."""
        key = tuple(stream.objid for stream in streams if stream.objid is not None)
        if key in self.kept:
            return self.kept[key]
        if key not in self.seen:
            self.seen.add(key)
            return _tokens(streams)
        size = sum(len(stream.get_data()) for stream in streams)
        if size > self.room:
            return _tokens(streams)
        self.room -= size
        self.kept[key] = list(_tokens(streams))
        return self.kept[key]


def drawn(page: PDFPage, resources: PDFResourceManager, forms: Forms) -> Iterator[LTItem]:
    """What is drawn on a page and in the forms on it, in order. Raises what pdfminer raises on damage."""
    device = PDFPageAggregator(resources)
    _Interpreter(resources, device, forms).process_page(page)
    return _leaves(device.get_result())


def _leaves(container: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _tokens(streams: Sequence[PDFStream]) -> Iterator[object]:
    try:
        parser = PDFContentParser(streams)
        while True:
            yield parser.nextobject()[1]
    except PSEOF:
        return


class _Interpreter(PDFPageInterpreter):
    """Draws as pdfminer does, but takes a form apart once in a document rather than each time that it is drawn.

    pdfminer reads the tokens of a form anew at every use, and reading them takes far longer than carrying them out: a
    logo of 60,000 tokens on each page took three quarters of the time of its report. Its `execute` both reads and
    carries out, so it is replaced; all operators stay those of pdfminer.
    """

    def __init__(self, resources: PDFResourceManager, device: PDFDevice, forms: Forms) -> None:
        super().__init__(resources, device)
        self._forms = forms

    def dup(self) -> PDFPageInterpreter:
        """An interpreter for what is drawn within, on the same device."""
        return _Interpreter(self.rsrcmgr, self.device, self._forms)

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the operators of a content; a form that is being drawn already is left out, as it has no end."""
        found = [stream for stream in map(stream_value, streams) if stream.objid is not None]
        fresh = [stream for stream in found if stream.objid not in self.parent_stream_ids]
        self.stream_ids = {stream.objid for stream in fresh if stream.objid is not None}
        for token in self._forms.tokens(fresh):
            if not isinstance(token, PSKeyword):
                self.argstack.append(token)  # type: ignore[arg-type]
                continue
            method, count = _operator(token)
            operands = self.pop(count)
            if method and len(operands) == count:
                getattr(self, method)(*operands)


@lru_cache(maxsize=1000)
def _operator(keyword: PSKeyword) -> tuple[str, int]:
    """The method of an operator and how many operands it takes from the stack; of an unknown one '' and none."""
    name = str(keyword_name(keyword)).replace("*", "_a").replace('"', "_w").replace("'", "_q")
    method = getattr(PDFPageInterpreter, f"do_{name}", None)
    return (f"do_{name}", method.__code__.co_argcount - 1) if method else ("", 0)
