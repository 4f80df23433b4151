"""Reading one case in an emergency, when one is of no office; and what offices know of it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.accounts.models import User
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor, reading_in_emergency
from parvis.products.mediature.actions.acces import longest_reason, open_in_emergency, trace_reading
from parvis.products.mediature.enums import Fonction, Motif
from parvis.products.mediature.forms.acces import EmergencyForm
from parvis.products.mediature.models import AccesExceptionnel, Saisine
from parvis.products.mediature.policies import LEADS, OPENS
from parvis.products.mediature.queries.acces import case_of, running
from parvis.products.mediature.queries.dossiers import offices_of

PER_PAGE = 30
TOLD = "Son bureau en est prévenu par courriel."
NOBODY = "Personne n’est à son bureau pour en être prévenu : la trace reste dans le dossier."


@opens_to(OPENS)
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is not typed
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Give a number and two reasons, the password typed not long ago; then read."""
    actor = current_actor()
    most = longest_reason(User.objects.get(pk=int(actor.identifier)))
    form = EmergencyForm(request.POST if request.method == "POST" else None, most=most)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made, told = open_in_emergency(
                by=actor, number=given["number"], motif=Motif(given["motif"]), reason=given["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.warning(request, f"Ce dossier vous est ouvert une heure. {TOLD if told else NOBODY}")
            return redirect("mediature:emergency_case", made.pk)
    mine = AccesExceptionnel.objects.visible_to(actor).running().filter(user=int(actor.identifier))
    context = {"form": form, "running": mine}
    return render(request, "mediature/acces/demander.html", context, status=422 if form.errors else 200)


@opens_to(OPENS)
@never_cache
@require_safe
@transaction.atomic
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The case, as long as its hour lasts: nothing to do there but read."""
    actor = current_actor()
    acces = running(actor, pk)
    if acces is None:
        raise Http404("Cet accès n’existe pas, ou son heure est passée.")
    with reading_in_emergency():
        context = case_of(actor, acces)
    trace_reading(by=actor, acces=acces, saisine=context["saisine"])
    return render(request, "mediature/acces/dossier.html", context | {"acces": acces})


@opens_to(LEADS)
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Who read a case of the offices that one leads, in an emergency, and why."""
    actor = current_actor()
    led = [office for office, fonction in offices_of(actor).items() if fonction is Fonction.PRINCIPAL]
    # Those to a case that one withdrew from show no more than the case, which row security keeps out.
    shown = AccesExceptionnel.objects.visible_to(actor).filter(saisine__in=Saisine.objects.values("pk"))
    found = shown.filter(organisation__in=led).select_related("saisine")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mediature/acces/liste.html", {"page": page})
