"""Figures of reading, sections, pledges and matches on the documents at hand, by the scorer in the shared folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
SHARED = Path(os.environ.get("WAARGEMAAKT_SHARED", ROOT.parent / "shared"))

Figure = tuple[str, str, str, Path]
"""Document, stream to export, what to score, and the truth."""


def main() -> None:
    """Run the chain on the samples and the shared documents, and print what the scorer says."""
    if not SHARED.is_dir():
        sys.exit(f"There is no {SHARED}: say with WAARGEMAAKT_SHARED where the scorer and the documents are.")
    with TemporaryDirectory() as folder:
        samples, shared = Path(folder) / "samples", Path(folder) / "shared"
        run(samples, "run", "--profile", str(SAMPLES / "veerhuizen.toml"), str(SAMPLES))
        _report(samples, _sample_figures())
        documents = SHARED / "documents"
        run(shared, "run", str(documents / "smjp-2022-2030.pdf"), str(documents / "jaarverslag-2023.pdf"))
        _report(shared, _shared_figures())
        pages = Path(folder) / "pages"
        run(pages, "run", "--profile", "algemeen", str(documents / "pages"))
        _report(pages, [("", "blocks", "pages", documents / "pages" / "truth.json")])


def _sample_figures() -> Iterator[Figure]:
    truth = SAMPLES / "truth"
    for pdf in sorted(SAMPLES.glob("*.pdf")):
        yield pdf.stem, "blocks", "blocks", truth / f"{pdf.stem}.truth.json"
        for stream, what in (("sections", "sections"), ("statements", "pledges"), ("matches", "matches")):
            gold = truth / f"{pdf.stem}-{what}.json"
            if gold.exists():
                yield pdf.stem, stream, what, gold


def _shared_figures() -> Iterator[Figure]:
    plan, report, gold = "smjp-2022-2030", "jaarverslag-2023", SHARED / "gold"
    yield plan, "blocks", "blocks", SHARED / "documents" / f"{plan}.truth.json"
    yield report, "blocks", "blocks", SHARED / "documents" / f"{report}.truth.json"
    yield report, "sections", "sections", gold / "jaarverslag-2023-sections.json"
    yield plan, "statements", "pledges", gold / "smjp-pledges.json"
    yield report, "matches", "matches", gold / "matches-2023-half.json"


def _report(workspace: Path, figures: Iterator[Figure] | list[Figure]) -> None:
    for document, stream, what, truth in figures:
        chosen = ["--document", document] if document else []
        exported = run(workspace, "export", stream, *chosen)
        scorer = [sys.executable, str(SHARED / "eval" / "score.py"), what, str(truth)]
        scored = subprocess.run(scorer, input=exported, capture_output=True, text=True, check=True).stdout
        print(f"{document or 'single pages'} {what}: {' '.join(scored.split())}", flush=True)


def run(workspace: Path, *words: str) -> str:
    """What a command prints in a workspace; CalledProcessError when it fails."""
    command = [sys.executable, str(ROOT / "cli.py"), "-q", "-w", str(workspace), *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main()
