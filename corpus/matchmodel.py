"""From a readable file to the model by which matches are scored."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.model import Label, MatchModel

STANDARD, LEXICAL = "standaard", "woorden"
"""The models that come with the program: with vectors, and without."""


class MatchModelError(Exception):
    """A model file cannot be used. The message says which, and what was expected."""


def load_match_model(model: str | Path = STANDARD) -> MatchModel:
    """The model of this name that comes with the program, or the one in this TOML file."""
    source = model if isinstance(model, Path) else Path(str(files("corpus") / "models" / f"{model}.toml"))
    try:
        data: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
        return MatchModel(
            str(data["version"]),
            float(data["bias"]),
            tuple((str(name), float(weight)) for name, weight in data["weights"].items()),
            tuple(
                sorted(
                    ((Label(name), float(least)) for name, least in data["thresholds"].items()),
                    key=lambda pair: -pair[1],
                )
            ),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise MatchModelError(
            f"{source}: {error}. Expected: version, bias, [weights] and [thresholds] with numbers."
        ) from error
