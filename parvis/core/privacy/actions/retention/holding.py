"""Legal holds and larger nights: one person asks, another approves."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.models import Hold, Overrun
from parvis.core.privacy.queries.accountability.signatories import Bound, answering, bound_by
from parvis.core.privacy.queries.retention.about import is_known
from parvis.core.privacy.queries.retention.rules import rules
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Period, category_named

LONGEST = Period.parse("P12M")
OTHER_PERSON = "Une autre personne que celle qui a demandé doit approuver."


@transaction.atomic
def ask_hold(*, by: Actor, person: str, category: str, reason: str, ground: str, until: date) -> Hold:
    """Ask that data of ``category`` about ``person`` stay until a date, a year away at most."""
    bound = _bound(by, person, category)
    _require_term(until)
    hold = Hold.objects.create(
        person=person,
        category=category,
        organisation=bound.organisation,
        reason=reason,
        ground=ground,
        until=until,
        asked_by=by.key,
    )
    _record(by, "hold.ask", hold)
    return hold


@transaction.atomic
def approve_hold(*, by: Actor, hold: Hold) -> Hold:
    """Put in force what somebody else has asked."""
    held = Hold.objects.select_for_update().get(pk=hold.pk)
    if held.asked_by == by.key:
        raise ValidationError(OTHER_PERSON, code="two-persons")
    if held.released_on is not None or held.until < clock.today():
        raise ValidationError("Cette demande n’est plus à approuver : elle est retirée, ou sa date est passée.")
    if held.approved_on is None:
        held.approved_by, held.approved_on = by.key, clock.now()
        held.save(update_fields=["approved_by", "approved_on"])
        _record(by, "hold.approve", held)
    return held


def renew_hold(*, by: Actor, hold: Hold, until: date) -> Hold:
    """Ask again for the same, before it expires; the second person approves anew."""
    return ask_hold(
        by=by, person=hold.person, category=hold.category, reason=hold.reason, ground=hold.ground, until=until
    )


@transaction.atomic
def release_hold(*, by: Actor, hold: Hold) -> Hold:
    """End a hold, or withdraw a request for one: the night that follows erases what is due."""
    held = Hold.objects.select_for_update().get(pk=hold.pk)
    if held.released_on is None:
        held.released_by, held.released_on = by.key, clock.now()
        held.save(update_fields=["released_by", "released_on"])
        _record(by, "hold.release", held)
    return held


@transaction.atomic
def ask_overrun(*, by: Actor, rule: str, day: date, most: int) -> Overrun:
    """Ask that the night of ``day`` may erase up to ``most`` rows under ``rule``."""
    if rule not in {each.key for each in rules()}:
        raise ValidationError("Cette règle n’existe pas, ou n’existe plus.")
    overrun, _ = Overrun.objects.update_or_create(
        day=day,
        rule=rule,
        defaults={
            "most": most, "asked_by": by.key, "asked_on": clock.now(), "approved_by": "", "approved_on": None,
        },
    )  # fmt: skip
    record(by=by, verb="overrun.ask", object_key=f"privacy.Overrun:{overrun.pk}", count=most)
    return overrun


@transaction.atomic
def approve_overrun(*, by: Actor, overrun: Overrun) -> Overrun:
    """Allow what somebody else has asked."""
    asked = Overrun.objects.select_for_update().get(pk=overrun.pk)
    if asked.asked_by == by.key:
        raise ValidationError(OTHER_PERSON, code="two-persons")
    if asked.approved_on is None:
        asked.approved_by, asked.approved_on = by.key, clock.now()
        asked.save(update_fields=["approved_by", "approved_on"])
        record(by=by, verb="overrun.approve", object_key=f"privacy.Overrun:{asked.pk}", count=asked.most)
    return asked


def _bound(by: Actor, person: str, category: str) -> Bound:
    """For whom ``by`` decides."""
    try:
        _, activity, _ = category_named(category)
    except LookupError as error:
        raise ValidationError("Cette catégorie n’est pas connue du registre.") from error
    bound = bound_by(by, [activity], answering())
    if bound is None:
        raise ValidationError("Une autre organisation répond de ces données : c’est à elle de demander.")
    # Of somebody who is not there nothing would be held, and a number that is none would stop every night.
    if not is_known(person):
        raise ValidationError("Aucune personne n’a cette adresse ou ce numéro.")
    return bound


def _require_term(until: date) -> None:
    today = clock.today()
    if not today <= until <= LONGEST.after(today):
        raise ValidationError("Une suspension dure 12 mois au plus, à compter d’aujourd’hui ; elle se renouvelle.")


def _record(by: Actor, verb: str, hold: Hold) -> None:
    record(by=by, verb=verb, subjects=[hold.person], categories=[hold.category], object_key=f"privacy.Hold:{hold.pk}")
