"""The weights of matching, learned from the graded pairs at hand, and what they reach: on real pledges left out one by
one, and on the organisations that do not exist, which are among what they learn from.

`python -m bench.weights` prints the models of corpus/models anew; with `--write` it replaces them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.judged import judged, together
from bench.quality import ROOT, SHARED, run
from cli import comparing
from corpus.matchmodel import LEXICAL, STANDARD, load_match_model
from corpus.model import MatchModel
from corpus.workspace import Workspace
from pipeline.kept import train_kept
from pipeline.match import Compare
from pipeline.measure import figure_lines
from pipeline.training import Beside, Trained, model_toml, scored_figures

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
    every = together(given.values())
    taught = Beside(every.examples, SHARE)
    found = train_kept(workspace.store, by, before, truth, features=FEATURES, beside=taught)
    print("pledges of the real plan, left out one by one", *figure_lines(found.after.rows()), sep="\n")
    names = ("nDCG@10", "p@1", "direct", "related", "silent")
    print(f"{'organisation, a part of what was learned from':48}" + "".join(f"{name:>8}" for name in names))
    for name, own in {**given, "all": every}.items():
        figures = scored_figures(own.examples, found.model, own.grades)
        ranking = f"{figures.ndcg_10 or 0:8.3f}{figures.precision_1 or 0:8.2f}"
        print(f"{name:48}{ranking}{figures.direct.f1:8.3f}{figures.related.f1:8.3f}{figures.silent or 0:8.2f}")
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
