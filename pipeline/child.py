"""What a child process that opens a stranger's file does first: hold itself to a limit, and end what it started."""

from __future__ import annotations

import signal
import sys


def hold_to(megabytes: int) -> None:
    """From now on no more memory than this, and no files; told to stop, this process takes what it started with it.

    Where the system has no such limits, the parent's clock must do.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
