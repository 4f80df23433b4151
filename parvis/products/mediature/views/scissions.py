"""A case that tells two disputes becomes two."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.accounts.models import User
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.handling import takers_of
from parvis.products.mediature.actions.splitting import split
from parvis.products.mediature.forms.scissions import SplitForm
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.policies import DECIDES, LEADS
from parvis.products.mediature.queries.dossiers import one
from parvis.products.mediature.queries.scissions import UNDONE_WITHIN, parts_of


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def split_case(request: HttpRequest, number: str) -> HttpResponse:
    """Say what the second dispute is, and what goes to it."""
    actor = current_actor()
    saisine = one(actor, number)
    if saisine is None or not DECIDES.allows(actor, saisine):
        raise Http404("Ce dossier n’existe pas, ou vous n’êtes pas médiateur dans son bureau.")
    if saisine.ended:
        messages.info(request, "Ce dossier est terminé : pour le scinder, rouvrez-le d’abord.")
        return redirect("mediature:case", number)
    posted = request.POST if request.method == "POST" else None
    form = SplitForm(posted, saisine=saisine, parts=parts_of(actor, saisine), people=_people(saisine))
    if form.is_valid():
        try:
            made = split(by=actor, saisine=saisine, partage=form.partage, version=form.cleaned_data["version"])
        except ValidationError as refused:
            form.refuse(refused, saisine)
        else:
            messages.success(request, f"Le dossier {made.number} est ouvert. Le code de la personne ouvre les deux.")
            return redirect("mediature:case", made.number)
    context = {"saisine": saisine, "form": form, "days": UNDONE_WITHIN.days}
    return render(request, "mediature/bureau/split.html", context, status=422 if form.errors else 200)


def _people(saisine: Saisine) -> QuerySet[User]:
    """Who may take up the second dispute: anybody for the main mediator; oneself, or who has the first one."""
    actor, found = current_actor(), takers_of(saisine)
    if LEADS.allows(actor, saisine):
        return found
    return found.filter(Q(pk=int(actor.identifier)) | Q(pk=saisine.mediateur_id))
