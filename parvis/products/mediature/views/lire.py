"""Read a document of a case in the page, drawn anew, without taking it away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.actions.previewing import AT_ONCE, Preview, drawn_page, preview
from parvis.core.documents.models import Document
from parvis.core.documents.queries.previews import SAYS
from parvis.kernel.actor import Actor
from parvis.kernel.http.attachments import attachment
from parvis.kernel.http.pictures import drawn
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC, SIGNED_IN
from parvis.kernel.rendering import Reason, UnreadableError
from parvis.kernel.scope import current_actor, unnoted
from parvis.kernel.sealing import BrokenSealError
from parvis.products.mediature.actions.archiving import archive
from parvis.products.mediature.models import Piece, Saisine, Version
from parvis.products.mediature.queries.pieces import reading
from parvis.products.mediature.views.cases import found_case
from parvis.products.mediature.views.holding import Held, holding

FURTHEST: Final = 100_000
GONE: Final = "Ce document n’est pas dans ce dossier, ou il a été détruit."
NOT_SERVED: Final = "L’antivirus n’a pas trouvé ce document sain : il ne s’ouvre pas encore."
SPOILT: Final = "Ce document est abîmé et ne s’ouvre plus : demandez-en une autre copie."


@dataclass(frozen=True)
class Read:
    """A document that somebody reads: what it is called, and where its page, its file and its pictures are."""

    name: str
    document: Document
    back: str
    here: str
    download: str
    picture: Callable[[int], str]


def quietly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Draw a page of what was opened, and journaled, by another request: it is no other reading."""

    @wraps(view)
    def run(*args: Any, **given: Any) -> HttpResponseBase:
        with unnoted():
            return view(*args, **given)

    return run


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def all_of_it(request: HttpRequest, number: str) -> FileResponse:
    """A whole case in one archive: its words, its documents and their former versions."""
    content = archive(by=current_actor(), saisine=found_case(number))
    return FileResponse(content, as_attachment=True, filename=f"dossier-{number}.zip", content_type="application/zip")


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def of_the_office(request: HttpRequest, number: str, piece: int, version: int | None = None) -> HttpResponse:
    """A document of a case, or a former file of it, for its office, and for its mediator alone where it says so."""
    saisine, read = _in_the_office(number, piece, version)
    context = {"saisine": saisine, "read": read}
    return _shown(request, current_actor(), read, "mediature/bureau/read.html", context)


@opens_to(SIGNED_IN)
@never_cache
@require_safe
@quietly
def page_of_the_office(
    request: HttpRequest, number: str, piece: int, page: int, version: int | None = None
) -> HttpResponse:
    """One of its pages, for whoever opened it."""
    return _drawn(request, current_actor(), _in_the_office(number, piece, version)[1].document, page)


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def download(request: HttpRequest, number: str, piece: int, version: int | None = None) -> HttpResponseBase:
    """The file itself, to be saved and never shown by our own pages."""
    _, read = _in_the_office(number, piece, version)
    held = read.document
    try:
        content = open_document(by=current_actor(), document=held)
        return attachment(content, name=held.name, media_type=held.media_type, size=held.size)
    except NotServedError:
        messages.error(request, NOT_SERVED)
    except (BrokenSealError, OSError):
        messages.error(request, SPOILT)
    return redirect(read.back)


@opens_to(PUBLIC)
@require_safe
@holding
def of_the_person(request: HttpRequest, held: Held, piece: int) -> HttpResponse:
    """A document of one's own case."""
    saisine, read = _of_the_person(held, piece)
    context = {"saisine": saisine, "read": read, "code": held.code}
    with reading(saisine.organisation_id):
        return _shown(request, held.by, read, "mediature/suivre/lire.html", context)


@opens_to(PUBLIC)
@require_safe
@quietly
@holding
def page_of_the_person(request: HttpRequest, held: Held, piece: int, page: int) -> HttpResponse:
    """One of its pages, for whoever opened it."""
    saisine, read = _of_the_person(held, piece)
    with reading(saisine.organisation_id):
        return _drawn(request, held.by, read.document, page)


def _in_the_office(number: str, pk: int, version: int | None) -> tuple[Saisine, Read]:
    actor, saisine = current_actor(), found_case(number)
    rows: QuerySet[Piece] | QuerySet[Version] = Piece.objects.visible_to(actor).filter(saisine=saisine, pk=pk)
    place, given = "", {"number": number, "piece": pk}
    if version is not None:
        rows = Version.objects.visible_to(actor).filter(saisine=saisine, piece=pk, pk=version)
        place, given = "_version", given | {"version": version}
    found = rows.select_related("document").first()
    if found is None or found.document.destroyed_on is not None:
        raise Http404(GONE)
    here, file = reverse(f"mediature:read{place}", kwargs=given), reverse(f"mediature:case_piece{place}", kwargs=given)
    back = reverse("mediature:case", args=[number])
    return saisine, Read(str(found), found.document, back, here, file, lambda page: f"{here}{page}/")


def _of_the_person(held: Held, pk: int) -> tuple[Saisine, Read]:
    found = Piece.objects.visible_to(held.by).filter(saisine=held.saisine, pk=pk).first() if held.saisine else None
    if found is None or held.saisine is None:
        raise Http404(GONE)
    with reading(held.saisine.organisation_id):
        document = Document.objects.filter(pk=found.document_id, destroyed_on=None).first()
    if document is None:
        raise Http404(GONE)
    here = reverse("mediature:read_own", args=[held.code, pk])
    back, file = reverse("mediature:follow", args=[held.code]), reverse("mediature:piece", args=[held.code, pk])
    name = found.label or document.name
    return held.saisine, Read(name, document, back, here, file, lambda page: f"{here}{page}/")


def _shown(request: HttpRequest, by: Actor, read: Read, template: str, context: dict[str, Any]) -> HttpResponse:
    try:
        first = min(max(1, int(request.GET.get("page", "1"))), FURTHEST)
    except ValueError:
        first = 1
    try:
        found = preview(by=by, document=read.document, first=first)
    except UnreadableError as refused:
        status = 503 if refused.reason is Reason.BUSY else 200
        return render(request, template, context | {"why": SAYS[refused.reason]}, status=status)
    except (NotServedError, BrokenSealError, OSError) as refused:
        messages.error(request, NOT_SERVED if isinstance(refused, NotServedError) else SPOILT)
        return redirect(read.back)
    if not found.pages:
        raise Http404("Ce document n’a pas cette page.")
    return render(request, template, context | _pages(read, found, first))


def _pages(read: Read, found: Preview, first: int) -> dict[str, Any]:
    last = found.pages[-1].number
    return {
        "count": found.count,
        "first": first,
        "last": last,
        "pages": [(each, f"{read.picture(each.number)}?ouvert={found.ticket}") for each in found.pages],
        "before": max(1, first - AT_ONCE) if first > 1 else None,
        "after": last + 1 if last < found.count else None,
    }


def _drawn(request: HttpRequest, by: Actor, document: Document, page: int) -> HttpResponse:
    try:
        return drawn(drawn_page(by=by, document=document, number=page, ticket=request.GET.get("ouvert", "")))
    except PermissionDenied as refused:
        raise Http404("Ouvrez d’abord ce document.") from refused
    except UnreadableError as refused:
        status = 503 if refused.reason is Reason.BUSY else 422
        return HttpResponse(SAYS[refused.reason], content_type="text/plain; charset=utf-8", status=status)
    except (NotServedError, BrokenSealError, OSError):
        return HttpResponse(SPOILT, content_type="text/plain; charset=utf-8", status=409)
