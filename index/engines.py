"""The search engines there are, by name, and which of them suits a corpus."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from index.engine import Engine
from index.folder import IndexUnusableError, look

MANY_PASSAGES = 20_000
"""From here on tantivy is worth its installation: Whoosh takes minutes to build and a second for some questions."""


class EngineName(Enum):
    """What an engine is chosen by."""

    WHOOSH = "whoosh"
    TANTIVY = "tantivy"


class MissingEngineError(IndexUnusableError):
    """The engine that was chosen, or that an index was made with, is not installed."""

    def __init__(self) -> None:
        Exception.__init__(
            self,
            "De zoekmachine tantivy is niet geïnstalleerd. Installeer hem met ‘pip install waargemaakt[tantivy]’, "
            "of draai ‘waargemaakt run --engine whoosh’.",
        )


class UnknownEngineError(IndexUnusableError):
    """There is no engine of that name."""

    def __init__(self, name: str) -> None:
        names = ", ".join(one.value for one in EngineName)
        Exception.__init__(self, f"‘{name}’ is geen zoekmachine. Kies met ‘waargemaakt run --engine’ een van: {names}.")


def engine_named(name: str) -> Engine:
    """The engine of that name; UnknownEngineError, or MissingEngineError when it is not installed."""
    if name == EngineName.WHOOSH.value:
        from index.whoosh_engine import WhooshEngine

        return WhooshEngine()
    if name != EngineName.TANTIVY.value:
        raise UnknownEngineError(name)
    try:
        from index.tantivy_engine import TantivyEngine
    except ModuleNotFoundError as error:
        raise MissingEngineError from error
    return TantivyEngine()


def engine_of(folder: Path) -> Engine:
    """The engine that the index in a folder was made with, in the version that is installed; Whoosh without index."""
    found = look(folder)
    names = [name.value for name in EngineName if found and found[1].engine.startswith(name.value)]
    return engine_named(names[0] if names else EngineName.WHOOSH.value)


def better_engine(passages: int, engine: str) -> EngineName | None:
    """What suits so many passages better than the engine of this version or name; None when that one does."""
    large = passages > MANY_PASSAGES and engine.startswith(EngineName.WHOOSH.value)
    return EngineName.TANTIVY if large else None
