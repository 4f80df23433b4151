"""Where a page made by a test waits for the browser."""

from pathlib import Path
from urllib.parse import quote


def sheet_of(folder: Path, path: str) -> Path:
    """The file of the page shown at ``path``: its headers on one line, then its body."""
    return folder / quote(path, safe="")
