"""From a readable file to the model by which matches are scored."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.model import Label, MatchModel

STANDARD = "standaard"


class MatchModelError(Exception):
    """A model file cannot be used. The message says which, and what was expected."""


def load_match_model(path: Path | None = None) -> MatchModel:
    """The model in a TOML file, or the one that comes with the program."""
    source = path or Path(str(files("corpus") / "models" / f"{STANDARD}.toml"))
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
