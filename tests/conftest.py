"""What holds for all tests: commands compare by words alone, unless a test asks for vectors, which take a minute; and
a workspace that commands are tried on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from commands import SAMPLES, waargemaakt

os.environ.setdefault("WAARGEMAAKT_VECTORS", "never")


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the three sample documents read."""
    folder = tmp_path_factory.mktemp("cli") / "werkmap"
    done = waargemaakt(folder, "run", "--profile", SAMPLES / "veerhuizen.toml", SAMPLES)
    assert done.returncode == 0, done.stderr
    return folder
