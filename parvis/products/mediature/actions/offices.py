"""The page of an authority, the mandate of its mediator, and who works in the office."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.journal.actions.record import record
from parvis.core.organisations.actions.members import add_member
from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Collectivite, Mandat
from parvis.products.mediature.policies import LEADS


@transaction.atomic
def open_page(*, by: Actor, organisation: Organisation, opened_on: date | None, **facts: Any) -> Collectivite:
    """The page of an authority; open to the public from ``opened_on`` on."""
    page = Collectivite(organisation=organisation, opened_on=opened_on, **facts)
    page.full_clean()
    page.save(force_insert=True)
    record_office(by, page, "mediature.open")
    return page


@transaction.atomic
def write_page(*, by: Actor, collectivite: Collectivite, **facts: Any) -> None:
    """Change what an authority says of itself; only who leads its office does."""
    held = _led(by, collectivite)
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=[*facts])
    record_office(by, held, "mediature.write")


@transaction.atomic
def show_page(*, by: Actor, collectivite: Collectivite) -> None:
    """Open the page to the public: from now on the directory leads to it."""
    held = _led(by, collectivite)
    if held.opened_on is not None:
        return
    if not held.mandats.running().exists():
        raise ValidationError(
            "Inscrivez d’abord le mandat du médiateur : sans mandat qui court, personne ne peut saisir."
        )
    held.opened_on = clock.today()
    held.save(update_fields=["opened_on"])
    record_office(by, held, "mediature.write")


@transaction.atomic
def hide_page(*, by: Actor, collectivite: Collectivite) -> None:
    """Take the page out of the directory; open cases go on, and people follow theirs."""
    held = _led(by, collectivite)
    held.opened_on = None
    held.save(update_fields=["opened_on"])
    record_office(by, held, "mediature.write")


def _led(by: Actor, collectivite: Collectivite) -> Collectivite:
    if not LEADS.allows(by, collectivite):
        raise PermissionDenied
    return Collectivite.objects.select_for_update().get(pk=collectivite.pk)


@transaction.atomic
def give_mandate(*, by: Actor, collectivite: Collectivite, **facts: Any) -> Mandat:
    """Write what a délibération decides of a mediator; only who leads the office does, or a task of the platform."""
    if by.kind is not ActorKind.SYSTEM:
        _led(by, collectivite)
    mandate = Mandat(collectivite=collectivite, **facts)
    mandate.full_clean()
    mandate.save(force_insert=True)
    record_office(by, collectivite, "mediature.mandate")
    return mandate


@transaction.atomic
def correct_mandate(*, by: Actor, mandat: Mandat, **facts: Any) -> None:
    """Change what was written of a mandate, or its end; only who leads the office does."""
    collectivite = _led(by, mandat.collectivite)
    for name, value in facts.items():
        setattr(mandat, name, value)
    mandat.full_clean()
    mandat.save(update_fields=[*facts])
    record_office(by, collectivite, "mediature.mandate")


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
    record_office(by, collectivite, "mediature.agent")
    return agent


def record_office(by: Actor, collectivite: Collectivite, verb: str) -> None:
    """A line of the journal about an office."""
    record(
        by=by,
        verb=verb,
        categories=["mediature.mediateurs.comptes"] if verb == "mediature.agent" else [],
        organisation=collectivite.organisation_id,
        object_key=f"mediature.Collectivite:{collectivite.organisation_id}",
    )
