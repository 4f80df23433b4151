"""What is common to messages that come and go: their files, their line in the case, their line in the journal."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.mail import Attached
from parvis.products.mediature.actions.drafting import deposit
from parvis.products.mediature.models import Jointe, Message, Piece, Saisine

CATEGORY: Final = "mediature.echanges.messages"


def enclose(message: Message, files: Iterable[File], *, given_by: str) -> list[Piece]:
    """File what comes with a message: each becomes a document of the case, seen by who sees the message."""
    pieces = []
    for file in files:
        document = deposit(file, message.saisine.organisation_id)
        piece = Piece(
            saisine=message.saisine,
            document_id=document.pk,
            label=document.name[:200],
            given_by=given_by[:120],
            visibility=message.visibility,
        )
        piece.save(force_insert=True)
        Jointe(message=message, piece=piece, came=True).save(force_insert=True)
        pieces.append(piece)
    return pieces


def enclose_attached(message: Message, attached: Iterable[Attached], *, given_by: str) -> list[str]:
    """File what came with a mail; answer the names of what could not be kept."""
    refused = []
    for each in attached:
        try:
            with transaction.atomic():
                enclose(message, [ContentFile(each.content, name=each.name)], given_by=given_by)
        except ValidationError:
            refused.append(each.name)
    return refused


def exchanged(saisine: Saisine, at: datetime | None = None) -> None:
    """Say that the two sides were in touch then, or now; whoever is reading the case may still act on it."""
    saisine.last_exchange_at = max(saisine.last_exchange_at, at or clock.now())
    saisine.save(update_fields=["last_exchange_at"])


def trace(by: Actor, message: Message, verb: str) -> None:
    """A line of the journal about a message."""
    saisine = message.saisine
    record(
        by=by,
        verb=verb,
        categories=[CATEGORY],
        subjects=[f"mediature.Requerant:{saisine.requerant_id}"],
        organisation=saisine.organisation_id,
        object_key=saisine.key,
    )
