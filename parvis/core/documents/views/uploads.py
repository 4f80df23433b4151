"""Resumable uploads, by the tus protocol 1.0.0: creation, expiration and termination (https://tus.io/protocols)."""

import base64
import binascii
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.documents.actions.receiving import (
    PIECE,
    ElsewhereError,
    NotKeptError,
    begin_upload,
    drop_upload,
    take_in,
)
from parvis.core.documents.models import Upload
from parvis.core.documents.queries.grants import Grant, granted
from parvis.core.documents.queries.received import ReceivedFile, expires_at, upload_of
from parvis.core.documents.queries.refusals import refuse
from parvis.kernel.http.limits import counted, from_here
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor, within

VERSION: Final = "1.0.0"
CONTENT: Final = "application/offset+octet-stream"
# Shorter pieces, other than the last one, would be as many files.
SHORTEST: Final = 64 * 1024
BEGUN_PER_HOUR: Final = 300
RETRY_AFTER: Final = "10"
# A million of megabytes: nothing longer is a number of bytes.
DIGITS: Final = 12
ELSEWHERE: Final = "L’envoi n’en est pas là : demandez où il en est, puis reprenez-le."
UNKNOWN: Final = "Cet envoi n’existe plus. Rechargez la page, puis choisissez de nouveau le fichier."
NOT_KEPT: Final = "Nous ne pouvons pas garder ce fichier pour l’instant : l’envoi reprendra de lui-même."
TOO_MANY: Final = "Trop d’envois depuis cet endroit : attendez une heure. Ce qui est arrivé est gardé."

View = Callable[..., HttpResponse]


class _RefusedError(Exception):
    """The answer to a request that is not as the protocol wants it: status, words, headers."""


def speaking_tus(view: View) -> View:
    """Act as whoever the address lets send, and answer in the words of the protocol."""

    @wraps(view)
    def run(request: HttpRequest, grant: str, **given: UUID) -> HttpResponse:
        found = granted(grant, current_actor())
        if found is None:
            answer = _says(HTTPStatus.NOT_FOUND, UNKNOWN)
        elif request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            answer = HttpResponse(status=HTTPStatus.PRECONDITION_FAILED, headers={"Tus-Version": VERSION})
        elif request.method == "OPTIONS":
            answer = _what_we_speak(found)
        else:
            with within(found.by):
                try:
                    answer = view(request, found, **given)
                except _RefusedError as refused:
                    answer = _says(*refused.args)
        answer.headers["Tus-Resumable"] = VERSION
        return answer

    return run


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["OPTIONS", "POST"])
@speaking_tus
def uploads(request: HttpRequest, grant: Grant) -> HttpResponse:
    """A file that begins."""
    length = _number(request.headers.get("Upload-Length"))
    if length is None:
        return _says(HTTPStatus.BAD_REQUEST, "Upload-Length")
    if counted(from_here(request, "documents.uploads")) > BEGUN_PER_HOUR:
        return _says(HTTPStatus.TOO_MANY_REQUESTS, TOO_MANY)
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    try:
        upload = begin_upload(
            by=grant.by, grant=grant, name=told.get("filename", ""), length=length, mark=told.get("mark", "")
        )
    except ValidationError as refused:
        large = getattr(refused, "code", "") == "too_large"
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.UNPROCESSABLE_ENTITY
        return _says(status, " ".join(refused.messages))
    answer = _stands(HTTPStatus.CREATED, upload)
    answer.headers["Location"] = reverse("documents:upload", args=[grant.signed(), upload.pk])
    return answer


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["HEAD", "OPTIONS", "PATCH", "DELETE"])
@speaking_tus
def upload(request: HttpRequest, grant: Grant, upload: UUID) -> HttpResponse:
    """Where a file stands, more of it, or its end before it is whole."""
    found = upload_of(grant.by, grant.place, upload)
    if found is None:
        return _says(HTTPStatus.NOT_FOUND, UNKNOWN)
    if request.method == "DELETE":
        drop_upload(by=grant.by, upload=found)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method == "HEAD":
        return _stands(HTTPStatus.OK, found)
    return _more(request, grant, found)


