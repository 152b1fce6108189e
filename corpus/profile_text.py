"""The profiles that may count in a workspace to a digest of their text; what they say is neither read nor checked."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

SHIPPED = Path(__file__).parent / "profiles"
"""The folder of the profiles that come with the program."""

_BASED_ON = re.compile(r"""^based_on\s*=\s*["'](.+\.toml)["']""", re.MULTILINE)


def profiles_digest(own: Path | None) -> str:
    """Changes with every change of a shipped profile, of the workspace's own, and of the files that is based on.

    It may change where nothing that counts did: what is shipped and not used is in it too.
    """
    digest = sha256()
    for path in sorted(SHIPPED.glob("*.toml")):
        digest.update(sha256(path.read_bytes()).digest())
    seen: set[Path] = set()
    while own is not None and own not in seen and own.is_file():
        seen.add(own)
        text = own.read_bytes()
        digest.update(sha256(text).digest())
        based_on = _BASED_ON.search(text.decode("utf-8", "replace"))
        own = own.parent / based_on[1] if based_on else None
    return digest.hexdigest()[:16]
