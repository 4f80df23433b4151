"""Who works in the office: invited, named, given another part, gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.organisations.actions.invitations import Link, invite
from parvis.core.organisations.enums import Role
from parvis.core.organisations.events import Joined, Left
from parvis.core.organisations.models import Membership
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.scope import open_scope, unnoted
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import keep
from parvis.products.mediature.actions.offices import name_agent, record_office
from parvis.products.mediature.actions.taches import free_tasks
from parvis.products.mediature.enums import Fait, Fonction
from parvis.products.mediature.models import Agent, Collectivite, OfficeInvitation, Saisine
from parvis.products.mediature.policies import LEADS, OPENS

TEAM: Final = system("mediature.team")
LAST: Final = "Ce bureau n’aurait plus de médiateur principal : nommez d’abord une autre personne à cette place."


@transaction.atomic
def call(*, by: Actor, collectivite: Collectivite, email: str, fonction: Fonction, link: Link) -> Agent | None:
    """Have somebody join the office: at once when they belong to its organisation, else when they accept."""
    if not (LEADS.allows(by, collectivite) or OPENS.allows(by)):
        raise PermissionDenied
    if fonction is Fonction.PRINCIPAL and _principal(collectivite) is not None:
        raise ValidationError({"fonction": "Ce bureau a déjà un médiateur principal."})
    email = email.strip().lower()
    member = User.objects.filter(email=email, memberships__organisation=collectivite.organisation_id).filter(
        memberships__in=Membership.objects.current()
    )
    user = member.first()
    if user is not None:
        if Agent.objects.current().filter(organisation=collectivite.organisation_id, user=user).exists():
            raise ValidationError({"email": "Cette personne est déjà au bureau."})
        return name_agent(by=by, collectivite=collectivite, user=user, fonction=fonction)
    try:
        invitation = invite(by=by, organisation=collectivite.organisation, email=email, role=Role.MEMBRE, link=link)
    except ValidationError as error:
        raise ValidationError({"email": error}) from error
    OfficeInvitation.objects.create(invitation=invitation, organisation=collectivite.organisation, fonction=fonction)
    return None


def take_place(fact: Joined) -> None:
    """Who was invited to an office and accepts works there from now on."""
    place = OfficeInvitation.objects.filter(invitation=fact.invitation).first()
    collectivite = Collectivite.objects.filter(organisation=fact.organisation).first()
    if place is None or collectivite is None:
        return
    fonction = Fonction(place.fonction)
    if fonction is Fonction.PRINCIPAL and _principal(collectivite) is not None:
        # Somebody took that place meanwhile: to refuse would leave who was invited outside of everything.
        fonction = Fonction.MEDIATEUR
    name_agent(by=fact.by, collectivite=collectivite, user=User.objects.get(pk=fact.user), fonction=fonction)


@transaction.atomic
def change_place(*, by: Actor, agent: Agent, fonction: Fonction) -> None:
    """Give another part in the office; a new main mediator takes the place of the one before, who stays a mediator."""
    held, collectivite = _held(by, agent)
    if held.fonction == fonction:
        return
    if held.fonction == Fonction.PRINCIPAL:
        raise ValidationError({"fonction": LAST})
    before = _principal(collectivite) if fonction is Fonction.PRINCIPAL else None
    if before is not None:
        before.fonction = Fonction.MEDIATEUR
        before.save(update_fields=["fonction"])
        record_office(by, collectivite, "mediature.agent")
    held.fonction = fonction
    held.save(update_fields=["fonction"])
    if fonction is Fonction.ASSISTANT:
        _give_back(by, held)
    record_office(by, collectivite, "mediature.agent")


@transaction.atomic
def leave(*, by: Actor, agent: Agent) -> int:
    """Have somebody leave the office today; how many of their open cases wait again for a mediator."""
    held, collectivite = _held(by, agent)
    if held.fonction == Fonction.PRINCIPAL:
        raise ValidationError(LAST)
    return _end(by, held, collectivite)


def lose_place(fact: Left) -> None:
    """Whoever is of the organisation no more is of its office no more.

    The first place may be left empty so: an administrator invites who takes it.
    """
    with open_scope(TEAM, organisations=[fact.organisation]), unnoted():
        current = Agent.objects.current().select_for_update()
        agent = current.filter(organisation=fact.organisation, user=fact.user).first()
        collectivite = Collectivite.objects.filter(organisation=fact.organisation).first()
        if agent is not None and collectivite is not None:
            _end(fact.by, agent, collectivite)


def _end(by: Actor, agent: Agent, collectivite: Collectivite) -> int:
    agent.ended_on = clock.today()
    agent.save(update_fields=["ended_on"])
    given_back = _give_back(by, agent)
    with _whole_office(agent):
        free_tasks(organisation=agent.organisation_id, user=agent.user_id)
    record_office(by, collectivite, "mediature.agent")
    return given_back


def _held(by: Actor, agent: Agent) -> tuple[Agent, Collectivite]:
    collectivite = Collectivite.objects.get(organisation=agent.organisation_id)
    if not LEADS.allows(by, collectivite):
        raise PermissionDenied
    return Agent.objects.current().select_for_update().get(pk=agent.pk), collectivite


def _principal(collectivite: Collectivite) -> Agent | None:
    current = Agent.objects.current().filter(organisation=collectivite.organisation_id)
    return current.select_for_update().filter(fonction=Fonction.PRINCIPAL).first()


def _give_back(by: Actor, agent: Agent) -> int:
    """Open cases of who decides no more wait for somebody else."""
    with _whole_office(agent):
        cases = Saisine.objects.open().filter(organisation=agent.organisation_id, mediateur=agent.user_id)
        held = list(cases.select_for_update())
        for saisine in held:
            saisine.mediateur = None
            keep(by, saisine, ["mediateur"], verb="mediature.assign")
            tell(by=by, saisine=saisine, fait=Fait.LIBERATION, words="Dossier rendu au bureau")
    return len(held)


@contextmanager
def _whole_office(agent: Agent) -> Iterator[None]:
    """Reach every case of the office: whoever acts may not be of it, or see none of those from which they withdrew."""
    with open_scope(TEAM, organisations=[agent.organisation_id]), unnoted():
        yield
