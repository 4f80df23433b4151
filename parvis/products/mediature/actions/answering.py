"""What the person does of a saisine that is sent: add documents."""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.drafting import deposit
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.enums import Fait, Visibilite
from parvis.products.mediature.models import Piece, Saisine

PIECES: Final = 50
CATEGORY: Final = "mediature.documents.documents"


@transaction.atomic
def give(*, by: Actor, saisine: Saisine, file: File) -> Piece:
    """Add a file to an open case, which tells it in its timeline."""
    found: Saisine = Saisine.objects.visible_to(by).select_for_update(of=("self",)).get(pk=saisine.pk)
    if found.ended:
        raise ValidationError("Cette saisine est terminée : elle ne prend plus de document. Écrivez au médiateur.")
    if found.pieces.count() >= PIECES:
        raise ValidationError(f"Ce dossier a déjà {PIECES} documents : apportez les autres au bureau du médiateur.")
    document = deposit(file, found.organisation_id)
    piece = Piece(saisine=found, document_id=document.pk, label=document.name[:200], given_by=by.label)
    piece.save(force_insert=True)
    found.last_exchange_at = clock.now()
    found.save(update_fields=["last_exchange_at"])
    record(
        by=by,
        verb="mediature.attach",
        categories=[CATEGORY],
        subjects=[f"mediature.Requerant:{found.requerant_id}"],
        organisation=found.organisation_id,
        object_key=found.key,
    )
    words = f"Document ajouté par le requérant : {piece.label}"
    tell(by=by, saisine=found, fait=Fait.PIECE, words=words, visibility=Visibilite.REQUERANT)
    return piece
