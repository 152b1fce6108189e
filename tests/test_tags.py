"""The order of a tagged PDF is that of its structure tree."""

from __future__ import annotations

import pytest
from building import DOC

from pipeline.layout import layout
from pipeline.read import Reader, read_pdf

DRAWN = (
    b"/P <</MCID 1>> BDC BT /F 11 Tf 300 600 Td (Dit staat lager en rechts, en is het tweede stuk.) Tj ET EMC\n"
    b"/P <</MCID 0>> BDC BT /F 11 Tf 40 700 Td (Dit staat boven, en is het eerste stuk.) Tj ET EMC\n"
)


def tagged(order: tuple[int, ...]) -> bytes:
    """A page that draws its second paragraph first, with a structure tree that names the contents in this order."""
    objects = [
        b"<</Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R /MarkInfo <</Marked true>>>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0"
        b" /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(DRAWN), DRAWN),
        b"<</Type /StructTreeRoot /K [%s] /ParentTree 6 0 R>>" % b" ".join(b"%d 0 R" % (7 + at) for at in order),
        b"<</Nums [0 [7 0 R 8 0 R]]>>",
        b"<</Type /StructElem /S /P /P 5 0 R /Pg 3 0 R /K 0>>",
        b"<</Type /StructElem /S /P /P 5 0 R /Pg 3 0 R /K 1>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


@pytest.mark.parametrize(
    ("order", "first"),
    [((0, 1), "Dit staat boven"), ((1, 0), "Dit staat lager"), ((), "Dit staat lager")],
    ids=["as read", "as drawn", "no tags"],
)
def test_the_structure_tree_gives_the_order(order: tuple[int, ...], first: str) -> None:
    """Tags go before the order of drawing; without them the page is read as it is drawn."""
    opened = read_pdf(tagged(order), reader=Reader.PDFIUM)

    blocks, _ = layout(opened.pages, DOC, known=lambda word: True)

    assert len(blocks) == 2
    assert blocks[0].text.startswith(first)
