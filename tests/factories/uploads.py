"""Files sent before their form, as the page of the form sends them."""

import html
import json
import re
from base64 import b64encode

from django.test import Client

TUS = {"Tus-Resumable": "1.0.0"}
OFFSET = "application/offset+octet-stream"


def sends_to(page: str) -> str:
    """Where the fields of this page send the files that are chosen."""
    return html.unescape(re.search(r'data-parvis-uploads="([^"]+)"', page)[1])


def listed(page: str) -> list[str]:
    """The names of what the page says is on its way."""
    return [each["name"] for each in json.loads(html.unescape(re.search(r'data-parvis-list="([^"]*)"', page)[1]))]


def send_file(client: Client, page: str, name: str = "lettre.txt", content: bytes = b"Madame, Monsieur,") -> str:
    """Send a file whole; the number that the form posts for it."""
    told = {
        **TUS,
        "Upload-Length": str(len(content)),
        "Upload-Metadata": f"filename {b64encode(name.encode()).decode()}",
    }
    begun = client.generic("POST", sends_to(page), headers=told)
    assert begun.status_code == 201, begun.content
    at = begun.headers["Location"]
    sent = client.generic("PATCH", at, content, content_type=OFFSET, headers={**TUS, "Upload-Offset": "0"})
    assert sent.status_code == 204, sent.content
    return at.rstrip("/").rpartition("/")[2]
