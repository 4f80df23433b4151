"""The page of an authority, the mandate of its mediator, and who works in the office."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.journal.actions.record import record
from parvis.core.organisations.actions.members import add_member
from parvis.core.organisations.models import Organisation
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Collectivite, Mandat


@transaction.atomic
def open_page(*, by: Actor, organisation: Organisation, opened_on: date | None, **facts: Any) -> Collectivite:
    """The page of an authority; open to the public from ``opened_on`` on."""
    page = Collectivite(organisation=organisation, opened_on=opened_on, **facts)
    page.full_clean()
    page.save(force_insert=True)
    _record(by, page.organisation_id, "mediature.open")
    return page


@transaction.atomic
def give_mandate(*, by: Actor, collectivite: Collectivite, **facts: Any) -> Mandat:
    """Write what a délibération decides of a mediator."""
    mandate = Mandat(collectivite=collectivite, **facts)
    mandate.full_clean()
    mandate.save(force_insert=True)
    _record(by, collectivite.organisation_id, "mediature.mandate")
    return mandate


@transaction.atomic
def name_agent(*, by: Actor, collectivite: Collectivite, user: User, fonction: Fonction) -> Agent:
    """Give somebody a part in the office; who is not yet of the organisation joins it."""
    current = Agent.objects.current().filter(organisation=collectivite.organisation_id)
    if fonction is Fonction.PRINCIPAL and current.filter(fonction=fonction).exclude(user=user).exists():
        raise ValidationError("Ce bureau a déjà un médiateur principal : changez d’abord sa fonction.")
    add_member(by=by, organisation=collectivite.organisation, user=user)
    agent, _ = current.update_or_create(
        user=user, organisation=collectivite.organisation, ended_on=None, defaults={"fonction": fonction}
    )
    _record(by, collectivite.organisation_id, "mediature.agent")
    return agent


def _record(by: Actor, organisation: int, verb: str) -> None:
    record(
        by=by,
        verb=verb,
        categories=["mediature.mediateurs.comptes"] if verb == "mediature.agent" else [],
        organisation=organisation,
        object_key=f"mediature.Collectivite:{organisation}",
    )
