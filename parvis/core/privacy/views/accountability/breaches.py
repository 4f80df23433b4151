"""« Violations »: the register, its 72-hour clock, the notices, and what an account could have seen."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.journal.queries.words import names_of
from parvis.core.privacy.actions.accountability.breaches import (
    Notice,
    close_breach,
    complete_breach,
    count_exposure,
    give_notice,
    look_at_breach,
    open_breach,
    write_to_person,
)
from parvis.core.privacy.enums.breach import Addressee, Phase
from parvis.core.privacy.forms.accountability.breach import BreachForm, LetterForm, NoticeForm
from parvis.core.privacy.models import Breach
from parvis.core.privacy.models.breach import NOTIFICATION, BreachQuerySet
from parvis.core.privacy.policies.accountability import KEEPS_BREACHES
from parvis.core.privacy.queries.accountability.breaches import standing_of, standings
from parvis.core.privacy.queries.accountability.exposure import Exposure
from parvis.core.privacy.queries.accountability.keepers import answered_categories, keeps_alone, writes_breaches
from parvis.core.privacy.queries.accountability.letters import notice_words
from parvis.core.privacy.views.attached import attached
from parvis.kernel import clock
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor

# The form lives in a page that may hold others.
LETTER_FIELD = "lettre-%s"


@opens_to(KEEPS_BREACHES)
@never_cache
@require_safe
def breaches(request: HttpRequest) -> HttpResponse:
    """Every breach that is theirs to keep, the open ones first."""
    mine = answered_categories(current_actor())
    context = {
        "standings": standings(_seen()),
        "hours": NOTIFICATION // timedelta(hours=1),
        "everything": mine is None,
        "opens": writes_breaches(current_actor()),
    }
    return render(request, "privacy/accountability/breaches.html", context)


@opens_to(KEEPS_BREACHES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_breach(request: HttpRequest) -> HttpResponse:
    """Write a breach in the register."""
    _require_writer()
    now = {"aware_at": clock.now(), "discovered_at": clock.now()}
    form = BreachForm(request.POST or None, initial=now, mine=answered_categories(current_actor()))
    if request.method == "POST" and form.is_valid():
        try:
            breach = open_breach(by=current_actor(), **form.given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La violation est inscrite. Voici ce qu’il reste à faire.")
            return redirect("privacy:breach", pk=breach.pk)
    return render(
        request, "privacy/accountability/breach_form.html", {"form": form}, status=422 if form.errors else 200
    )


@opens_to(KEEPS_BREACHES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_breach(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete what is known of a breach."""
    breach = _written(pk)
    form = BreachForm(request.POST or None, instance=breach, mine=answered_categories(current_actor()))
    if request.method == "POST" and form.is_valid():
        try:
            complete_breach(by=current_actor(), breach=breach, **form.given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La violation est complétée.")
            return redirect("privacy:breach", pk=pk)
    context = {"form": form, "breach": breach}
    return render(request, "privacy/accountability/breach_form.html", context, status=422 if form.errors else 200)


@opens_to(KEEPS_BREACHES)
@never_cache
@require_safe
def breach(request: HttpRequest, pk: int) -> HttpResponse:
    """One breach: its clock, what is left to do, what was said to whom, what the account reached."""
    return _page(request, get_object_or_404(_seen(), pk=pk), LetterForm(auto_id=LETTER_FIELD))


def _page(request: HttpRequest, found: Breach, letter: LetterForm) -> HttpResponse:
    writes = writes_breaches(current_actor())
    seen = look_at_breach(by=current_actor(), breach=found) if writes else None
    context = {
        "standing": standing_of(found),
        "breach": found,
        "exposure": seen,
        "account": _name(seen) if seen else "",
        "writes": writes,
        "letter": letter,
        "counts": keeps_alone(current_actor(), found),
    }
    return render(request, "privacy/accountability/breach.html", context, status=422 if letter.errors else 200)


@opens_to(KEEPS_BREACHES)
@never_cache
@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the numbers of the breach from the journal."""
    try:
        count_exposure(by=current_actor(), breach=_written(pk))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Les nombres du journal sont inscrits.")
    return redirect("privacy:breach", pk=pk)


@opens_to(KEEPS_BREACHES)
@never_cache
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a breach, or say what is left to do."""
    try:
        close_breach(by=current_actor(), breach=_written(pk))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "La violation est close. Elle reste au registre.")
    return redirect("privacy:breach", pk=pk)


@opens_to(KEEPS_BREACHES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int, addressee: str) -> HttpResponse:
    """A notice, its words ready; for a controller, which one is in the address."""
    found = _written(pk)
    if addressee not in Addressee.values:
        raise Http404("On prévient la CNIL, un responsable ou les personnes : revenez à la violation.")
    standing = standing_of(found)
    name = _controller(request, standing.untold or standing.controllers) if addressee == Addressee.CONTROLLER else ""
    first = not any(each.addressee == addressee and each.name == name for each in standing.notices)
    initial = {
        "phase": Phase.INITIAL if first else Phase.COMPLEMENT,
        "sent_at": clock.now(),
        "text": notice_words(found, addressee, name),
    }
    form = NoticeForm(request.POST or None, initial=initial, addressee=Addressee(addressee))
    if request.method == "POST" and form.is_valid():
        try:
            give_notice(by=current_actor(), breach=found, notice=Notice(addressee, name=name, **form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La notification est inscrite au registre.")
            return redirect("privacy:breach", pk=pk)
    context = {"form": form, "breach": found, "addressee": Addressee(addressee), "name": name, "standing": standing}
    return render(request, "privacy/accountability/notice.html", context, status=422 if form.errors else 200)


@opens_to(KEEPS_BREACHES)
@never_cache
@require_POST
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter to one of the people, to be printed; their address comes in the body, never in an address."""
    found, form = _written(pk), LetterForm(request.POST, auto_id=LETTER_FIELD)
    if not form.is_valid():
        return _page(request, found, form)
    written = write_to_person(by=current_actor(), breach=found, **form.cleaned_data)
    return attached(written.pdf, f"lettre-violation-{pk}.pdf", "application/pdf")


def _seen() -> BreachQuerySet:
    return Breach.objects.visible_to(current_actor())


def _require_writer() -> None:
    if not writes_breaches(current_actor()):
        raise PermissionDenied


def _written(pk: int) -> Breach:
    """A breach to write in: who no longer answers for any data only reads it."""
    _require_writer()
    return get_object_or_404(_seen(), pk=pk)


def _name(seen: Exposure) -> str:
    """Whose account it is; an officer learns the name of those alone who reached the data that they answer for."""
    if seen.categories or answered_categories(current_actor()) is None:
        return names_of([seen.account])[seen.account]
    return "ce compte"


def _controller(request: HttpRequest, names: tuple[str, ...]) -> str:
    """Which controller is told: the one asked for, or the first that nobody told."""
    asked = request.GET.get("responsable", "")
    return asked if asked in names or not names else names[0]
