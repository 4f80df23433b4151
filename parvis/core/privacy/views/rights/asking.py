"""« Mes droits »: three questions, with or without an account."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.privacy.actions.rights.receiving import Filing, receive
from parvis.core.privacy.enums.rights import Channel
from parvis.core.privacy.forms.rights.asking import PersonForm, RightsForm, ServicesForm
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.rights.catalogue import accepted, answerers
from parvis.core.privacy.queries.rights.people import secret_of
from parvis.core.privacy.views.rights.addresses import desk_link, private_link
from parvis.kernel.declarations.privacy import Right, services
from parvis.kernel.http.guard import refusal, trapped
from parvis.kernel.http.limits import counted, to_mailbox
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor

PER_HOUR = 10
# Anybody may type anybody's address: a mailbox is not filled with links that nobody asked for.
MAILS_PER_HOUR = 5
TOO_MANY = "Vous avez envoyé beaucoup de demandes : attendez une heure. Votre saisie reste ci-dessous."


@opens_to(PUBLIC)
@require_safe
def which_services(request: HttpRequest) -> HttpResponse:
    """First question. Answers to the first two stay in the address: they say nothing about anybody."""
    wanted = request.GET.getlist("service")
    form = ServicesForm({"service": wanted} if wanted or "suite" in request.GET else None)
    return render(request, "privacy/rights/services.html", {"form": form, "step": 1}, status=_status(form))


@opens_to(PUBLIC)
@require_safe
def which_rights(request: HttpRequest) -> HttpResponse:
    """Second question, among the rights that the chosen services accept."""
    chosen = _services(request)
    if not chosen:
        return redirect(f"{reverse('privacy:rights')}?suite=1")
    asked = "suite" in request.GET
    form = RightsForm(request.GET if asked or "droit" in request.GET else None, services=chosen)
    context = {"form": form, "chosen": chosen, "step": 2}
    return render(request, "privacy/rights/rights.html", context, status=_status(form))


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Third question: who asks, and how to answer."""
    chosen, rights = _services(request), _rights(request)
    if not chosen:
        return redirect(f"{reverse('privacy:rights')}?suite=1")
    if not rights:
        return redirect(f"{reverse('privacy:rights_which')}?{_query(chosen)}&suite=1")
    known, for_other = current_actor().signed_in, request.GET.get("pour") == "autrui"
    known = known and not for_other
    form = PersonForm(request.POST or None, services=chosen, known=known, for_other=for_other)
    status = 200
    if request.method == "POST":
        if trapped(request):
            # A machine filled in what people do not see: it is thanked, and nothing is kept.
            return redirect("privacy:rights_received", number="D-0000-0000")
        status = 422
        if form.is_valid():
            refused = _refusal(request, form.cleaned_data.get("email", ""))
            if not refused:
                return _receive(request, form, chosen, rights, known=known)
            form.add_error(None, refused)
            status = 429
    context = {
        "form": form, "chosen": [services.get(key) for key in chosen], "rights": rights, "known": known,
        "controllers": _controllers(chosen, rights), "step": 3, "back": _query(chosen),
        "for_other": for_other, "same": _query(chosen, rights),
    }  # fmt: skip
    return render(request, "privacy/rights/who.html", context, status=status)


@opens_to(PUBLIC)
@require_safe
def received(request: HttpRequest, number: str) -> HttpResponse:
    """What follows: the same words whether or not anybody here knows the person."""
    return render(request, "privacy/rights/received.html", {"number": number})


def _receive(
    request: HttpRequest, form: PersonForm, chosen: list[str], rights: list[Right], *, known: bool
) -> HttpResponse:
    filing = Filing(
        services=tuple(chosen),
        rights=tuple(rights),
        channel=Channel.ACCOUNT if known else Channel.FORM,
        **form.cleaned_data,
    )
    made = receive(by=current_actor(), filing=filing, link=private_link(request), desk=desk_link(request))
    if known:
        messages.success(request, f"Votre demande {made.number} est reçue. Vous la suivez sur cette page.")
        return redirect("privacy:my_data")
    if not made.email:
        # No mail can carry the private address: whoever asks notes it now.
        return redirect("privacy:rights_follow", number=made.number, code=secret_of(made))
    return redirect("privacy:rights_received", number=made.number)


def _refusal(request: HttpRequest, email: str) -> str:
    """Why this request is not taken now: a machine, or too many from this place or to this mailbox within an hour."""
    refused = refusal(request, "privacy.rights", PER_HOUR)
    if refused or not email:
        return refused
    return TOO_MANY if counted(to_mailbox(email, "privacy.rights")) > MAILS_PER_HOUR else ""


def _services(request: HttpRequest) -> list[str]:
    known = {service.key for service in ordered_services()}
    return [key for key in dict.fromkeys(request.GET.getlist("service")) if key in known]


def _rights(request: HttpRequest) -> list[Right]:
    may = {right for key in _services(request) for right in accepted(services.get(key))}
    return [right for right in Right if right in may and right.value in request.GET.getlist("droit")]


def _controllers(chosen: list[str], rights: list[Right]) -> list[str]:
    """Who will answer, each once."""
    asked = [services.get(key) for key in chosen if accepted(services.get(key)) & set(rights)]
    return list(dict.fromkeys(answerer.controller for service in asked for answerer in answerers(service)))


def _query(chosen: list[str], rights: Iterable[Right] = ()) -> str:
    return urlencode({"service": chosen, "droit": [right.value for right in rights]}, doseq=True)


def _status(form: ServicesForm | RightsForm) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
