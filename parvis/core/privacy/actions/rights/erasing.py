"""Erase at the person's request, by the engine of retention where there is an account, by the apps otherwise."""

from parvis.core.privacy.actions.rights.hiding import hide_at_once, remove_for_good
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.rights.people import Person
from parvis.kernel.actor import Actor


def erase(*, by: Actor, leg: RightsLeg, person: Person, categories: frozenset[str]) -> None:
    """Erase these categories of what is held about ``person``, and let no source bring them back."""
    if person.reached:
        hide_at_once(by=by, leg=leg)
        remove_for_good(by=by, leg=leg)
