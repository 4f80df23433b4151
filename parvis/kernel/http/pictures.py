"""A picture that we drew: shown in our own pages, and by itself unable to do anything."""

from django.http import HttpResponse


def drawn(picture: bytes) -> HttpResponse:
    """The answer that carries a JPEG made here; no other kind of file is ever shown in place."""
    answer = HttpResponse(picture, content_type="image/jpeg")
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
