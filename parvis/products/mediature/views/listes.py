"""Views of the list that somebody keeps, and acts on several cases at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.accounts.models import User
from parvis.kernel.actor import Actor
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.handling import assign, move, set_due
from parvis.products.mediature.actions.lots import in_bulk
from parvis.products.mediature.actions.vues import drop_view, keep_view
from parvis.products.mediature.enums import Etat
from parvis.products.mediature.forms.listes import DUE, FREE, GIVE, TAKE, BulkForm, ViewForm
from parvis.products.mediature.models import Saisine, Vue
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import mediators, office_names, offices_of
from parvis.products.mediature.queries.vues import views_of


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """The views of one's office; one more when it is sent."""
    actor = current_actor()
    form = ViewForm(request.POST or None, offices=office_names(offices_of(actor)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            kept = keep_view(
                by=actor, organisation=given["office"], name=given["name"], query=given["query"],
                shared=given["shared"], preferred=given["preferred"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"La vue « {kept.name} » est gardée.")
            return redirect(f"{reverse('mediature:office')}?{kept.query}")
    context = {"views": views_of(actor), "form": form if form.is_bound else None, "user": int(actor.identifier)}
    return render(request, "mediature/bureau/views.html", context, status=422 if form.errors else 200)


@opens_to(WORKS)
@require_POST
def drop(request: HttpRequest, view: int) -> HttpResponse:
    """Take away one of one's own views."""
    actor = current_actor()
    found = Vue.objects.visible_to(actor).filter(pk=view, author=int(actor.identifier)).first()
    if found is None:
        raise Http404("Cette vue n’existe pas, ou quelqu’un d’autre l’a gardée.")
    drop_view(by=actor, view=found)
    messages.success(request, f"La vue « {found.name} » est retirée.")
    return redirect("mediature:views")


@opens_to(WORKS)
@never_cache
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do the same of the cases that are ticked, and tell of each what became of it."""
    actor = current_actor()
    form = BulkForm(request.POST, people=mediators(offices_of(actor)))
    told = []
    if form.is_valid():
        try:
            told = in_bulk(by=actor, cases=form.cases, does=_act(actor, form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
    refused = [each for each in told if each.refused]
    context = {
        "form": form,
        "ticked": form.cases,
        "done": [each for each in told if not each.refused],
        "refused": refused,
        "back": f"{reverse('mediature:office')}?{request.POST.get('retour', '')}",
        "retour": request.POST.get("retour", ""),
    }
    return render(request, "mediature/bureau/bulk.html", context, status=422 if form.errors else 200)


def _act(actor: Actor, given: dict[str, Any]) -> Callable[[Saisine, int], object]:
    chosen: str = given["geste"]
    if chosen == DUE:
        return lambda case, version: set_due(by=actor, saisine=case, on=given["due_on"], version=version)
    if chosen == FREE:
        return lambda case, version: assign(by=actor, saisine=case, to=None, version=version)
    if chosen == TAKE or chosen.startswith(GIVE):
        to = User.objects.get(pk=int(actor.identifier if chosen == TAKE else chosen.removeprefix(GIVE)))
        return lambda case, version: assign(by=actor, saisine=case, to=to, version=version)
    return lambda case, version: move(by=actor, saisine=case, to=Etat(chosen.partition(":")[2]), version=version)
