"""What an exceptional access shows of its case: no file, and nothing that is for its mediator alone."""

from typing import Any

from parvis.kernel.actor import Actor
from parvis.products.mediature.models import AccesExceptionnel, Ligne, Message, Note, Piece, Reponse, Saisine
from parvis.products.mediature.models import Sollicitation as Question
from parvis.products.mediature.queries.dossiers import as_told
from parvis.products.mediature.queries.echanges import Echange, in_the_case, with_files


def running(actor: Actor, pk: int) -> AccesExceptionnel | None:
    """The access of this number, while its hour lasts, for whoever asked for it."""
    return AccesExceptionnel.objects.visible_to(actor).running().filter(pk=pk, user=int(actor.identifier)).first()


def case_of(actor: Actor, acces: AccesExceptionnel) -> dict[str, Any]:
    """The case, read in the emergency in force: row security alone opens it, to this person, until the hour ends."""
    found = Saisine.objects.select_related("requerant", "mediateur", "domaine__parent", "tiers")
    saisine = found.get(pk=acces.saisine_id)
    answers: dict[int, list[Reponse]] = {}
    for each in Reponse.objects.filter(saisine=saisine):
        answers.setdefault(each.sollicitation_id, []).append(each)
    exchanged: list[Echange] = with_files(Message.objects.in_thread().filter(saisine=saisine).select_related("author"))
    return {
        "saisine": saisine,
        "pieces": list(in_the_case(Piece.objects.filter(saisine=saisine))),
        "questions": [(each, answers.get(each.pk, [])) for each in Question.objects.filter(saisine=saisine)],
        "exchanged": exchanged,
        "notes": list(Note.objects.filter(saisine=saisine).select_related("author")),
        "told": as_told(actor, Ligne.objects.filter(saisine=saisine)),
    }
