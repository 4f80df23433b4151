"""A saisine that the office takes in for somebody: letter, mail, phone, counter; and the documents it adds."""

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.documents.actions.keeping import store
from parvis.core.documents.queries.refusals import refuse
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.drafting import DOOR, LARGEST
from parvis.products.mediature.actions.filing import Arrival, create, tell
from parvis.products.mediature.actions.handling import ENDED, assign, held, trace
from parvis.products.mediature.actions.hearing import import_mail
from parvis.products.mediature.actions.informing import tell_registered
from parvis.products.mediature.enums import Canal, Fait, Origine, Visibilite
from parvis.products.mediature.models import Collectivite, Piece, Saisine
from parvis.products.mediature.policies import fonction_in
from parvis.products.mediature.queries.access import holders

CAME: Final = {
    Canal.BUREAU: "au bureau",
    Canal.COURRIER: "par courrier",
    Canal.TELEPHONE: "par téléphone",
    Canal.COURRIEL: "par courriel",
}
NEEDED: Final = ("facts", "demarche", "juge", "first_name", "last_name")


@transaction.atomic
def register(
    *,
    by: Actor,
    collectivite: Collectivite,
    given: dict[str, Any],
    code: str,
    files: Iterable[File] = (),
    mine: bool = False,
    mail: bytes = b"",
) -> Saisine:
    """The saisine that ``code`` opens: whoever registers hands it over, and nobody keeps it.

    ``mail`` is the one that it came by, kept as its first message with what was joined to it. One that a court has
    already is taken in too: the office owes an answer to any letter.
    """
    if fonction_in(by, collectivite.organisation_id) is None:
        raise PermissionDenied
    _check(collectivite, given)
    day, canal = given["received_on"], Canal(given["canal"])
    words = f"Saisine reçue {CAME[canal]} le {date_in_words(day)}, enregistrée par le bureau"
    arrival = Arrival(canal, day, words, Origine(given.get("origine") or Origine.USAGER))
    access = holders(code)[0].identifier
    saisine = create(by=by, collectivite=collectivite, access=access, given=given, arrival=arrival)
    for file in files:
        add_piece(by=by, saisine=saisine, file=file)
    if mail:
        import_mail(by=by, saisine=saisine, raw=mail)
    if mine:
        assign(by=by, saisine=saisine, to=User.objects.get(pk=int(by.identifier)))
    tell_registered(by, saisine, code)
    return saisine


@transaction.atomic
def add_piece(
    *, by: Actor, saisine: Saisine, file: File, label: str = "", visibility: Visibilite = Visibilite.REQUERANT
) -> Piece:
    """A document that the office adds to a case; the antivirus looks at it before anybody opens it."""
    found = held(by, saisine)
    if found.ended:
        raise ValidationError(ENDED)
    refuse(file, LARGEST)
    document = store(by=by, file=file, organisation=found.organisation_id, door=DOOR)
    piece: Piece = Piece.objects.create(
        saisine=found, document=document, label=(label or document.name)[:200], given_by=by.key, visibility=visibility
    )
    trace(by, found, "mediature.attach")
    words = f"Document ajouté par le bureau : {piece.label}"
    tell(by=by, saisine=found, fait=Fait.PIECE, words=words, visibility=visibility)
    return piece


def _check(collectivite: Collectivite, given: dict[str, Any]) -> None:
    # Open to the public or not: what comes by post to a mediator in office is taken in.
    if not collectivite.mandats.running().exists():
        raise ValidationError(
            "Aucun mandat de médiateur ne court dans cette collectivité : elle ne peut pas prendre de nouvelle saisine."
        )
    missing = [each for each in NEEDED if not given.get(each)]
    if missing or not any(given.get(each) for each in ("email", "phone", "street")):
        raise ValidationError("Il manque les faits, le nom, ou un moyen de joindre la personne.")
    if given["received_on"] > clock.today():
        raise ValidationError({"received_on": "Donnez une date passée, ou celle d’aujourd’hui."})
    if given["canal"] == Canal.FORMULAIRE:
        raise ValidationError({"canal": "Dites par quelle voie la saisine est arrivée."})
