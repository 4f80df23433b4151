"""Files sent before their form, as the page of the form sends them."""

import html
import json
import re
from base64 import b64encode

from django.test import Client

TUS = {"Tus-Resumable": "1.0.0"}
OFFSET = "application/offset+octet-stream"


def sends_to(page: str, field: str = "") -> str:
    """Where the first field of this page that sends files, or ``field``, sends those that are chosen."""
    return _told(page, field, "uploads")


def listed(page: str, field: str = "") -> list[str]:
    """The names of what the page says is on its way, by its first field that lists it or by ``field``."""
    return [each["name"] for each in json.loads(_told(page, field, "list"))]


def _told(page: str, field: str, what: str) -> str:
    named = rf'name="{field}"' if field else ""
    return html.unescape(re.search(rf'<input [^>]*{named}[^>]* data-parvis-{what}="([^"]*)"', page)[1])


def send_file(
    client: Client, page: str, name: str = "lettre.txt", content: bytes = b"Madame, Monsieur,", *, field: str = ""
) -> str:
    """Send a file whole; the number that the form posts for it."""
    told = {
        **TUS,
        "Upload-Length": str(len(content)),
        "Upload-Metadata": f"filename {b64encode(name.encode()).decode()}",
    }
    begun = client.generic("POST", sends_to(page, field), headers=told)
    assert begun.status_code == 201, begun.content
    at = begun.headers["Location"]
    sent = client.generic("PATCH", at, content, content_type=OFFSET, headers={**TUS, "Upload-Offset": "0"})
    assert sent.status_code == 204, sent.content
    return at.rstrip("/").rpartition("/")[2]
