"""A file handed over, to be saved rather than shown."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attached(content: bytes, name: str, kind: str) -> HttpResponse:
    """``content`` as a file called ``name``."""
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
