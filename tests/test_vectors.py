"""Texts to vectors that lie close when they mean alike, and the cache they are kept in."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
from building import DOC

from corpus.store import Store
from pipeline.vectors import SIZE, can_embed, embedder

TEXTS = ("De huur gaat omlaag.", "Wonen wordt goedkoper.", "In mei regende het veel.")


@pytest.mark.skipif(not can_embed(), reason="the package with the model is not installed: waargemaakt[semantic]")
def test_what_means_alike_lies_close_and_is_kept(tmp_path: Path) -> None:
    """Two sentences that say the same in other words lie closer than a third, and the store has their vectors after."""
    with Store.open(tmp_path / "store.sqlite") as store:
        made = embedder(store)(TEXTS)
        again = embedder(store)(TEXTS)

    assert made.shape == (3, SIZE)
    assert numpy.linalg.norm(made, axis=1) == pytest.approx(1.0, abs=1e-3)
    assert made[0] @ made[1] > made[0] @ made[2]
    assert (made == again).all()


class Known:
    """A cache that has a vector for whatever is asked, and remembers what it is given to keep."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def known_vectors(self, keys: object) -> dict[str, bytes]:
        assert isinstance(keys, set)
        return {key: numpy.full(SIZE, int(key[:2], 16) + 1, dtype="<f2").tobytes() for key in keys}

    def keep_vectors(self, vectors: object) -> None:
        raise AssertionError(f"{vectors} were known")


def test_a_known_text_is_not_embedded_again() -> None:
    """When the cache has every vector the model is not asked, and nothing is kept anew; rows have length 1."""
    rows = embedder(Known())(["een", "twee", "een"])

    assert rows.shape == (3, SIZE)
    assert (rows[0] == rows[2]).all()
    assert numpy.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_no_texts_have_no_vectors() -> None:
    """Nothing in gives nothing out, without loading a model."""
    assert embedder(Known())([]).shape == (0, SIZE)


def test_the_store_keeps_vectors_whatever_else_changes(tmp_path: Path) -> None:
    """A vector is found again by its key, also by another process, and outlives the document it came from."""
    with Store.open(tmp_path / "store.sqlite") as store:
        store.keep_vectors({"a": b"1", "b": b"2"})
        store.keep_vectors({"b": b"3"})
        store.forget(DOC)
    with Store.open(tmp_path / "store.sqlite") as store:
        many = store.known_vectors(["a", "b", *(f"{n}" for n in range(40_000))])

    assert many == {"a": b"1", "b": b"3"}
