"""A file that leaves, to be saved and never shown by our own pages."""

from collections.abc import Iterator
from itertools import chain

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header


def attachment(pieces: Iterator[bytes], *, name: str, media_type: str, size: int) -> StreamingHttpResponse:
    """The answer that carries ``pieces``; the first one is opened now, so that a broken file fails before it leaves."""
    begun = chain([next(pieces, b"")], pieces)
    answer = StreamingHttpResponse(begun, content_type=media_type)
    answer.headers["Content-Length"] = str(size)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
