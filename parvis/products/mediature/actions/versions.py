"""A document of a case takes a more recent file; the former one stays, with who gave it and when."""

from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.documents.actions.keeping import store
from parvis.core.documents.models import Document
from parvis.core.documents.queries.refusals import refuse
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.actions.answering import PIECES
from parvis.products.mediature.actions.drafting import DOOR, LARGEST, deposit
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import ENDED, held, trace
from parvis.products.mediature.enums import Fait, Visibilite
from parvis.products.mediature.models import Piece, Saisine, Version
from parvis.products.mediature.queries.access import LABEL
from parvis.products.mediature.queries.versions import why_it_stays

CHANGED: Final = "Quelqu’un a remplacé ce document pendant que vous le lisiez : relisez-le, puis recommencez."
GIVEN: Final = "La personne a donné ce document : elle continue de le lire."
NOT_YOURS: Final = "Le bureau du médiateur a ajouté ce document : il ne se remplace pas d’ici."


@transaction.atomic
def replace(
    *, by: Actor, saisine: Saisine, piece: Piece, file: File, label: str, visibility: Visibilite, version: int
) -> Piece:
    """Put a more recent file in place of the one that was read as ``version``; the office may name it otherwise."""
    case = held(by, saisine)
    found = _held(by, case, piece, version)
    if visibility is Visibilite.MEDIATEUR and by.identifier != str(case.mediateur_id):
        raise PermissionDenied
    if found.given_by == LABEL and visibility is not Visibilite.REQUERANT:
        raise ValidationError({"visibility": GIVEN})
    refuse(file, LARGEST)
    document = store(by=by, file=file, organisation=case.organisation_id, door=DOOR)
    return _replaced(by, case, found, document, by.key, label.strip() or found.label, visibility)


@transaction.atomic
def replace_own(*, by: Actor, saisine: Saisine, piece: Piece, file: File, version: int) -> Piece:
    """Put a more recent file in place of one that the person gave, while their case is open."""
    if by.kind is not ActorKind.CITIZEN:
        raise PermissionDenied
    cases = Saisine.objects.visible_to(by).select_for_update(of=("self",))
    case: Saisine = cases.get(pk=saisine.pk)
    found = _held(by, case, piece, version)
    if found.given_by != LABEL:
        raise ValidationError(NOT_YOURS)
    files = case.pieces.count() + Version.objects.visible_to(by).filter(saisine=case).count()
    if files >= PIECES:
        raise ValidationError(f"Ce dossier a déjà {PIECES} fichiers : apportez les autres au bureau du médiateur.")
    document = deposit(file, case.organisation_id)
    case.last_exchange_at = clock.now()
    case.save(update_fields=["last_exchange_at"])
    return _replaced(by, case, found, document, by.label, document.name, Visibilite.REQUERANT)


def _held(by: Actor, saisine: Saisine, piece: Piece, version: int) -> Piece:
    if saisine.ended:
        raise ValidationError(ENDED if by.signed_in else "Cette saisine est terminée : elle ne change plus.")
    found: Piece = Piece.objects.visible_to(by).select_for_update(of=("self",)).get(pk=piece.pk, saisine=saisine)
    if found.version != version:
        raise ValidationError(CHANGED, code="changed")
    if why := why_it_stays(saisine, found):
        raise ValidationError(why)
    return found


def _replaced(
    by: Actor, saisine: Saisine, piece: Piece, document: Document, giver: str, label: str, visibility: Visibilite
) -> Piece:
    Version.objects.create(
        saisine=saisine,
        piece=piece,
        document_id=piece.document_id,
        rank=piece.version,
        **{name: getattr(piece, name) for name in ("label", "given_by", "given_at", "visibility")},
    )
    piece.document_id, piece.label, piece.visibility = document.pk, label[:200], visibility
    piece.given_by, piece.given_at, piece.version = giver, clock.now(), piece.version + 1
    piece.save(update_fields=["document", "label", "visibility", "given_by", "given_at", "version"])
    trace(by, saisine, "mediature.replace")
    whose = "par le bureau" if by.signed_in else "par le requérant"
    words = f"Document remplacé {whose} : {piece.label}, version {piece.version}"
    tell(by=by, saisine=saisine, fait=Fait.PIECE, words=words, visibility=visibility)
    return piece
