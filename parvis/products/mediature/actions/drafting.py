"""A saisine being written: kept at each step, without account; its code opens it again."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.documents.actions.keeping import destroy, store
from parvis.core.documents.models import Document
from parvis.core.documents.queries.received import received
from parvis.core.documents.queries.refusals import refuse
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.scope import open_scope
from parvis.products.mediature.models import Brouillon, Collectivite, Piece

PIECES: Final = 10
LARGEST: Final = 25_000_000
CATEGORY: Final = "mediature.saisines.brouillons"
# The file belongs to the office from the start, and whoever deposits it belongs to no office.
DEPOSIT: Final = system("mediature.deposit")
# Not everybody of the organisation is of the office: a file is served with its case, and nowhere else.
DOOR: Final = "mediature"


@transaction.atomic
def begin(*, by: Actor, collectivite: Collectivite, answers: dict[str, Any]) -> Brouillon:
    """A draft for this authority, which only ``by``, who has its code, opens again."""
    draft: Brouillon = Brouillon.objects.create(access=by.identifier, collectivite=collectivite, answers=answers)
    _record(by, "mediature.draft", draft)
    return draft


@transaction.atomic
def save_answers(*, by: Actor, brouillon: Brouillon, answers: dict[str, Any]) -> None:
    """Keep the answers of a step beside those of the others."""
    held = _held(by, brouillon)
    held.answers = brouillon.answers = {**held.answers, **answers}
    held.saved_at = brouillon.saved_at = clock.now()
    held.save(update_fields=["answers", "saved_at"])
    _record(by, "mediature.draft", held)


@transaction.atomic
def attach(*, by: Actor, brouillon: Brouillon, file: File) -> Piece:
    """Keep a file with the draft; the antivirus looks at it before anybody opens it."""
    held = _held(by, brouillon)
    if held.pieces.count() >= PIECES:
        raise ValidationError(f"Vous avez déjà joint {PIECES} documents : retirez-en un, ou apportez-les au bureau.")
    document = deposit(file, held.collectivite.organisation_id)
    piece = Piece(brouillon=held, document_id=document.pk, label=document.name[:200], given_by=by.label)
    piece.save(force_insert=True)
    _record(by, "mediature.attach", held)
    return piece


@transaction.atomic
def attach_sent(*, by: Actor, brouillon: Brouillon) -> None:
    """Join the files that were sent whole and that nobody joined: whoever sends the draft gave them."""
    for file in received(by, brouillon.key):
        attach(by=by, brouillon=brouillon, file=file)


@transaction.atomic
def detach(*, by: Actor, brouillon: Brouillon, piece: int) -> None:
    """Take a file out of a draft, and destroy it at once."""
    held = _held(by, brouillon)
    found = held.pieces.filter(pk=piece).first()
    if found is None:
        return
    with open_scope(DEPOSIT, organisations=[held.collectivite.organisation_id]):
        destroy(by=DEPOSIT, document=found.document)
    found.delete()
    _record(by, "mediature.detach", held)


def deposit(file: File, organisation: int) -> Document:
    """Keep a file for the office of a mediator, which alone will open it, with whoever gave it."""
    refuse(file, LARGEST)
    with open_scope(DEPOSIT, organisations=[organisation]):
        return store(by=DEPOSIT, file=file, organisation=organisation, door=DOOR)


def _held(by: Actor, brouillon: Brouillon) -> Brouillon:
    drafts = Brouillon.objects.visible_to(by).select_for_update(of=("self",)).select_related("collectivite")
    held: Brouillon = drafts.get(pk=brouillon.pk)
    return held


def _record(by: Actor, verb: str, draft: Brouillon) -> None:
    record(by=by, verb=verb, categories=[CATEGORY], object_key=draft.key)
