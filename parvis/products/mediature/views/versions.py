"""Replace a document of a case by a more recent file, and read what it was before."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC, SIGNED_IN
from parvis.kernel.rendering import SHOWN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.versions import replace, replace_own
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.forms.versions import NewFileForm, ReplaceForm
from parvis.products.mediature.models import Piece, Saisine
from parvis.products.mediature.queries.pieces import files_of
from parvis.products.mediature.queries.versions import former_of, given_by, why_it_stays
from parvis.products.mediature.views.cases import found_case
from parvis.products.mediature.views.holding import Held, holding

DONE: Final = "La nouvelle version est déposée. L’antivirus la lit avant que quelqu’un l’ouvre."


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_the_office(request: HttpRequest, number: str, piece: int) -> HttpResponse:
    """All the files that a document had, and a form for the next one."""
    actor, (saisine, found) = current_actor(), _in_the_office(number, piece)
    initial = {"version": found.version, "label": found.label, "visibility": found.visibility}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReplaceForm(*sent, by=actor, piece=found, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        readers = Visibilite(given.pop("visibility"))
        try:
            replace(by=actor, saisine=saisine, piece=found, visibility=readers, **given)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, DONE)
            return redirect("mediature:versions", number, piece)
    stays = why_it_stays(saisine, found)
    context = {
        "saisine": saisine,
        "piece": found,
        "author": given_by(actor, [found.given_by])[found.given_by],
        "former": former_of(actor, found),
        "shown": SHOWN,
        "stays": "Ce dossier est terminé : ses documents ne changent plus." if saisine.ended else stays,
        "form": form,
    }
    return render(request, "mediature/bureau/versions.html", context, status=422 if form.errors else 200)


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@holding
def of_the_person(request: HttpRequest, held: Held, piece: int) -> HttpResponse:
    """A more recent file in place of one that the person gave."""
    found = Piece.objects.visible_to(held.by).filter(saisine=held.saisine, pk=piece).first() if held.saisine else None
    files = files_of([found], held.saisine.organisation_id) if found and held.saisine else []
    if held.saisine is None or found is None or not files or not files[0].mine:
        raise Http404("Ce document n’est pas dans votre dossier, ou le bureau du médiateur l’a ajouté.")
    if held.saisine.ended:
        messages.error(request, "Cette saisine est terminée : ses documents ne changent plus.")
        return redirect("mediature:follow", code=held.code)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewFileForm(*sent, by=held.by, piece=found, initial={"version": found.version})
    if form.is_valid():
        try:
            replace_own(by=held.by, saisine=held.saisine, piece=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, DONE)
            return redirect("mediature:follow", code=held.code)
    context = {
        "saisine": held.saisine,
        "code": held.code,
        "file": files[0],
        "stays": why_it_stays(held.saisine, found),
        "form": form,
    }
    return render(request, "mediature/suivre/remplacer.html", context, status=422 if form.errors else 200)


def _in_the_office(number: str, pk: int) -> tuple[Saisine, Piece]:
    actor, saisine = current_actor(), found_case(number)
    found: Piece | None = (
        Piece.objects.visible_to(actor).filter(saisine=saisine, pk=pk).select_related("document").first()
    )
    if found is None or found.document.destroyed_on is not None:
        raise Http404("Ce document n’est pas dans ce dossier, ou il a été détruit.")
    return saisine, found
