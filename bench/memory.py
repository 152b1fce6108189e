"""How much memory this process has held at most."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def most_held() -> float:
    """In megabytes. On Linux a child begins with the peak of its parent in `ru_maxrss`, but not in `VmHWM`."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    per_megabyte = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_megabyte
