"""An authority comes to the platform: somebody of it asks, recognised by their address or by an administrator."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from parvis.core.accounts.models import User
from parvis.core.geography.enums import Niveau
from parvis.core.journal.actions.record import record
from parvis.core.notifications.actions.sending import notify
from parvis.core.organisations.actions.invitations import Link, revoke_invitation
from parvis.core.organisations.actions.members import add_member
from parvis.core.organisations.actions.organisations import create_organisation
from parvis.core.organisations.enums import Role
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.http.addresses import address_of_page
from parvis.kernel.scope import Reach, current_scope, open_scope
from parvis.products.mediature.actions.offices import name_agent, open_page
from parvis.products.mediature.actions.team import call
from parvis.products.mediature.enums import EtatAdhesion, Fonction
from parvis.products.mediature.models import Adhesion, Agent, Collectivite, OfficeInvitation
from parvis.products.mediature.models.collectivite import RESERVED
from parvis.products.mediature.policies import OPENS
from parvis.products.mediature.queries.officiel import territory_name, writes_from

ADMITTED: Final = messages.register(
    Message(
        "mediature.admitted",
        "Dire qu’une collectivité est ouverte à qui l’a demandé",
        "La page de {{ collectivite }} est à vous",
        action="Préparer la page",
    )
)
REFUSED: Final = messages.register(
    Message(
        "mediature.not_admitted",
        "Dire pourquoi une collectivité n’est pas ouverte à qui l’a demandé",
        "Votre demande pour {{ collectivite }}",
    )
)
TAKEN: Final = "Cette collectivité a déjà sa page : demandez à son médiateur principal de vous inviter."
CATEGORY: Final = "mediature.mediateurs.comptes"


@dataclass(frozen=True)
class Asking:
    """What somebody says of their authority."""

    niveau: Niveau
    code: str
    representative: str
    representative_title: str
    words: str = ""


@transaction.atomic
def ask_to_join(*, by: Actor, user: User, asking: Asking) -> Adhesion:
    """Ask for the page of an authority; given at once to who writes from it, as official data know it."""
    name = _name_of(asking)
    waiting = Adhesion.objects.waiting().filter(user=user, niveau=asking.niveau, code=asking.code)
    if waiting.exists():
        raise ValidationError({"territoire": "Vous l’avez déjà demandé : un administrateur va vous répondre."})
    adhesion = Adhesion(user=user, name=name, **vars(asking))
    adhesion.full_clean()
    adhesion.save(force_insert=True)
    _trace(by, adhesion, "mediature.claim")
    if writes_from(asking.niveau, asking.code, user.email):
        _give(system("mediature.claim"), adhesion)
    return adhesion


@transaction.atomic
def admit(*, by: Actor, adhesion: Adhesion) -> Collectivite:
    """An administrator recognises who asks: the page is theirs, closed to the public until they have prepared it."""
    held = _to_decide(by, adhesion)
    if _taken(Niveau(held.niveau), held.code):
        raise ValidationError(TAKEN)
    return _give(by, held)


@transaction.atomic
def open_for(*, by: Actor, asking: Asking, email: str, link: Link) -> Collectivite:
    """An administrator opens an authority, and invites who will be its main mediator."""
    if not OPENS.allows(by):
        raise PermissionDenied
    name = _name_of(asking)
    with _everywhere(by):
        page = _open(by, name, asking)
        call(by=by, collectivite=page, email=email, fonction=Fonction.PRINCIPAL, link=link)
    return page


@transaction.atomic
def invite_lead(*, by: Actor, collectivite: Collectivite, email: str, link: Link) -> Agent | None:
    """An administrator has somebody be the main mediator of an office that has none: invited, or at once when there.

    Who was invited to that place before, or at that address, is not any more. An administrator invites somebody else
    than themselves: the administration of the platform sees no case.
    """
    if not OPENS.allows(by):
        raise PermissionDenied
    email = email.strip().lower()
    if User.objects.filter(pk=int(by.identifier), email=email).exists():
        raise ValidationError({"email": "Invitez une autre personne que vous : vous ne voyez aucun dossier."})
    with _everywhere(by):
        current = Agent.objects.current().filter(organisation=collectivite.organisation_id)
        if current.filter(fonction=Fonction.PRINCIPAL).exists():
            raise ValidationError("Ce bureau a un médiateur principal : c’est lui qui invite.")
        there = current.filter(user__email=email).select_related("user").first()
        if there is not None and there.user is not None:
            return name_agent(by=by, collectivite=collectivite, user=there.user, fonction=Fonction.PRINCIPAL)
        waiting = OfficeInvitation.objects.pending().filter(organisation=collectivite.organisation_id)
        for each in waiting.filter(Q(fonction=Fonction.PRINCIPAL) | Q(invitation__email=email)):
            revoke_invitation(by=by, invitation=each.invitation)
        return call(by=by, collectivite=collectivite, email=email, fonction=Fonction.PRINCIPAL, link=link)


@transaction.atomic
def turn_down(*, by: Actor, adhesion: Adhesion, reasons: str) -> None:
    """An administrator refuses, and says why to who asked."""
    held = _to_decide(by, adhesion)
    if not reasons.strip():
        raise ValidationError({"reasons": "Écrivez le motif : la personne le lira."})
    held.etat, held.decided_at, held.reasons = EtatAdhesion.REFUSEE, clock.now(), reasons.strip()
    held.save(update_fields=["etat", "decided_at", "reasons"])
    _trace(by, held, "mediature.turn_down")
    context = {"collectivite": held.name, "reasons": held.reasons}
    notify(REFUSED.key, to=held.user.email, by=by, context=context)


def _name_of(asking: Asking) -> str:
    """The official name of a territory that has no page."""
    name = territory_name(asking.niveau, asking.code)
    if not name:
        raise ValidationError({"territoire": "Choisissez une collectivité de la liste."})
    if _taken(asking.niveau, asking.code):
        raise ValidationError({"territoire": TAKEN})
    return name


def _to_decide(by: Actor, adhesion: Adhesion) -> Adhesion:
    if not OPENS.allows(by):
        raise PermissionDenied
    held = Adhesion.objects.select_for_update(of=("self",)).select_related("user").get(pk=adhesion.pk)
    if held.etat != EtatAdhesion.EN_ATTENTE:
        raise ValidationError("Cette demande a déjà sa réponse.")
    return held


def _taken(niveau: Niveau, code: str) -> bool:
    """Whether this territory has a page, open or not: only a look that reaches everything knows."""
    with open_scope(system("mediature.claim"), reach=Reach.EVERYTHING):
        return Collectivite.objects.filter(niveau=niveau, code=code).exists()


def _give(by: Actor, adhesion: Adhesion) -> Collectivite:
    with _everywhere(by):
        page = _open(by, adhesion.name, adhesion)
        add_member(by=by, organisation=page.organisation, user=adhesion.user, role=Role.GESTIONNAIRE)
        name_agent(by=by, collectivite=page, user=adhesion.user, fonction=Fonction.PRINCIPAL)
        adhesion.etat, adhesion.decided_at = EtatAdhesion.ACCEPTEE, clock.now()
        adhesion.save(update_fields=["etat", "decided_at"])
        _trace(by, adhesion, "mediature.admit")
    contact = settings.PARVIS_OPERATOR.contact
    context = {
        "collectivite": page.name, "contact": contact, "url": address_of_page("mediature:settings_page", page.slug),
    }  # fmt: skip
    notify(ADMITTED.key, to=adhesion.user.email, by=by, reply_to=contact or None, context=context)
    return page


def _open(by: Actor, name: str, asking: Asking | Adhesion) -> Collectivite:
    """The organisation of an authority and its page, closed to the public."""
    commune = asking.niveau == Niveau.COMMUNE
    organisation = create_organisation(by=by, name=name, kind=asking.niveau, code_insee=asking.code if commune else "")
    return open_page(
        by=by, organisation=organisation, opened_on=None, niveau=asking.niveau, code=asking.code, name=name,
        slug=_free_slug(name, asking.niveau), representative=asking.representative,
        representative_title=asking.representative_title,
    )  # fmt: skip


@contextmanager
def _everywhere(by: Actor) -> Iterator[None]:
    """Reach what nobody sees yet: an organisation that is being made."""
    outer = current_scope()
    with open_scope(by, reach=Reach.EVERYTHING, channel=outer.channel if outer else "system"):
        yield


def _free_slug(name: str, niveau: str) -> str:
    base = slugify(name)[:50] or niveau
    taken = {*RESERVED, *Collectivite.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    candidates = (base, f"{base}-{niveau}", *(f"{base}-{number}" for number in range(2, len(taken) + 4)))
    return next(each for each in candidates if each not in taken)


def _trace(by: Actor, adhesion: Adhesion, verb: str) -> None:
    record(
        by=by,
        verb=verb,
        categories=[CATEGORY],
        subjects=[f"accounts.User:{adhesion.user_id}"],
        object_key=f"mediature.Adhesion:{adhesion.pk}",
    )
