"""Whoever lost their code is given another one: by a link at their address, or by the office when they gave none."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.kernel.http.guard import TOO_MANY
from parvis.kernel.http.limits import counted, to_mailbox
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC, SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.retrouver import (
    OVER,
    ask_for_links,
    bearer,
    renew_by_hand,
    renew_by_link,
    send_link,
)
from parvis.products.mediature.forms.saisir import LostForm
from parvis.products.mediature.models import Collectivite
from parvis.products.mediature.queries.access import in_groups
from parvis.products.mediature.queries.liens_perdus import named_by
from parvis.products.mediature.views.cases import found_case
from parvis.products.mediature.views.holding import acting_as
from parvis.products.mediature.views.saisir import MAILS_PER_HOUR, refused_here

ASKED: Final = "mediature.lost"
HELPED: Final = "mediature.helped"
ENOUGH: Final = (
    f"{MAILS_PER_HOUR} liens sont déjà partis vers cette adresse en une heure : demandez à la personne de regarder "
    "dans ses indésirables, ou attendez une heure."
)


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whether the address is known or not."""
    form, sent = LostForm(request.POST if request.method == "POST" else None), ""
    status: int | None = 422 if form.errors else 200
    if form.is_valid():
        to = form.cleaned_data["email"]
        status = refused_here(request, form, ASKED, MAILS_PER_HOUR)
        if not status and counted(to_mailbox(to, ASKED)) > MAILS_PER_HOUR:
            form.add_error(None, TOO_MANY)
            status = 429
        if not status:
            ask_for_links(by=current_actor(), email=to)
            sent = to
    return render(request, "mediature/suivre/perdu.html", {"form": form, "sent": sent}, status=status)


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing changes before the button is pressed: programs that read mails follow links."""
    # The address is the key: a support chat or a measure of audience would carry it away.
    request.trackers = None  # type: ignore[attr-defined]  # what the tags that draw the page read
    if request.method == "POST":
        by = bearer(token)
        try:
            with acting_as(by):
                code = renew_by_link(by=by, token=token)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("mediature:lost")
        messages.success(request, f"Voici votre nouveau code : {in_groups(code)}. L’ancien n’ouvre plus rien.")
        return redirect("mediature:receipt", code=code)
    if named_by(token) is None:
        messages.error(request, OVER)
        return redirect("mediature:lost")
    answer = render(request, "mediature/suivre/renouveler.html")
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@opens_to(SIGNED_IN)
@never_cache
@require_POST
def help_back(request: HttpRequest, number: str) -> HttpResponse:
    """The office has a link sent, or prints the code of somebody who gave no address: it is shown this once."""
    saisine, actor = found_case(number), current_actor()
    address = saisine.requerant.email
    if address and counted(to_mailbox(address, HELPED)) > MAILS_PER_HOUR:
        messages.error(request, ENOUGH)
        return redirect("mediature:case", number)
    try:
        if address:
            send_link(by=actor, saisine=saisine)
            messages.success(request, "Un lien part à l’adresse de la personne : elle seule verra son nouveau code.")
            return redirect("mediature:case", number)
        code = renew_by_hand(by=actor, saisine=saisine)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("mediature:case", number)
    office = Collectivite.objects.get(organisation=saisine.organisation_id)
    context = {"saisine": saisine, "office": office, "code": in_groups(code), "again": True}
    return render(request, "mediature/bureau/receipt.html", context)
