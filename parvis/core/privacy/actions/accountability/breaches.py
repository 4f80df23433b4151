"""Open, complete, notify and close a breach; none is ever removed by anybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.journal.queries.words import holders_of
from parvis.core.notifications.actions.sending import notify
from parvis.core.privacy.actions.rights.evidence import everywhere
from parvis.core.privacy.enums.breach import Addressee, Phase
from parvis.core.privacy.models import Breach, BreachNotice
from parvis.core.privacy.models.breach import CERTAIN_BEFORE_SEEN
from parvis.core.privacy.queries.accountability.breaches import standing_of
from parvis.core.privacy.queries.accountability.exposure import Exposure, exposure, is_declared
from parvis.core.privacy.queries.accountability.keepers import (
    answered_categories,
    keeps_alone,
    offices,
    organisations_of,
    services_of,
)
from parvis.core.privacy.queries.accountability.letters import letter_to_people
from parvis.core.privacy.queries.accountability.signatories import answering
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.paper import Letter

# What the journal holds at most.
A_YEAR = timedelta(days=366)
CATEGORY = "plateforme.conformite.violations"
OF_OTHERS = "Une autre organisation répond de ces données : c’est à elle, ou à un administrateur, de le dire."
WARNING = messages.register(
    Message(
        "privacy.breach_notice",
        "Prévenir le responsable d’un traitement d’une violation",
        "Violation de données : information du responsable de traitement",
    )
)


@dataclass(frozen=True)
class Notice:
    """A notice as it was given: to whom, in which phase, when, in which words."""

    addressee: str
    phase: str
    sent_at: datetime
    text: str
    name: str = ""
    email: str = ""
    delay_reason: str = ""


@transaction.atomic
def open_breach(*, by: Actor, **facts: Any) -> Breach:
    """Write a breach in the register with what is known of it."""
    mine = _only_who_answers(by)
    breach = Breach(**facts)
    _refuse_the_impossible(breach)
    _tell_who_answers(by, breach, mine, touched=frozenset())
    breach.save(force_insert=True)
    _record(by, "privacy.breach.opened", breach)
    return breach


@transaction.atomic
def complete_breach(*, by: Actor, breach: Breach, **facts: Any) -> Breach:
    """Write what is known better; a closed breach opens again when that leaves something to do."""
    mine = _only_who_answers(by)
    held = _held(by, breach)
    before = _touched(held)
    for name, value in facts.items():
        setattr(held, name, value)
    _refuse_the_impossible(held)
    _tell_who_answers(by, held, mine, touched=before)
    if held.closed_at and standing_of(held).tasks:
        held.closed_at = None
    held.save()
    _record(by, "privacy.breach.completed", held)
    return held


@transaction.atomic
def give_notice(*, by: Actor, breach: Breach, notice: Notice) -> BreachNotice:
    """Keep a notice that was given, and send it when it has an address.

    Raise ``ValidationError`` for one that comes out of order, or after 72 hours without saying why.
    """
    _only_who_answers(by)
    held = _held(by, breach)
    _refuse_disorder(held, notice)
    given = BreachNotice.objects.create(
        breach=held,
        addressee=notice.addressee,
        name=notice.name,
        phase=notice.phase,
        sent_at=notice.sent_at,
        text=notice.text,
        delay_reason=notice.delay_reason,
    )
    if notice.email:
        notify(WARNING.key, to=notice.email, context={"text": notice.text}, by=by)
    _record(by, f"privacy.breach.told.{notice.addressee}", held)
    return given


@transaction.atomic
def write_to_person(*, by: Actor, breach: Breach, person: str = "", address: str = "") -> Letter:
    """The letter that tells somebody, to be printed; to whom it goes is kept nowhere."""
    _only_who_answers(by)
    held = _held(by, breach)
    _record(by, "privacy.breach.letter", held)
    return letter_to_people(held, person=person, address=address)


@transaction.atomic
def close_breach(*, by: Actor, breach: Breach) -> Breach:
    """Close a breach once nothing is left to do about it."""
    _only_who_answers(by)
    held = _held(by, breach)
    if tasks := standing_of(held).tasks:
        raise ValidationError(f"Il reste à faire : {' ; '.join(tasks)}.", code="open")
    held.closed_at = held.closed_at or clock.now()
    held.save(update_fields=["closed_at"])
    _record(by, "privacy.breach.closed", held)
    return held


@transaction.atomic
def count_exposure(*, by: Actor, breach: Breach) -> Breach:
    """Write in the breach the people, the records and the data that its account could have seen."""
    if not keeps_alone(by, breach):
        raise ValidationError(
            "Une autre organisation répond aussi de ces données : un administrateur compte pour tous."
        )
    found = look_at_breach(by=by, breach=breach)
    if found is None:
        raise ValidationError("Donnez d’abord le compte en cause.")
    named = [seen.key for seen in found.categories if is_declared(seen.key)]
    touched = {key.partition(".")[0] for key in named}
    return complete_breach(
        by=by,
        breach=breach,
        people=found.people,
        records=found.records,
        categories=sorted({*breach.categories, *named}),
        services=sorted({*breach.services, *touched}),
    )


def look_at_breach(*, by: Actor, breach: Breach) -> Exposure | None:
    """What the account of a breach could have seen while it was exposed; without dates, all that the journal holds."""
    if not breach.account:
        return None
    start, end = breach.exposed_from or breach.aware_at - A_YEAR, breach.exposed_until or clock.now()
    return look_at_exposure(by=by, account=breach.account, start=start, end=end)


def look_at_exposure(*, by: Actor, account: str, start: datetime, end: datetime) -> Exposure:
    """What ``account`` could have seen of what ``by`` answers for; asking for it leaves a line of its own."""
    mine = _only_who_answers(by)
    # The lines of the journal belong to the organisation of who acted, the data to whoever answers for them.
    with everywhere(by):
        found = exposure(account, start, end, only=mine)
    record(
        by=by,
        verb="privacy.breach.exposure",
        subjects=holders_of(account),
        organisation=None if mine is None else min(offices(by)),
        object_key=account,
        count=found.people,
    )
    return found


def _only_who_answers(by: Actor) -> frozenset[str] | None:
    """The data that ``by`` answers for; ``None`` for all of them."""
    mine = answered_categories(by)
    if mine is not None and not mine:
        raise PermissionError("Breaches are for whoever answers for the data")
    return mine


def _held(by: Actor, breach: Breach) -> Breach:
    """The breach, alone until the transaction ends, for those alone who keep it."""
    held = Breach.objects.visible_to(by).select_for_update().filter(pk=breach.pk).first()
    if held is None:
        raise PermissionError("This breach is kept by another organisation")
    return held


def _touched(breach: Breach) -> frozenset[str]:
    """The services and the data that a breach names."""
    return frozenset({*breach.services, *breach.categories})


def _tell_who_answers(by: Actor, breach: Breach, mine: frozenset[str] | None, *, touched: frozenset[str]) -> None:
    """Write which organisations answer; an officer says nothing of the data of others."""
    with everywhere(by):
        breach.organisations = organisations_of(breach, answering())
    if mine is None:
        return
    theirs = (_touched(breach) ^ touched) - mine - services_of(mine)
    if theirs or not offices(by).intersection(breach.organisations):
        raise ValidationError(OF_OTHERS)


def _refuse_the_impossible(breach: Breach) -> None:
    if breach.aware_at < breach.discovered_at:
        raise ValidationError({"aware_at": CERTAIN_BEFORE_SEEN})
    if breach.aware_at > clock.now():
        raise ValidationError({"aware_at": "Donnez un moment passé."})
    if breach.exposed_from and breach.exposed_until and breach.exposed_until < breach.exposed_from:
        raise ValidationError({"exposed_until": "La fin de l’exposition précède son début : corrigez l’une des deux."})


def _refuse_disorder(breach: Breach, notice: Notice) -> None:
    same = breach.notices.filter(addressee=notice.addressee, name=notice.name).exists()
    if notice.sent_at > clock.now():
        raise ValidationError({"sent_at": "Donnez un moment passé : une notification s’inscrit une fois donnée."})
    if (notice.phase == Phase.INITIAL) is same:
        words = "Une notification initiale existe déjà." if same else "La première notification est l’initiale."
        raise ValidationError({"phase": words})
    late = notice.addressee == Addressee.CNIL and not same and notice.sent_at > breach.deadline
    if late and not notice.delay_reason:
        raise ValidationError({"delay_reason": "Les 72 heures sont passées : donnez le motif du retard."})


def _record(by: Actor, verb: str, breach: Breach) -> None:
    mine = [organisation for organisation in breach.organisations if organisation in offices(by)]
    record(
        by=by,
        verb=verb,
        categories=[CATEGORY],
        organisation=next(iter([*mine, *breach.organisations]), None),
        object_key=f"privacy.Breach:{breach.pk}",
    )
