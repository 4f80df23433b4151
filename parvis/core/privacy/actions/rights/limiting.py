"""Limitation: kept, and nothing else, until the person has been told that it ends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.privacy.actions.retention.restricting import lift as unfreeze
from parvis.core.privacy.actions.retention.restricting import restrict
from parvis.core.privacy.actions.rights.evidence import everywhere, locked, note
from parvis.core.privacy.actions.rights.hiding import hide_at_once, show_again
from parvis.core.privacy.actions.rights.mails import Link, send_news
from parvis.core.privacy.enums.rights import State, StepKind
from parvis.core.privacy.models import Restriction, RightsLeg
from parvis.core.privacy.queries.retention.about import holds_about, rows_addressed
from parvis.core.privacy.queries.retention.nodes import node_named
from parvis.core.privacy.queries.rights.catalogue import categories_of
from parvis.core.privacy.queries.rights.deadlines import LIFTING_NOTICE
from parvis.core.privacy.queries.rights.letters import lifting_words
from parvis.core.privacy.queries.rights.people import Person
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.french.typography import date_in_words


def freeze(*, by: Actor, leg: RightsLeg, person: Person) -> None:
    """Hide everywhere what these processings hold about ``person``, and keep it; the others are not theirs to hide.

    The rows that exist now, and no later one. Nothing is written to a frozen account, report or invitation: what comes
    after is the letters about this very request, which the law wants sent and shown (articles 12-3 and 18-3), and what
    the person does anew, of which the limitation did not speak. Letters sent before stay readable on the page of the
    request: they are kept in its steps, which nothing freezes.
    """
    categories = categories_of(leg.service, leg.activities)
    found = rows_addressed(set(person.reached.emails))
    names = [f"{node.label}:{key}" for node, keys in found if node.categories & categories for key in keys]
    if person.key and holds_about(node_named(person.key.partition(":")[0]), categories):
        names.append(person.key)
    for name in names:
        restrict(by=by, person=name, reason=leg.key)
    hide_at_once(by=by, leg=leg)


def announce_lifting(*, by: Actor, leg: RightsLeg, reason: str, link: Link) -> date:
    """Tell the person when and why the limitation will end; nothing is lifted before."""
    with everywhere(by), transaction.atomic():
        held = _frozen(leg)
        if not reason.strip():
            raise ValidationError("Dites pourquoi la limitation prend fin : la personne doit le savoir.")
        held.lift_on = clock.today() + LIFTING_NOTICE
        held.save(update_fields=["lift_on"])
        words = lifting_words(held, date_in_words(held.lift_on), reason)
        note(by=by, request=held.request, leg=held, kind=StepKind.LIFTING_TOLD, sent=words)
        send_news(by=by, request=held.request, title="fin de la limitation annoncée", words=words, link=link)
    return held.lift_on


def lift(*, by: Actor, leg: RightsLeg) -> None:
    """End the limitation, once the day told to the person has come."""
    with everywhere(by), transaction.atomic():
        held = _frozen(leg)
        if held.lift_on is None or clock.today() < held.lift_on:
            raise ValidationError("La personne doit être prévenue avant : annoncez d’abord la fin de la limitation.")
        held.lifted_at = clock.now()
        held.save(update_fields=["lifted_at"])
        for name in _only_frozen_by(held):
            unfreeze(by=by, person=name)
        show_again(by=by, leg=held)
        note(by=by, request=held.request, leg=held, kind=StepKind.LIFTED)


def _only_frozen_by(leg: RightsLeg) -> list[str]:
    """What no other limitation of the same person keeps hidden; only the first that asked is written there."""
    theirs = RightsLeg.objects.filter(subject=leg.subject, right=Right.RESTRICT)
    if theirs.filter(state__in=(State.ANSWERED, State.PARTLY), lifted_at=None).exists():
        return []
    return list(
        Restriction.objects.filter(reason__in=[each.key for each in theirs], lifted_on=None).values_list(
            "person", flat=True
        )
    )


def _frozen(leg: RightsLeg) -> RightsLeg:
    held = locked(leg)
    if held.right != Right.RESTRICT or held.state not in {State.ANSWERED, State.PARTLY} or held.lifted_at:
        raise ValidationError("Aucune limitation n’est en cours pour cette demande.")
    return held