def _more(request: HttpRequest, grant: Grant, upload: Upload) -> HttpResponse:
    length = _announced(request, upload)
    try:
        for piece in _pieces(request, length):
            upload = take_in(by=grant.by, pk=upload.pk, start=upload.received, piece=piece)
    except Upload.DoesNotExist:
        return _says(HTTPStatus.NOT_FOUND, UNKNOWN)
    except ElsewhereError as moved:
        return _says(HTTPStatus.CONFLICT, ELSEWHERE, {"Upload-Offset": str(moved.received)})
    except NotKeptError:
        told = {"Retry-After": RETRY_AFTER, "Upload-Offset": str(upload.received)}
        return _says(HTTPStatus.SERVICE_UNAVAILABLE, NOT_KEPT, told)
    return _taken(grant, upload)


def _announced(request: HttpRequest, upload: Upload) -> int:
    """How many bytes the request brings, once it fits what is awaited."""
    start, length = _number(request.headers.get("Upload-Offset")), _number(request.headers.get("Content-Length"))
    if request.content_type != CONTENT:
        raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, CONTENT)
    if start is None:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "Upload-Offset")
    if length is None:
        raise _RefusedError(HTTPStatus.LENGTH_REQUIRED, "Content-Length")
    if start != upload.received:
        raise _RefusedError(HTTPStatus.CONFLICT, ELSEWHERE, {"Upload-Offset": str(upload.received)})
    if start + length > upload.length:
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{upload.length - start} octets manquent encore.")
    if length < SHORTEST and start + length < upload.length:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, f"{SHORTEST} octets au moins, sauf à la fin.")
    return length


def _taken(grant: Grant, upload: Upload) -> HttpResponse:
    """Once it is whole, a file is judged by its content, and goes at once if nobody will open it."""
    if upload.whole:
        try:
            refuse(ReceivedFile(grant.by, upload), grant.largest)
        except ValidationError as refused:
            drop_upload(by=grant.by, upload=upload)
            return _says(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(refused.messages))
    return _stands(HTTPStatus.NO_CONTENT, upload)


def _pieces(request: HttpRequest, length: int) -> Iterator[bytes]:
    """What the request carries; cut, what came before the cut if it is worth a piece."""
    while length:
        wanted = min(PIECE, length)
        piece = _read(request, wanted)
        length -= len(piece)
        if len(piece) == wanted or len(piece) >= SHORTEST:
            yield piece
        if len(piece) < wanted:
            return


def _read(request: HttpRequest, wanted: int) -> bytes:
    piece = b""
    try:
        while len(piece) < wanted and (more := request.read(wanted - len(piece))):
            piece += more
    except UnreadablePostError:
        # The connection is cut: nobody reads our answer, and what came is kept.
        pass
    return piece


def _metadata(told: str) -> dict[str, str]:
    """« filename bGV0dHJlLnBkZg==,mark … », as the protocol writes it; what cannot be read is left out."""
    found = {}
    for pair in told.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode().replace("\0", "")
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def _number(told: str | None) -> int | None:
    return int(told) if told and told.isascii() and told.isdigit() and len(told) <= DIGITS else None


def _what_we_speak(grant: Grant) -> HttpResponse:
    told = {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,expiration,termination",
        "Tus-Max-Size": str(grant.largest),
    }
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=told)


def _stands(status: HTTPStatus, upload: Upload) -> HttpResponse:
    told = {
        "Upload-Offset": str(upload.received),
        "Upload-Length": str(upload.length),
        "Upload-Expires": http_date(expires_at(upload).timestamp()),
        "Cache-Control": "no-store",
    }
    return HttpResponse(status=status, headers=told)


def _says(status: HTTPStatus, words: str, told: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=told)
