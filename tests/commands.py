"""The command line as a process of its own, and the sample documents that it reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
PLAN = "veerhuizen-koersplan-2024-2028"
REPORT = "veerhuizen-jaarverslag-2024"


def waargemaakt(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line on a workspace."""
    command = [sys.executable, str(ROOT / "cli.py"), "-w", str(folder), *map(str, words)]
    plain = {key: value for key, value in os.environ.items() if key != "WAARGEMAAKT_WORKSPACE"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=plain)
