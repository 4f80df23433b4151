"""The desk: the queue with its clock, what is held about the person, the answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.models import Document
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.evidence import everywhere
from parvis.core.privacy.actions.rights.handling import extend, transmit
from parvis.core.privacy.actions.rights.identifying import ask_for_document, identify
from parvis.core.privacy.actions.rights.limiting import announce_lifting, lift
from parvis.core.privacy.enums.rights import WORKABLE, Proof, State
from parvis.core.privacy.forms.rights.desk import (
    AddressForm,
    AnswerForm,
    QueueForm,
    ReasonForm,
    VerifiedForm,
    changes_in,
    corrections,
)
from parvis.core.privacy.models import RightsLeg, RightsStep
from parvis.core.privacy.policies.rights import ANSWERS_REQUESTS
from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.rights.bundle import ON_A_PAGE, Access, access_of
from parvis.core.privacy.queries.rights.catalogue import categories_of
from parvis.core.privacy.queries.rights.corrections import correctable
from parvis.core.privacy.queries.rights.deadlines import deadline_of
from parvis.core.privacy.queries.rights.frozen import frozen_among, frozen_words, limitations
from parvis.core.privacy.queries.rights.held import Held
from parvis.core.privacy.queries.rights.people import person_of
from parvis.core.privacy.queries.rights.queue import Queued, clock_of, copy_awaited, counts, queue
from parvis.core.privacy.queries.rights.replicas import followed_elsewhere
from parvis.core.privacy.views.rights.addresses import desk_link, private_link
from parvis.core.privacy.views.rights.following import printed
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Right, tables
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor, reading_restricted

PER_PAGE = 30


@opens_to(ANSWERS_REQUESTS)
@never_cache
@require_safe
def every_request(request: HttpRequest) -> HttpResponse:
    """The queue, the earliest deadline first."""
    actor, form = current_actor(), QueueForm(request.GET or None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    legs = queue(
        actor,
        state=given.get("etat", ""),
        service=given.get("service", ""),
        right=given.get("droit", ""),
        late=given.get("retard", False),
    )
    page = Paginator(legs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "queued": [Queued(leg, clock_of(leg)) for leg in page.object_list],
        "form": form if form.is_bound else QueueForm(),
        "counts": counts(actor),
        "names_desks": actor.platform_administrator,
    }
    return render(request, "privacy/rights/queue.html", context)


@opens_to(ANSWERS_REQUESTS)
@never_cache
@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request: who, until when, what is held, what to decide."""
    return _shown(request, _leg(pk))


@opens_to(ANSWERS_REQUESTS)
@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer."""
    leg = _leg(pk)
    form = AnswerForm(request.POST, leg=leg)
    if not form.is_valid():
        return _shown(request, leg, answer_form=form)
    given = form.cleaned_data
    changes = _changes(request, leg) if leg.right == Right.RECTIFY and given["outcome"] != State.REFUSED else {}
    told = Answer(State(given["outcome"]), given["ground"], given["remark"], changes)
    return _done(
        request,
        leg,
        lambda: answer(by=current_actor(), leg=leg, given=told, link=private_link(request)),
        "La réponse est envoyée, et gardée comme preuve.",
        answer_form=form,
    )


@opens_to(ANSWERS_REQUESTS)
@require_POST
def more_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Extend, inside the first month only."""
    leg = _leg(pk)
    return _with_reason(
        request,
        leg,
        "extend_form",
        lambda words: extend(by=current_actor(), leg=leg, complexity=words, link=private_link(request)),
        "Le délai est prolongé, et la personne prévenue.",
    )


@opens_to(ANSWERS_REQUESTS)
@require_POST
def ask_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a document, with a written reason."""
    leg = _leg(pk)
    return _with_reason(
        request,
        leg,
        "document_form",
        lambda words: ask_for_document(by=current_actor(), leg=leg, reason=words, link=private_link(request)),
        "La pièce est demandée ; le délai est suspendu jusqu’à ce que la personne la donne.",
    )


@opens_to(ANSWERS_REQUESTS)
@require_POST
def recognise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the person was recognised, and how: by the document or mandate given, or by file number and contact."""
    leg, form = _leg(pk), VerifiedForm(request.POST)
    if not form.is_valid():
        return _shown(request, leg, verified_form=form)
    proof = Proof.MANDATE if leg.request.mandate else Proof.DOCUMENT if leg.request.document else Proof.FILE
    return _done(
        request,
        leg,
        lambda: identify(
            by=current_actor(), request=leg.request, proof=proof, desk=desk_link(request), how=form.cleaned_data["how"]
        ),
        "L’identité est établie : vous pouvez répondre.",
        verified_form=form,
    )


@opens_to(ANSWERS_REQUESTS)
@require_POST
def pass_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Transmit to the controller."""
    leg, form = _leg(pk), AddressForm(request.POST)
    if not form.is_valid():
        return _shown(request, leg, address_form=form)
    return _done(
        request,
        leg,
        lambda: transmit(by=current_actor(), leg=leg, email=form.cleaned_data["email"]),
        "La demande est transmise au responsable du traitement.",
    )


@opens_to(ANSWERS_REQUESTS)
@require_POST
def announce(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell the person that the limitation will end."""
    leg = _leg(pk)
    return _with_reason(
        request,
        leg,
        "lift_form",
        lambda words: announce_lifting(by=current_actor(), leg=leg, reason=words, link=private_link(request)),
        "La personne est prévenue. La limitation pourra être levée au jour dit.",
    )


