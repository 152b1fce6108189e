"""The sample texts in, three PDFs and their truth out: `python -m corpus.samples.make_samples [FOLDER]`.

Alone knows which documents there are. The files are the same, byte for byte, each time they are made.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.samples.content import Item, read_items
from corpus.samples.look import LOOK_2024, LOOK_2025
from corpus.samples.plan_design import plan_sheets
from corpus.samples.press import press
from corpus.samples.report_design import Design, report_sheets
from corpus.samples.truth import (
    Json,
    block_truth,
    match_truth,
    pledge_truth,
    portfolio_truth,
    search_truth,
    section_truth,
)
from corpus.samples.typeset import Sheet

HOME = Path(__file__).parent
PLAN = "veerhuizen-koersplan-2024-2028"
DESIGNS = (
    Design(2024, LOOK_2024, panels=False, feet=((684,), (610,), (390, 236)), interview_foot=460),
    Design(2025, LOOK_2025, panels=True, feet=((776,), (676,), (512, 318)), interview_foot=470),
)


def make_samples(folder: Path) -> tuple[Path, ...]:
    """Write the PDFs into the folder, and what a reader should find in them into `truth/` below it.

    The files that were written come back. Whatever has the same name is overwritten.
    """
    plan = plan_sheets(_items("koersplan-2024-2028"))
    pledges = pledge_truth(plan, PLAN)
    reports = {f"veerhuizen-jaarverslag-{d.year}": report_sheets(_items(f"jaarverslag-{d.year}"), d) for d in DESIGNS}
    truth = folder / "truth"
    written = [
        *_make_document(folder, PLAN, plan, "Koersplan 2024-2028"),
        _write_json(truth / f"{PLAN}-pledges.json", pledges),
        _write_json(truth / "veerhuizen-search.json", search_truth({PLAN: plan, **reports})),
    ]
    for name, sheets in reports.items():
        written += _make_document(folder, name, sheets, name.removeprefix("veerhuizen-").capitalize().replace("-", " "))
        written.append(_write_json(truth / f"{name}-sections.json", section_truth(sheets, name)))
        written.append(_write_json(truth / f"{name}-portfolios.json", portfolio_truth(sheets, name)))
        written.append(_write_json(truth / f"{name}-matches.json", match_truth(pledges, sheets, name)))
    return tuple(written)


def main(arguments: Sequence[str]) -> None:
    """Make the samples in the folder named, or beside this file, and print what was written."""
    for path in make_samples(Path(arguments[0]) if arguments else HOME):
        print(f"{path.stat().st_size:>8} {path}")


def _make_document(folder: Path, name: str, sheets: Sequence[Sheet], title: str) -> list[Path]:
    return [
        _write(folder / f"{name}.pdf", press(sheets, title)),
        _write_json(folder / "truth" / f"{name}.truth.json", block_truth(sheets, name, title)),
    ]


def _items(name: str) -> tuple[Item, ...]:
    return read_items((HOME / "text" / f"{name}.md").read_text("utf-8"))


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _write_json(path: Path, content: Json | list[Json]) -> Path:
    return _write(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


if __name__ == "__main__":
    main(sys.argv[1:])
