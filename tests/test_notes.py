"""What of a document is not on its pages: layers that are switched off, and forms that are only made when opened."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shared_folder import shared

from pipeline.isolation import read_safely
from pipeline.read_notes import document_notes

ROOT = Path(__file__).parents[1]


def pdf(catalog: str, *objects: str) -> bytes:
    """A PDF of one page with a line of text, with more in its catalog; the further objects are numbered from 6 on."""
    content = "BT /F 11 Tf 40 700 Td (Even geduld, het formulier wordt geladen.) Tj ET"
    numbered = (
        f"<</Type /Catalog /Pages 2 0 R {catalog}>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        *objects,
    )
    body = "".join(f"{number} 0 obj\n{held}\nendobj\n" for number, held in enumerate(numbered, start=1))
    return f"%PDF-1.7\n{body}trailer <</Root 1 0 R>>\n%%EOF".encode("latin-1")


LAYERS = "<</Type /OCG /Name (Werktekening)>>", "<</Type /OCG /Name (Nederlands)>>", "<</Type /OCG>>"
GROUPS = "/OCProperties <</OCGs [6 0 R 7 0 R 8 0 R] /D <<{}>>>>"
HIDDEN = "het document bevat lagen die niet worden getoond: {}; tekst daarop kan ontbreken"


@pytest.mark.parametrize(
    ("opening", "named"),
    [
        ("/OFF [6 0 R]", "‘Werktekening’"),
        ("/OFF [6 0 R 8 0 R]", "‘Werktekening’, ‘zonder naam’"),
        ("/BaseState /OFF /ON [7 0 R 8 0 R]", "‘Werktekening’"),
    ],
    ids=["off", "two", "all_but_some"],
)
def test_layers_that_are_switched_off_are_named(opening: str, named: str) -> None:
    """What is not shown when the document is opened may lack from its text, and the document says so."""
    assert document_notes(pdf(GROUPS.format(opening), *LAYERS)) == (HIDDEN.format(named),)


@pytest.mark.parametrize("opening", ["", "/ON [6 0 R 7 0 R]", "/BaseState /OFF /ON [6 0 R 7 0 R 8 0 R]"])
def test_layers_that_are_shown_are_not_told(opening: str) -> None:
    """A document all of whose layers are on is like any other."""
    assert document_notes(pdf(GROUPS.format(opening), *LAYERS)) == ()


@pytest.mark.parametrize(
    ("catalog", "told"),
    [
        ("/NeedsRendering true /AcroForm <</Fields [] /XFA 6 0 R>>", True),
        ("/AcroForm <</Fields [] /XFA 6 0 R>>", False),
        ("/NeedsRendering true", False),
    ],
    ids=["dynamic", "static", "no_form"],
)
def test_a_dynamic_form_is_told(catalog: str, told: bool) -> None:
    """Its pages hold no more than a request for patience; how to save it is part of the message."""
    notes = document_notes(pdf(catalog, "<</Length 12>>\nstream\n<xdp></xdp> \nendstream"))

    assert [("dynamisch XFA-formulier" in note, "Sla het op als gewone PDF" in note) for note in notes] == (
        [(True, True)] if told else []
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 /OCProperties", b"%PDF-1.7\n" + bytes(range(256)) + b"/OCProperties"])
def test_of_a_broken_file_nothing_is_told(data: bytes) -> None:
    """What cannot be opened is refused elsewhere."""
    assert document_notes(data) == ()


def test_real_layers_are_found() -> None:
    """The notes come with the pages, once, whatever the number of readers."""
    data = shared("robust", "pdf.js--visibility_expressions.pdf").read_bytes()

    assert len(read_safely(data, jobs=2).notes) == 1


def test_show_begins_with_what_holds_for_the_whole_document(tmp_path: Path) -> None:
    """It is a problem of the document, listed with it and above its pages."""

    def waargemaakt(*words: str | Path) -> str:
        command = [sys.executable, ROOT / "cli.py", "-q", "-w", tmp_path / "werkmap", *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    (tmp_path / "lagen.pdf").write_bytes(pdf(GROUPS.format("/OFF [6 0 R]"), *LAYERS))
    waargemaakt("run", tmp_path / "lagen.pdf")

    (document,) = map(json.loads, waargemaakt("documents", "--json").splitlines())
    shown = waargemaakt("show", "lagen").splitlines()

    assert [(one["page"], one["message"]) for one in document["problems"]] == [(None, HIDDEN.format("‘Werktekening’"))]
    assert shown[0] == f"! {HIDDEN.format('‘Werktekening’')}"
