"""From documents to pictures of their pages, each drawn once: alone knows how pictures are kept in their folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore

from corpus.model import DocId
from pipeline.isolation import TO_DRAW, Limits, cores, draw_safely
from pipeline.picture import NoPictureError as NoPictureError
from pipeline.picture import keep_whole

_DPI = 110
"""A page fills the window of a laptop."""


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures of pages in a folder, under the hash of the document, the page and the scale.

    A page that cannot be drawn is not tried again as long as the album lives. For use from several threads.
    """

    folder: Path
    limits: Limits = TO_DRAW
    failed: dict[str, NoPictureError] = field(default_factory=dict)
    at_once: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(cores()))

    def png(self, document: DocId, page: int, data: Callable[[], bytes]) -> bytes:
        """A page, counted from 1, as PNG; `data` gives the PDF where it is still to be drawn. Raises NoPictureError."""
        name = f"{document}-{page}-{_DPI}.png"
        with suppress(OSError):
            return (self.folder / name).read_bytes()
        with self.at_once:
            if name in self.failed:
                raise self.failed[name]
            try:
                drawn = draw_safely(data(), page, dots_per_inch=_DPI, limits=self.limits).png
            except NoPictureError as error:
                self.failed[name] = error
                raise
        # A picture that cannot be kept, on a full disk, is still a picture.
        with suppress(OSError):
            keep_whole(self.folder / name, drawn)
        return drawn
