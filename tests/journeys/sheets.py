"""Where a page made by a test waits for the browser."""

from hashlib import sha256
from pathlib import Path


def sheet_of(folder: Path, path: str) -> Path:
    """The file of the page shown at ``path``: its headers on one line, then its body."""
    return folder / sha256(path.encode()).hexdigest()
