"""How the main mediator sets up the office: its public page, its mandates, its people."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.organisations.actions.invitations import Link, resend_invitation, revoke_invitation
from parvis.kernel.forms import refused
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.offices import correct_mandate, give_mandate, hide_page, show_page, write_page
from parvis.products.mediature.actions.team import call, change_place, leave
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.forms.opening import CallForm, FonctionForm, MandatForm, PageForm, part_of
from parvis.products.mediature.models import Agent, Collectivite, OfficeInvitation
from parvis.products.mediature.policies import LEADS
from parvis.products.mediature.queries.dossiers import offices_of


@opens_to(LEADS)
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The offices that one leads; straight to it when there is one."""
    led = [pk for pk, fonction in offices_of(current_actor()).items() if fonction is Fonction.PRINCIPAL]
    found = list(Collectivite.objects.visible_to(current_actor()).filter(organisation__in=led))
    if len(found) == 1:
        return redirect("mediature:settings_page", found[0].slug)
    return render(request, "mediature/reglages/offices.html", {"offices": found})


@opens_to(LEADS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the authority says of itself."""
    collectivite = _led(slug)
    # A form of a model writes on the row it is given: another one is left to say what is in force.
    form = PageForm(request.POST or None, instance=_led(slug))
    if request.method == "POST" and form.is_valid():
        try:
            write_page(by=current_actor(), collectivite=collectivite, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, "La page est enregistrée.")
            return redirect("mediature:settings_page", slug)
    context = {"collectivite": collectivite, "form": form, "mandate": collectivite.mandats.running().first()}
    return render(request, "mediature/reglages/page.html", context, status=422 if form.errors else 200)


@opens_to(LEADS)
@require_POST
def opening(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the page to the public, or close it."""
    collectivite, opens = _led(slug), request.POST.get("ouvrir") == "oui"
    try:
        (show_page if opens else hide_page)(by=current_actor(), collectivite=collectivite)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        told = "La page est publique : l’annuaire y mène." if opens else "La page n’est plus publique."
        messages.success(request, told)
    return redirect("mediature:settings_page", slug)


@opens_to(LEADS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: HttpRequest, slug: str) -> HttpResponse:
    """Each mandate, the running one first; and a new one."""
    collectivite = _led(slug)
    form = MandatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_mandate(by=current_actor(), collectivite=collectivite, **form.cleaned_data)
        messages.success(request, "Le mandat est inscrit. Il se lit sur la page publique.")
        return redirect("mediature:settings_mandates", slug)
    context = {"collectivite": collectivite, "form": form, "mandates": collectivite.mandats.all()}
    return render(request, "mediature/reglages/mandats.html", context, status=422 if form.errors else 200)


@opens_to(LEADS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request: HttpRequest, slug: str, mandate: int) -> HttpResponse:
    """Correct a mandate, or say when it ends."""
    collectivite = _led(slug)
    held = get_object_or_404(collectivite.mandats, pk=mandate)
    form = MandatForm(request.POST or None, instance=get_object_or_404(collectivite.mandats, pk=mandate))
    if request.method == "POST" and form.is_valid():
        correct_mandate(by=current_actor(), mandat=held, **form.cleaned_data)
        messages.success(request, "Le mandat est enregistré.")
        return redirect("mediature:settings_mandates", slug)
    context = {"collectivite": collectivite, "form": form, "mandate": held}
    return render(request, "mediature/reglages/mandat.html", context, status=422 if form.errors else 200)


@opens_to(LEADS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works in the office, who is invited; and one more."""
    collectivite, actor = _led(slug), current_actor()
    form = CallForm(request.POST or None, initial={"fonction": Fonction.MEDIATEUR})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            there = call(by=actor, collectivite=collectivite, email=email, fonction=form.chosen, link=link_of(request))
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(
                request, f"{there.user} est au bureau." if there else f"L’invitation est partie à {email}."
            )
            return redirect("mediature:settings_team", slug)
    context = {
        "collectivite": collectivite,
        "form": form,
        "agents": _agents(collectivite),
        "invited": OfficeInvitation.objects.visible_to(actor)
        .pending()
        .filter(organisation=collectivite.organisation_id)
        .select_related("invitation"),
    }
    return render(request, "mediature/reglages/equipe.html", context, status=422 if form.errors else 200)


@opens_to(LEADS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, slug: str, agent: int) -> HttpResponse:
    """Give somebody another part."""
    collectivite = _led(slug)
    held = get_object_or_404(_agents(collectivite), pk=agent)
    form = FonctionForm(request.POST or None, initial=part_of(held))
    if request.method == "POST" and form.is_valid():
        try:
            change_place(by=current_actor(), agent=held, fonction=form.chosen)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"La fonction de {held.user} est enregistrée.")
            # Whoever has just given the first place away does not set the office up any more.
            mine = LEADS.allows(current_actor(), collectivite)
            return redirect("mediature:settings_team", slug) if mine else redirect("mediature:office")
    context = {"collectivite": collectivite, "form": form, "agent": held}
    return render(request, "mediature/reglages/fonction.html", context, status=422 if form.errors else 200)


@opens_to(LEADS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: HttpRequest, slug: str, agent: int) -> HttpResponse:
    """Ask once, saying what follows, then have somebody leave the office."""
    collectivite = _led(slug)
    held = get_object_or_404(_agents(collectivite), pk=agent)
    if request.method == "POST":
        try:
            waiting = leave(by=current_actor(), agent=held)
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            more = f" Ses dossiers en cours ({waiting}) attendent d’être attribués." if waiting else ""
            messages.success(request, f"{held.user} n’est plus au bureau.{more}")
        return redirect("mediature:settings_team", slug)
    return render(request, "mediature/reglages/depart.html", {"collectivite": collectivite, "agent": held})


@opens_to(LEADS)
@require_POST
def invitation(request: HttpRequest, slug: str, invited: int) -> HttpResponse:
    """Send the mail of an invitation again, or make its link useless."""
    collectivite, actor = _led(slug), current_actor()
    pending = OfficeInvitation.objects.visible_to(actor).pending().filter(organisation=collectivite.organisation_id)
    held = get_object_or_404(pending.select_related("invitation__organisation"), pk=invited).invitation
    if request.POST.get("geste") == "annuler":
        revoke_invitation(by=actor, invitation=held)
        messages.success(request, f"L’invitation de {held.email} est annulée.")
    else:
        resend_invitation(by=actor, invitation=held, link=link_of(request))
        messages.success(request, f"L’invitation est repartie à {held.email}.")
    return redirect("mediature:settings_team", slug)


def link_of(request: HttpRequest) -> Link:
    """Where an invitation is answered."""
    return lambda token: request.build_absolute_uri(reverse("organisations:join", kwargs={"token": token}))


def _led(slug: str) -> Collectivite:
    """The authority, for who leads its office; to anybody else this page does not exist."""
    actor = current_actor()
    found = Collectivite.objects.visible_to(actor).select_related("organisation").filter(slug=slug).first()
    if found is None or not LEADS.allows(actor, found):
        raise Http404("Ce bureau n’existe pas, ou quelqu’un d’autre le règle.")
    return found


def _agents(collectivite: Collectivite) -> QuerySet[Agent]:
    return (
        Agent.objects.visible_to(current_actor())
        .current()
        .filter(organisation=collectivite.organisation_id, user__isnull=False)
        .select_related("user")
    )
