"""Keys of an installation: given by the operator, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from parvis.config.env import Environment, Mode


def key(environment: Environment, given: str, name: str) -> str:
    """Return ``given``; outside production, a key made at first use and kept under ``name``."""
    if given:
        return given
    if environment.mode is Mode.PRODUCTION:
        raise ImproperlyConfigured(f"{name} doit être défini en production (une longue chaîne aléatoire).")
    kept = environment.folder / "secrets" / name.lower()
    if not kept.exists():
        _keep(kept, secrets.token_urlsafe(50))
    return kept.read_text().strip()


def _keep(path: Path, value: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(value)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