@opens_to(ANSWERS_REQUESTS)
@require_POST
def end_limitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lift the limitation, once the day told has come."""
    leg = _leg(pk)
    return _done(request, leg, lambda: lift(by=current_actor(), leg=leg), "La limitation est levée.")


@opens_to(ANSWERS_REQUESTS)
@never_cache
@require_safe
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The document that proves who asks, for whoever answers."""
    leg = _leg(pk)
    with everywhere(current_actor()):
        known = Document.objects.filter(destroyed_on=None)
        found = known.filter(pk=leg.request.document).first() if leg.request.document else None
        if found is None:
            raise Http404("Aucune pièce n’est détenue pour cette demande.")
        try:
            content = b"".join(open_document(by=current_actor(), document=found))
        except NotServedError:
            return render(request, "documents/not_served.html", {"document": found}, status=409)
    reply = HttpResponse(content, content_type=found.media_type)
    reply.headers["Content-Disposition"] = 'attachment; filename="piece"'
    return reply


@opens_to(ANSWERS_REQUESTS)
@never_cache
@require_safe
def letter(request: HttpRequest, pk: UUID, step: UUID) -> HttpResponse:
    """A letter, to be posted to who has no electronic address."""
    leg = _leg(pk)
    with everywhere(current_actor()):
        return printed(RightsStep.objects.filter(leg=leg, pk=step))


def _leg(pk: UUID) -> RightsLeg:
    found: RightsLeg | None = (
        RightsLeg.objects.visible_to(current_actor()).select_related("request").filter(pk=pk).first()
    )
    if found is None:
        raise Http404("Cette demande n’existe pas, ou une autre organisation y répond.")
    return found


def _shown(request: HttpRequest, leg: RightsLeg, **forms: Form) -> HttpResponse:
    """The page, with whatever form was wrong."""
    access, rectified = None, {}
    if leg.state in WORKABLE:
        access = _access(leg, ON_A_PAGE)
        if leg.right == Right.RECTIFY:
            rectified = _rectified(request, leg, access.held)
    with everywhere(current_actor()):
        elsewhere = followed_elsewhere(leg)
    context: dict[str, Any] = {
        "leg": leg,
        "clock": clock_of(leg),
        "access": access,
        "elsewhere": elsewhere,
        "first": copy_awaited(leg) if leg.state in WORKABLE else None,
        "steps": RightsStep.objects.filter(Q(leg=None) | Q(leg=leg), request=leg.request).order_by("at", "id"),
        "workable": leg.state in WORKABLE,
        "may_extend": leg.state == State.OPEN and deadline_of(leg).may_extend(clock.today()),
        "frozen": leg.right == Right.RESTRICT and leg.state in {State.ANSWERED, State.PARTLY} and not leg.lifted_at,
        "may_lift": leg.lift_on is not None and clock.today() >= leg.lift_on,
        "answer_form": AnswerForm(leg=leg),
        "verified_form": VerifiedForm(),
        "extend_form": ReasonForm(prefix="delai"),
        "document_form": ReasonForm(prefix="piece"),
        "lift_form": ReasonForm(prefix="levee"),
        "address_form": AddressForm(),
    }
    context |= rectified | forms
    context["form"] = next(iter(forms.values()), None)
    return render(request, "privacy/rights/leg.html", context, status=422 if forms else 200)


def _changes(request: HttpRequest, leg: RightsLeg) -> dict[tuple[str, str, str], str]:
    found = _access(leg, None).held
    return changes_in(request.POST, found, _correctable(leg, found))


def _access(leg: RightsLeg, limit: int | None) -> Access:
    """What is held, what is only stored included: it is the person who asks."""
    with everywhere(current_actor()), reading_restricted(leg.key):
        return access_of(person_of(leg.request), categories_of(leg.service, leg.activities), limit=limit)


def _rectified(request: HttpRequest, leg: RightsLeg, found: list[Held]) -> dict[str, Any]:
    """What can be put right, as it is or as it was just typed, and what a limitation keeps as it is."""
    person = person_of(leg.request)
    with everywhere(current_actor()), reading_restricted(leg.key):
        rows = frozen_among(found, person)
        names = {f"{row.table}:{row.pk}" for row in rows}
        by = limitations(leg, [*names, person.key])
    waits = bool(rows) or any(each.service == leg.service for each in by)
    labels = {each.table: each.label for each in found}
    said = dict.fromkeys(f"{labels[row.table]}{f' « {row.title} »' if row.title else ''}" for row in rows)
    return {
        "rectifies": True,
        "corrections": corrections(found, _correctable(leg, found), names, request.POST),
        "frozen_words": frozen_words(said, by) if waits else "",
    }


def _correctable(leg: RightsLeg, found: list[Held]) -> dict[str, set[str]]:
    categories = categories_of(leg.service, leg.activities)
    return {each.table: set(correctable(resolve(tables.get(each.table)), categories)) for each in found}


PREFIXES = {"extend_form": "delai", "document_form": "piece", "lift_form": "levee"}


def _with_reason(
    request: HttpRequest, leg: RightsLeg, name: str, act: Callable[[str], object], said: str
) -> HttpResponse:
    form = ReasonForm(request.POST, prefix=PREFIXES[name])
    if not form.is_valid():
        return _shown(request, leg, **{name: form})
    return _done(request, leg, lambda: act(form.cleaned_data["reason"]), said, **{name: form})


def _done(request: HttpRequest, leg: RightsLeg, act: Callable[[], object], said: str, **forms: Form) -> HttpResponse:
    """Act, or show again what was typed with what to do about it."""
    try:
        act()
    except ValidationError as error:
        form = next(iter(forms.values()), None)
        if form is not None:
            form.add_error(None, error)
            return _shown(request, leg, **forms)
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("privacy:desk_leg", pk=leg.pk)
