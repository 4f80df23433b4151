"""A request comes in, by whatever door: it is kept, split between those who must answer, and its clock starts."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.rights.evidence import everywhere, note
from parvis.core.privacy.actions.rights.hiding import hide_at_once
from parvis.core.privacy.actions.rights.mails import DeskLink, Link, send_link, tell_desk
from parvis.core.privacy.enums.rights import WAITING, Channel, Proof, State, StepKind
from parvis.core.privacy.models import RightsDesk, RightsLeg, RightsRequest
from parvis.core.privacy.queries.rights.catalogue import Answerer, fan_out
from parvis.core.privacy.queries.rights.deadlines import Deadline
from parvis.core.privacy.queries.rights.letters import MANDATE_WORDS
from parvis.core.privacy.queries.rights.people import normal_email, normal_phone, subject_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right

# No letter that is read as a digit, no vowel that makes a word.
ALPHABET: Final = "23456789BCDFGHJKLMNPQRSTVWXZ"
TEXT: Final = 4_000
# Two forms sent at once by one person would open the same right twice: the second waits.
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True)
class Filing:
    """What the form asks: which services, which rights, who and how to answer them."""

    services: tuple[str, ...]
    rights: tuple[Right, ...]
    name: str = ""
    email: str = ""
    phone: str = ""
    file_number: str = ""
    postal_address: str = ""
    mandate: str = ""
    represented_email: str = ""
    represented_phone: str = ""
    addressee: str = ""
    text: str = ""
    channel: Channel = Channel.FORM
    received_at: datetime = field(default_factory=clock.now)


def receive(*, by: Actor, filing: Filing, link: Link, desk: DeskLink) -> RightsRequest:
    """Keep a request. Nothing is looked up: what is said, and how long it takes, does not depend on who is known.

    A right that the same person already asks of the same controller is not opened twice: the link of each
    request under way is sent again, and what the person says this time is added to it.
    """
    with everywhere(by), transaction.atomic():
        request = _request(by, filing)
        subject = subject_of(request)
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [subject])
        legs = list(_legs(request, filing, subject))
        under_way = _under_way(legs, subject)
        fresh = [leg for leg in legs if _asked(leg) not in under_way]
        for other in {each.pk: each for each in under_way.values()}.values():
            _remind(by, other, filing, link)
        if not fresh:
            return next(iter(under_way.values()))
        request.save(force_insert=True)
        RightsLeg.objects.bulk_create(fresh)
        note(by=by, request=request, kind=StepKind.RECEIVED)
        if request.proof != Proof.NONE:
            note(by=by, request=request, kind=StepKind.IDENTIFIED)
            for leg in fresh:
                if leg.right == Right.OBJECT:
                    hide_at_once(by=by, leg=leg)
        elif request.email:
            send_link(by=by, request=request, link=link)
            note(by=by, request=request, kind=StepKind.LINK_SENT)
            if request.mandate:
                note(by=by, request=request, kind=StepKind.PROOF_ASKED, sent=MANDATE_WORDS)
        if request.paused_on is None:
            # Nothing is awaited from the person: it is for those who answer to act, and their clock runs.
            for leg in fresh:
                tell_desk(by=by, leg=leg, link=desk)
    return request


def _request(by: Actor, filing: Filing) -> RightsRequest:
    request = RightsRequest(
        number=_number(),
        name=filing.name,
        email=normal_email(filing.email),
        phone=normal_phone(filing.phone) or filing.phone[:20],
        file_number=filing.file_number,
        postal_address=filing.postal_address,
        mandate=filing.mandate,
        represented_email=normal_email(filing.represented_email),
        represented_phone=normal_phone(filing.represented_phone),
        text=filing.text,
        channel=filing.channel,
        received_at=filing.received_at,
    )
    if filing.channel == Channel.ACCOUNT and by.signed_in:
        user = User.objects.get(pk=by.identifier)
        request.account, request.email = user, user.email
        request.name = request.name or str(user)
        request.proof, request.proven_at = Proof.SESSION, clock.now()
    elif request.email:
        request.paused_on = clock.today()
    return request


def _legs(request: RightsRequest, filing: Filing, subject: str) -> Iterable[RightsLeg]:
    desks = dict(RightsDesk.objects.values_list("controller", "organisation_id"))
    received = filing.received_at.astimezone(clock.PARIS).date()
    known = request.proof != Proof.NONE
    for right, answerer in fan_out(filing.services, filing.rights):
        yield RightsLeg(
            request=request,
            account=request.account_id,
            subject=subject,
            right=right.value,
            service=answerer.service.key,
            activities=list(answerer.activities),
            controller=answerer.controller,
            processor=answerer.processor,
            addressee=filing.addressee if answerer.each else "",
            organisation=desks.get(answerer.controller),
            state=State.OPEN if known else State.IDENTITY,
            received_on=received,
            due_on=Deadline(received).due_on,
            **_transmission(answerer, desks),
        )


def _transmission(answerer: Answerer, desks: dict[str, int]) -> dict[str, object]:
    """A processor passes on at once, where the controller has its desk here; otherwise an administrator does."""
    if not answerer.processor or answerer.controller not in desks:
        return {}
    return {"transmitted_at": clock.now(), "transmitted_to": answerer.controller}


def _asked(leg: RightsLeg) -> tuple[str, str, str, str]:
    return leg.right, leg.service, leg.controller, leg.addressee


def _under_way(legs: list[RightsLeg], subject: str) -> dict[tuple[str, str, str, str], RightsRequest]:
    """What the same person already waits for, among what is asked."""
    wanted = {_asked(leg) for leg in legs}
    waiting = RightsLeg.objects.filter(subject=subject, state__in=WAITING).select_related("request")
    return {_asked(leg): leg.request for leg in waiting if _asked(leg) in wanted}


def _remind(by: Actor, request: RightsRequest, filing: Filing, link: Link) -> None:
    """The same request comes again: what is said this time is added, unless its author has already confirmed it.

    Anybody may type an address: what they say is read and confirmed by whoever reads the mail sent there.
    """
    sure = request.proof == (Proof.SESSION if filing.channel == Channel.ACCOUNT else Proof.NONE)
    if sure and filing.text and filing.text not in request.text:
        request.text = f"{request.text}\n\n{filing.text}".strip()[:TEXT]
        request.save(update_fields=["text"])
    if request.proof != Proof.SESSION:
        send_link(by=by, request=request, link=link)
        note(by=by, request=request, kind=StepKind.LINK_SENT)


def _number() -> str:
    """Short enough to be said on the telephone, drawn at random."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"D-{drawn[:4]}-{drawn[4:]}"
