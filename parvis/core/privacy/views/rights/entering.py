"""Requests that came by another door, and who answers for whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.privacy.actions.rights.desks import entrust
from parvis.core.privacy.actions.rights.receiving import Filing, receive
from parvis.core.privacy.enums.rights import Channel
from parvis.core.privacy.forms.rights.entering import DeskForm, EnteredForm
from parvis.core.privacy.models import RightsDesk
from parvis.core.privacy.policies.rights import ANSWERS_REQUESTS
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.rights.catalogue import answerers
from parvis.core.privacy.views.rights.addresses import desk_link, private_link
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR
from parvis.kernel.scope import current_actor


@opens_to(ANSWERS_REQUESTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_request(request: HttpRequest) -> HttpResponse:
    """Enter a request that came by letter, by mail or at a counter: its clock started on arrival."""
    form = EnteredForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in Filing.__dataclass_fields__ if name in form.cleaned_data}
        given |= {"channel": Channel(form.cleaned_data["channel"]), "received_at": form.received_at}
        filing = Filing(
            services=(form.cleaned_data["service"],),
            rights=tuple(Right(key) for key in form.cleaned_data["droit"]),
            **given,
        )
        made = receive(by=current_actor(), filing=filing, link=private_link(request), desk=desk_link(request))
        messages.success(request, f"La demande {made.number} est enregistrée. Reste à reconnaître la personne.")
        return redirect(f"{reverse('privacy:desk')}?etat={'attente' if made.paused_on else ''}")
    return render(request, "privacy/rights/enter.html", {"form": form}, status=422 if form.errors else 200)


@opens_to(PLATFORM_ADMINISTRATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desks(request: HttpRequest) -> HttpResponse:
    """Who answers for each controller of the register."""
    controllers = _controllers()
    if request.method == "POST":
        asked = request.POST.get("controller", "")
        form = DeskForm(request.POST)
        if asked in controllers and form.is_valid():
            entrust(by=current_actor(), controller=asked, organisation=form.cleaned_data["organisation"])
            messages.success(request, "C’est enregistré, pour les demandes en cours aussi.")
        else:
            messages.error(request, "Choisissez une organisation de la liste.")
        return redirect("privacy:desks")
    known = dict(RightsDesk.objects.values_list("controller", "organisation_id"))
    rows = [
        (controller, titles, DeskForm(initial={"organisation": known.get(controller)}, auto_id=f"id_%s_{rank}"))
        for rank, (controller, titles) in enumerate(controllers.items())
    ]
    return render(request, "privacy/rights/desks.html", {"rows": rows})


def _controllers() -> dict[str, list[str]]:
    """Each controller of the register, with the services that it answers for."""
    found: dict[str, list[str]] = {}
    for service in ordered_services():
        for answerer in answerers(service):
            titles = found.setdefault(answerer.controller, [])
            if service.title not in titles:
                titles.append(service.title)
    return found
