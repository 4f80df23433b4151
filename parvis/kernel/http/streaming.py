"""A streamed response is read after its view has returned: its pieces are made in the scope of the view."""

from collections.abc import Iterable, Iterator
from typing import cast

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from parvis.kernel.scope import Scope, resume_scope


def keep_scope(scope: Scope, response: HttpResponseBase) -> None:
    """Make each piece of ``response`` in ``scope`` again; what was read is told before the piece leaves."""
    if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
        response.streaming_content = _in_scope(scope, cast(Iterable[bytes], response.streaming_content))


def _in_scope(scope: Scope, pieces: Iterable[bytes]) -> Iterator[bytes]:
    iterator = iter(pieces)
    while True:
        with resume_scope(scope):
            piece = next(iterator, None)
        if piece is None:
            return
        yield piece
