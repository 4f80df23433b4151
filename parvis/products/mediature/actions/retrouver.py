"""A code that was lost: another one takes its place, by the address of the person or, without one, by the office."""

from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.jobs.actions.deferring import defer
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.scope import Reach, unnoted, within
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held, trace
from parvis.products.mediature.actions.mailing import mail_person
from parvis.products.mediature.enums import Fait, Visibilite
from parvis.products.mediature.models import Requerant, Saisine, Scission
from parvis.products.mediature.queries.access import holders, in_groups, new_code
from parvis.products.mediature.queries.liens_perdus import LASTS, address_of, asked_as, key_of, named_by, opened_by

FIND: Final = "mediature.lost"
FINDING: Final = system(FIND)
OVER: Final = "Ce lien est passé, ou il a déjà servi. Demandez-en un autre : il arrive en quelques minutes."
MOST: Final = 20
RENEWED: Final = messages.register(
    Message(
        "mediature.renewed",
        "Donner à une personne le nouveau code de sa saisine",
        "Votre saisine {{ number }} : votre nouveau code",
        action="Suivre ma saisine",
    )
)
LOST: Final = messages.register(
    Message(
        "mediature.lost",
        "Envoyer à une personne de quoi rouvrir sa saisine",
        "Votre saisine {{ number }} : retrouver votre code",
        action="Recevoir un nouveau code",
    )
)


def ask_for_links(*, by: Actor, email: str) -> None:
    """Have a link sent for each saisine of this address; whoever asks is not told whether there is any.

    Nothing is looked for here: how long the answer takes would tell. What is queued is a digest, not the address.
    """
    defer(FIND, by=by, asked=asked_as(email))


@transaction.atomic
def send_links(*, by: Actor, asked: str) -> None:
    """Send a link for each saisine of the address of this digest, to it alone."""
    with within(FINDING, reach=Reach.EVERYTHING), unnoted():
        people = Requerant.objects.exclude(email="").values_list("pk", "email").iterator()
        found_people = [pk for pk, email in people if asked_as(email) == asked]
        cases = Saisine.objects.filter(requerant__in=found_people, merged_into=None).select_related("requerant")
        # One code opens what was split: one link is enough.
        found = {key_of(each): each for each in cases.order_by("filed_at", "pk")[:MOST]}
        for saisine in found.values():
            _send(by, saisine)


@transaction.atomic
def send_link(*, by: Actor, saisine: Saisine) -> None:
    """The office has a link sent to the address of the person, and never sees the code."""
    found = held(by, saisine)
    if not found.requerant.email:
        raise ValidationError("Cette personne n’a pas donné d’adresse : remettez-lui un nouveau code.")
    _send(by, found)
    trace(by, found, "mediature.renew")
    tell(by=by, saisine=found, fait=Fait.ETAT, words="Lien envoyé à la personne pour retrouver son code")


@transaction.atomic
def renew_by_link(*, by: Actor, token: str) -> str:
    """Another code for the case that this link names, which from then on is the only one; it is mailed too."""
    named = named_by(token)
    if named is None:
        raise ValidationError(OVER)
    case, office, lost = named
    with within(FINDING, organisations=[office]):
        found = Saisine.objects.select_for_update(of=("self",)).filter(pk=case, merged_into=None).first()
        if found is None or not key_of(found).startswith(lost):
            raise ValidationError(OVER)
        code = _renew(by, found)
        # Whoever did not ask learns it too; the receipt that was sent holds the former code.
        mail_person(by, RENEWED, found, code=in_groups(code))
    return code


@transaction.atomic
def renew_by_hand(*, by: Actor, saisine: Saisine) -> str:
    """Another code for somebody who gave no address, which the office prints and hands over."""
    found = held(by, saisine)
    if found.requerant.email:
        raise ValidationError("Cette personne a une adresse : envoyez-lui un lien, elle seule verra son code.")
    with within(FINDING, organisations=[found.organisation_id]):
        return _renew(by, found)


def bearer(token: str) -> Actor:
    """Whoever opened the link that was sent to the address of a case."""
    named = named_by(token)
    case = named[0] if named else 0
    return Actor(ActorKind.CITIZEN, identifier=f"lien-{case}", label="une personne, par le lien reçu à son adresse")


def _renew(by: Actor, saisine: Saisine) -> str:
    code = new_code()
    access, lost = holders(code)[0].identifier, key_of(saisine)
    words = "Nouveau code de suivi : l’ancien n’ouvre plus ce dossier"
    for each in opened_by(lost):
        trace(by, each, "mediature.renew")
        tell(by=by, saisine=each, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)
    for model in (Saisine, Requerant, Scission):
        model.objects.filter(access=lost).update(access=access)
    return code


def _send(by: Actor, saisine: Saisine) -> None:
    mail_person(by, LOST, saisine, hours=int(LASTS.total_seconds()) // 3600, url=address_of(saisine))
