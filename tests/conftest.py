"""What holds for all tests: commands compare by words alone, unless a test asks for vectors, which take a minute."""

from __future__ import annotations

import os

os.environ.setdefault("WAARGEMAAKT_VECTORS", "never")
