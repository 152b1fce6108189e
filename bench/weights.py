"""The weights of matching, learned from the graded pairs at hand, and what they are worth on documents left out.

`python -m bench.weights` prints the models of corpus/models anew; with `--write` it replaces them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.judged import judged
from bench.quality import ROOT, SHARED, run
from cli import comparing
from corpus.matchmodel import LEXICAL, STANDARD, load_match_model
from corpus.model import MatchModel
from corpus.workspace import Workspace
from pipeline.evaluation import Grades
from pipeline.kept import train_kept
from pipeline.match import Compare
from pipeline.training import Beside, Example, Trained, model_toml, scored_figures

SHARE = 0.03
"""What a pair of an organisation that does not exist counts against one of the real plan and report: of 0.03, 0.05 and
0.08 the one that takes nothing off the ranking of the real ones."""
FEATURES = ("inhoud", "kopje", "betekenis", "omgeving", "thema")
"""Not how far a result is: nobody judged that of the organisations that do not exist."""
ABOUT = {
    STANDARD: """Hoe zwaar elke reden telt. score = 1 / (1 + exp(-som)); een paar krijgt het sterkste label waarvan het
de grens haalt. Hoe deze getallen zijn gevonden, en wat ze waard zijn: docs/matching.md.""",
    LEXICAL: "Als standaard.toml, voor wie zonder vectoren vergelijkt: op woorden, samenstellingen en begrippen.",
}


def main(arguments: Sequence[str]) -> None:
    """Learn with vectors and without, and print the models and their figures."""
    documents, truth = SHARED / "documents", SHARED / "gold" / "matches-2023-half.json"
    if not truth.is_file():
        sys.exit(f"There is no {truth}: say with WAARGEMAAKT_SHARED where the graded pairs are.")
    with TemporaryDirectory() as folder:
        run(Path(folder), "run", str(documents / "smjp-2022-2030.pdf"), str(documents / "jaarverslag-2023.pdf"))
        with Workspace.open(Path(folder), create=False) as workspace:
            for name in (STANDARD, LEXICAL):
                by = comparing(workspace, embeds=name == STANDARD)
                found = _learned(workspace, by, load_match_model(name), truth.read_text("utf-8"))
                source = model_toml(found.model, quality=found.quality, about=ABOUT[name])
                print(source)
                if "--write" in arguments:
                    (ROOT / "corpus" / "models" / f"{name}.toml").write_text(source, "utf-8")


def _learned(workspace: Workspace, by: Compare, before: MatchModel, truth: str) -> Trained:
    """The model, and what it reaches, printed on the way."""
    given = judged(by)
    every = tuple(chain.from_iterable(given.values()))
    found = train_kept(workspace.store, by, before, truth, features=FEATURES, beside=Beside(every, SHARE))
    _print("pledges of the real plan, left out one by one", found.after.rows())
    print(f"{'organisation (the weights as they are)':40}{'nDCG@10':>8}{'p@1':>6}{'direct':>8}{'related':>8}")
    for name, own in {**given, "all": every}.items():
        figures = scored_figures(own, found.model, graded(own))
        best = (figures.ndcg_10 or 0, figures.precision_1 or 0, figures.direct.f1, figures.related.f1)
        print(f"{name:40}{best[0]:8.3f}{best[1]:6.2f}{best[2]:8.3f}{best[3]:8.3f}")
    return found


def graded(given: Iterable[Example]) -> Grades:
    """The grades that examples carry."""
    grades: dict[str, dict[str, float]] = {}
    for one in given:
        grades.setdefault(one.pledge, {})
        if one.grade:
            grades[one.pledge][one.result] = one.grade
    return grades


def _print(title: str, rows: Mapping[str, float | None]) -> None:
    print(title)
    for name, value in rows.items():
        print(f"  {name:24}{value if value is None else round(value, 3)}")


if __name__ == "__main__":
    main(sys.argv[1:])
