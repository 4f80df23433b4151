"""One file, for whoever row security shows it to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.models import Document
from parvis.kernel.http.attachments import attachment
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.kernel.sealing import BrokenSealError


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def download(request: HttpRequest, document: UUID) -> HttpResponseBase:
    """The file, to be saved and never shown by our own pages; or why it is not served."""
    actor = current_actor()
    found = Document.objects.visible_to(actor).filter(pk=document, door="", destroyed_on=None).first()
    if found is None:
        raise Http404("Ce fichier n’existe pas, ou il a été détruit.")
    try:
        content = open_document(by=actor, document=found)
        return attachment(content, name=found.name, media_type=found.media_type, size=found.size)
    except NotServedError:
        return _not_served(request, found)
    except (BrokenSealError, OSError):
        return render(request, "documents/broken.html", {"document": found}, status=500)


def _not_served(request: HttpRequest, document: Document) -> HttpResponse:
    return render(request, "documents/not_served.html", {"document": document}, status=409)
