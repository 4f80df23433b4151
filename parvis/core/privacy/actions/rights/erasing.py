"""Erase at the person's request: one engine, that of retention; and by the apps, what they publish."""

from django.core.exceptions import ValidationError

from parvis.core.privacy.actions.retention.erasing import HeldError, erase_addressed, erase_person
from parvis.core.privacy.actions.rights.hiding import hide_at_once, remove_for_good
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.rights.people import Person
from parvis.kernel.actor import Actor


def erase(*, by: Actor, leg: RightsLeg, person: Person, categories: frozenset[str]) -> None:
    """Erase these categories of what is held about ``person``, and let no source bring them back."""
    try:
        if person.key:
            erase_person(by=by, person=person.key, categories=categories, ground=leg.key)
        erase_addressed(by=by, addresses=person.reached.emails, categories=categories, ground=leg.key)
    except HeldError:
        raise ValidationError(
            "Une suspension légale retient des données de cette personne : refusez, avec le motif qui convient, ou "
            "attendez sa levée."
        ) from None
    if person.reached:
        hide_at_once(by=by, leg=leg)
        remove_for_good(by=by, leg=leg)
