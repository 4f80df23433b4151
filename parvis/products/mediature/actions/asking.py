"""The office puts a question to a service of the authority, reads its answers, and closes the question."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.corresponding import tell_asked, tell_shared
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import ENDED, held, keep, trace
from parvis.products.mediature.enums import Etat, Fait, Recevabilite, Visibilite
from parvis.products.mediature.models import (
    Piece,
    PieceConfiee,
    Reponse,
    Saisine,
    ServiceInterne,
    Sollicitation,
)
from parvis.products.mediature.queries.access import codes_of, correspondents
from parvis.products.mediature.queries.echanges import in_the_case
from parvis.products.mediature.queries.references import of_question

MORE: Final = "Ce dossier n’a plus cette question ouverte : relisez-le."


@dataclass(frozen=True)
class Demande:
    """What is asked, of whom, until when; ``pieces`` are those that go with it, and no other one does."""

    service: ServiceInterne
    question: str
    due_on: date
    pieces: tuple[int, ...] = ()


@transaction.atomic
def ask(*, by: Actor, saisine: Saisine, demande: Demande, version: int | None = None) -> Sollicitation:
    """Send a question to a service: from then on the case awaits the administration."""
    found = held(by, saisine, version)
    pieces = _checked(by, found, demande)
    reference = of_question(found.number)
    made: Sollicitation = Sollicitation.objects.create(
        organisation_id=found.organisation_id,
        saisine=found,
        reference=reference,
        access=correspondents(codes_of(reference)[0])[0].identifier,
        service=demande.service,
        service_name=demande.service.name,
        question=demande.question.strip(),
        asked_by_id=int(by.identifier),
        due_on=demande.due_on,
    )
    PieceConfiee.objects.bulk_create(PieceConfiee(sollicitation=made, piece=piece) for piece in pieces)
    trace(by, found, "mediature.ask")
    words = f"Question posée au service {made.service_name}, réponse attendue pour le {date_in_words(made.due_on)}"
    tell(by=by, saisine=found, fait=Fait.MESSAGE, words=words[:500])
    found.last_exchange_at = clock.now()
    move_on(by, found, Etat.ATTENTE_ADMINISTRATION, extra=["last_exchange_at"])
    tell_asked(by, made, codes_of(reference)[0])
    return made


def _checked(by: Actor, saisine: Saisine, demande: Demande) -> list[Piece]:
    """The pieces that go with a question that may be sent."""
    if saisine.ended:
        raise ValidationError(ENDED)
    if saisine.recevabilite != Recevabilite.RECEVABLE:
        raise ValidationError("Pour solliciter l’administration, dites d’abord la saisine recevable.")
    wrong = {}
    if demande.service.organisation_id != saisine.organisation_id or demande.service.archived_on is not None:
        wrong["service"] = "Choisissez un service de l’annuaire de ce bureau."
    if not demande.question.strip():
        wrong["question"] = "Écrivez la question : le service ne lira rien d’autre du dossier."
    if demande.due_on <= clock.today():
        wrong["due_on"] = "Donnez une date à venir : le service doit avoir le temps de répondre."
    chosen = in_the_case(Piece.objects.visible_to(by).filter(saisine=saisine, pk__in=demande.pieces))
    pieces = list(chosen.exclude(visibility=Visibilite.MEDIATEUR))
    if len(pieces) != len(set(demande.pieces)):
        wrong["pieces"] = "Choisissez parmi les pièces de ce dossier, hors celles du médiateur seul."
    if wrong:
        raise ValidationError(wrong)
    return pieces


@transaction.atomic
def close_request(*, by: Actor, sollicitation: Sollicitation) -> None:
    """Close a question: its link opens nothing more. Unanswered and alone, the case no longer awaits anybody."""
    found = held(by, sollicitation.saisine)
    open_ones = Sollicitation.objects.visible_to(by).filter(saisine=found).open().select_for_update()
    asked = open_ones.filter(pk=sollicitation.pk).first()
    if asked is None:
        raise ValidationError(MORE)
    asked.closed_at = clock.now()
    asked.save(update_fields=["closed_at"])
    trace(by, found, "mediature.ask")
    tell(by=by, saisine=found, fait=Fait.MESSAGE, words=f"Question close au service {asked.service_name}"[:500])
    if asked.answered_at is None:
        no_longer_awaits(by, found, Etat.SOLLICITER_ADMINISTRATION)


@transaction.atomic
def share(*, by: Actor, reponse: Reponse) -> None:
    """Let the person read an answer and what was joined to it, which cannot be taken back."""
    found = held(by, reponse.saisine)
    given: Reponse = Reponse.objects.visible_to(by).select_for_update().get(pk=reponse.pk)
    if given.visibility == Visibilite.REQUERANT:
        return
    given.visibility = Visibilite.REQUERANT
    given.save(update_fields=["visibility"])
    Piece.objects.filter(pk__in=given.confiees.values("piece")).update(visibility=Visibilite.REQUERANT)
    trace(by, found, "mediature.share")
    words = f"Réponse du service {given.sollicitation.service_name} transmise"[:500]
    tell(by=by, saisine=found, fait=Fait.MESSAGE, words=words, visibility=Visibilite.REQUERANT)
    tell_shared(by, found)


def no_longer_awaits(by: Actor, saisine: Saisine, to: Etat) -> None:
    """Move a case on once no service owes it an answer; one that the office moved meanwhile stays where it is."""
    if saisine.etat == Etat.ATTENTE_ADMINISTRATION and not saisine.sollicitations.awaited().exists():
        move_on(by, saisine, to)


def move_on(by: Actor, saisine: Saisine, to: Etat, *, extra: tuple[str, ...] | list[str] = ()) -> None:
    """Write where a held case stands now, with ``extra`` columns; what does not change is not told."""
    changes = saisine.etat != to
    saisine.etat = to
    keep(by, saisine, ["etat", *extra], verb="mediature.move")
    if changes:
        tell(by=by, saisine=saisine, fait=Fait.ETAT, words=to.label, visibility=Visibilite.REQUERANT)
