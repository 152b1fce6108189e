"""A text and its evidence to pieces, marked or not. Alone knows how the evidence is found back in the text."""

from __future__ import annotations

import re

from review.report import Piece


def marked(text: str, evidence: str) -> tuple[Piece, ...]:
    """The text in pieces that add up to it, the evidence marked; where that is not found, nothing is.

    White space may differ: a sentence can run over a line or a page.

    >>> [(piece.text, piece.marked) for piece in marked("Eerst. De  boot vaart. Dan.", "De boot vaart.")]
    [('Eerst. ', False), ('De  boot vaart.', True), (' Dan.', False)]
    """
    words = evidence.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    if not found:
        return (Piece(text),)
    pieces = Piece(text[: found.start()]), Piece(found[0], True), Piece(text[found.end() :])
    return tuple(piece for piece in pieces if piece.text)
