"""Small files that take a great deal of time or memory: to read, or only to draw."""

from __future__ import annotations

import zlib


def bomb(operators: int) -> bytes:
    """A page that draws a line of text so many times."""
    return _pdf(_stream(b"BT /F 11 Tf 40 700 Td (Steeds hetzelfde) Tj ET\n" * operators))


def maze() -> bytes:
    """A page that is read at once, and filled with a pattern that is drawn over itself a thousand million times."""
    content = b"/Pattern cs /P scn 0 0 595 842 re f BT /F 11 Tf 40 700 Td (Dit is gewoon te lezen.) Tj ET"
    tile = b"1 0 0 rg 0 0 900 900 re f 0 1 0 rg 1 1 800 700 re f"
    how = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 900 900] /XStep 0.02 /YStep 0.02"
    return _pdf(_stream(content), _stream(tile, how + b" /Resources <<>>"), resources=b"/Pattern <</P 5 0 R>>")


def wide() -> bytes:
    """A page that is read at once, and is too wide for any picture."""
    return _pdf(_stream(b"BT /F 11 Tf 1 1 Td (Dit is gewoon te lezen.) Tj ET"), box=b"[0 0 1000000000 12]")


def _stream(content: bytes, how: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s /Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (how, len(packed), packed)


def _pdf(*streams: bytes, box: bytes = b"[0 0 595 842]", resources: bytes = b"") -> bytes:
    """One page, drawn by the first of the streams; they are objects 4 and on."""
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources <<%s"
        b" /Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>" % (box, resources),
        *streams,
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF"
