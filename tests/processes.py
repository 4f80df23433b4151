"""The environment of another process of Parvis: which database it serves, in which mode."""

import os
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings

from parvis.config.address import Address


def surroundings(owner: Address, web: Address, folder: Path, mode: str = "demo", **more: str) -> dict[str, str]:
    """Environment variables of a process that serves the database of ``owner``, with this process's keys."""
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return inherited | {
        "PARVIS_MODE": mode,
        "PARVIS_DATA": str(folder),
        "PARVIS_SECRET_KEY": settings.SECRET_KEY,
        "PARVIS_MASTER_KEY": settings.PARVIS_MASTER_KEY,
        "DATABASE_URL": _url(owner),
        "DATABASE_WEB_URL": _url(web),
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        **more,
    }


def _url(address: Address) -> str:
    query = dict(address.options) | {"host": address.host} | ({"port": address.port} if address.port else {})
    who = quote(address.user) + (f":{quote(address.password)}" if address.password else "")
    return f"postgresql://{who}@/{quote(address.name)}?{urlencode(query)}"
