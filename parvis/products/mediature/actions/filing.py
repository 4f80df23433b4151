"""A draft becomes a saisine: numbered, dated, acknowledged."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from parvis.core.journal.actions.record import record
from parvis.core.messaging.actions.corresponding import followed
from parvis.core.notifications.actions.sending import notify
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.http.addresses import address_of_page
from parvis.products.mediature.enums import Canal, Demarche, Fait, Juge, Origine, Qualite, Visibilite
from parvis.products.mediature.models import Brouillon, Collectivite, Ligne, Requerant, Saisine
from parvis.products.mediature.queries.access import in_groups

CATEGORIES: Final = ("mediature.saisines.contact", "mediature.saisines.dossier")
GIVEN: Final = ("first_name", "last_name", "email", "phone", "street", "postal_code", "town")
TOLD: Final = ("facts", "expected", "service", "represented_by")

RECEIPT: Final = messages.register(
    Message(
        "mediature.receipt",
        "Accuser réception d’une saisine",
        "Votre saisine {{ number }} est reçue",
        action="Suivre ma saisine",
    )
)


@dataclass(frozen=True)
class Arrival:
    """How and when a saisine came in; ``words`` tell it to the person."""

    canal: Canal
    received_on: date
    words: str
    origine: Origine = Origine.USAGER


@transaction.atomic
def file_saisine(*, by: Actor, brouillon: Brouillon, code: str) -> Saisine:
    """Send the draft to the office of the mediator: the same ``code`` opens the case, and the receipt says it.

    Raise ``ValidationError`` when something is missing, when a court has the dispute, when the page is closed or when
    no mandate runs.
    """
    drafts = Brouillon.objects.visible_to(by).select_for_update(of=("self",)).select_related("collectivite")
    draft = drafts.get(pk=brouillon.pk)
    check(draft.collectivite, draft.answers)
    arrival = Arrival(Canal.FORMULAIRE, clock.today(), "Saisine déposée en ligne")
    saisine = create(by=by, collectivite=draft.collectivite, access=draft.access, given=draft.answers, arrival=arrival)
    draft.pieces.update(brouillon=None, saisine=saisine)
    draft.delete()
    if email := draft.answers.get("email"):
        _acknowledge(by, saisine, draft.collectivite, email, code)
    return saisine


def check(collectivite: Collectivite, given: dict[str, Any]) -> None:
    """What a saisine cannot do without, whoever writes it."""
    if given.get("juge") == Juge.OUI:
        raise ValidationError(
            "Un juge est déjà saisi de ce litige : la loi ne permet plus de saisir le médiateur. Le juge peut lui-même "
            "proposer une médiation : demandez-la au greffe."
        )
    if not collectivite.mandats.running().exists():
        raise ValidationError(
            "Aucun mandat de médiateur ne court dans cette collectivité : elle ne peut pas prendre de nouvelle "
            "saisine. Votre brouillon reste gardé."
        )
    if not Collectivite.objects.with_mandate().filter(pk=collectivite.pk).exists():
        raise ValidationError(
            "Cette collectivité ne prend plus de saisine en ligne. Son médiateur est toujours là : saisissez-le par "
            "courrier, par téléphone ou à son bureau. Votre brouillon reste gardé."
        )
    missing = [each for each in ("facts", "demarche", "juge", "first_name", "last_name") if not given.get(each)]
    if missing or not any(given.get(each) for each in ("email", "phone", "street")):
        raise ValidationError("Il manque des réponses : reprenez les étapes marquées « à compléter ».")


def create(*, by: Actor, collectivite: Collectivite, access: str, given: dict[str, Any], arrival: Arrival) -> Saisine:
    """The rows of a new saisine, within a transaction and a scope that may write them."""
    person = Requerant.objects.create(
        organisation_id=collectivite.organisation_id,
        access=access,
        **{field: given.get(field) or "" for field in GIVEN},
    )
    saisine: Saisine = Saisine.objects.create(
        organisation_id=collectivite.organisation_id,
        number=next_number(),
        access=access,
        requerant=person,
        canal=arrival.canal,
        origine=arrival.origine,
        received_on=arrival.received_on,
        qualite=given.get("qualite") or Qualite.PARTICULIER,
        demarche=given.get("demarche") or Demarche.AUCUNE,
        asked_on=_day(given.get("asked_on")),
        answered_on=_day(given.get("answered_on")),
        juge=given.get("juge") or Juge.NE_SAIT_PAS,
        **{field: given.get(field) or "" for field in TOLD},
    )
    online = arrival.canal is Canal.FORMULAIRE
    fait = Fait.DEPOT if online else Fait.ENREGISTREMENT
    tell(by=by, saisine=saisine, fait=fait, words=arrival.words, visibility=Visibilite.REQUERANT)
    record(
        by=by,
        verb="mediature.file" if online else "mediature.register",
        categories=CATEGORIES,
        subjects=[f"mediature.Requerant:{person.pk}"],
        organisation=collectivite.organisation_id,
        object_key=saisine.key,
    )
    return saisine


def tell(*, by: Actor, saisine: Saisine, fait: Fait, words: str, visibility: Visibilite = Visibilite.BUREAU) -> None:
    """Write a line of the case, which nobody changes afterwards."""
    Ligne.objects.create(saisine=saisine, fait=fait, words=words, by=by.key, visibility=visibility)


def next_number() -> str:
    """The number of a new case: « 2026-000041 »."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('mediature_numero')")
        return f"{clock.today().year}-{cursor.fetchone()[0]:06d}"


def _acknowledge(by: Actor, saisine: Saisine, collectivite: Collectivite, email: str, code: str) -> None:
    notify(
        RECEIPT.key,
        to=email,
        by=by,
        return_to=followed(saisine.key),
        context={
            "number": saisine.number,
            "collectivite": collectivite.name,
            "received": date_in_words(saisine.received_on),
            "code": in_groups(code),
            "url": address_of_page("mediature:follow", code),
        },
    )


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else text or None
