"""SQLite FTS5 with our tokens and a plan as its question: what another embedded engine makes of the same work."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, product
from pathlib import Path

from corpus.model import DocId, Document, Passage
from index.dutch import Token
from index.marking import terms
from index.plan import Among, Either, Every, Layer, Plan, Window, Without, Words

MOST_PHRASES = 50
_INSERT = "INSERT INTO passages(rowid, exact, piece, stem, part) VALUES (?, ?, ?, ?, ?)"


class Fts5:
    """An index of one table with a column for each layer; another table has what is filtered and counted by."""

    def __init__(self, file: Path) -> None:
        self.file, self._db = file, sqlite3.connect(file)
        layers = ", ".join(layer.value for layer in Layer)
        self._db.execute(f"CREATE VIRTUAL TABLE passages USING fts5({layers}, content='', tokenize='ascii')")
        self._db.execute("CREATE TABLE columns (number INTEGER PRIMARY KEY, document, year, theme, kind)")

    def add(self, number: int, tokens: Sequence[Token]) -> None:
        """The next passage."""
        values = [" ".join(found) for found in terms(tokens).values()]
        self._db.execute(
            "INSERT INTO passages(rowid, exact, piece, stem, part) VALUES (?, ?, ?, ?, ?)", [number, *values]
        )

    def finish(self, passages: Sequence[Passage], documents: Mapping[DocId, Document]) -> None:
        """Columns, and everything on disk."""
        rows = (
            (number, one.document, documents[one.document].year, one.theme, one.kind.value)
            for number, one in enumerate(passages)
        )
        self._db.executemany("INSERT INTO columns VALUES (?, ?, ?, ?, ?)", rows)
        self._db.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        self._db.commit()

    def ask(self, plan: Plan, *, filtered: bool) -> tuple[int, list[int]]:
        """How many passages there are and the best twenty; with the filter of the class, its facets counted too."""
        match, where = asked(plan), "passages MATCH ? "
        if filtered:
            where += "AND rowid IN (SELECT number FROM columns WHERE kind = 'result' AND year BETWEEN 2017 AND 2022) "
            chosen = f"number IN (SELECT rowid FROM passages WHERE {where})"
            rows = self._db.execute(
                f"SELECT document, year, theme, kind FROM columns WHERE {chosen}", [match]
            ).fetchall()
            for values in zip(*rows, strict=True):
                Counter(values)
        (total,) = self._db.execute(f"SELECT count(*) FROM passages WHERE {where}", [match]).fetchone()
        best = self._db.execute(f"SELECT rowid FROM passages WHERE {where} ORDER BY rank LIMIT 20", [match]).fetchall()
        return total, [number for (number,) in best]


def asked(plan: Plan) -> str:
    """A plan as a question to FTS5. It has no places that terms share, so a window is asked of the words as written;
    numbers of passages are left out."""
    match plan:
        case Words(layer, found):
            return f"{layer.value} : ({' OR '.join(map(_quoted, sorted(found)))})"
        case Window(slots, slack):
            choices = [[term for words in slot for term in sorted(words.terms)] for slot in slots]
            phrases = [" ".join(chosen) for chosen in islice(product(*choices), MOST_PHRASES)]
            if slack is None:
                return f"exact : ({' OR '.join(map(_quoted, phrases))})"
            near = (f"NEAR({' '.join(map(_quoted, phrase.split()))}, {slack})" for phrase in phrases)
            return f"exact : ({' OR '.join(near)})"
        case Every(parts):
            wanted = [asked(part) for part in parts if not isinstance(part, Without | Among)]
            left = [asked(part.part) for part in parts if isinstance(part, Without)]
            return " NOT ".join([f"({' AND '.join(wanted)})", *left])
        case Either(parts):
            return f"({' OR '.join(map(asked, parts))})"
        case _:
            raise TypeError(f"{plan} is not asked of FTS5")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
