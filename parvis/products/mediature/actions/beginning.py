"""A mail saved as a file, from which a saisine is registered: kept sealed until then, and one night at most."""

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.timezone import localdate

from parvis.core.documents.actions.keeping import destroy, store
from parvis.core.documents.models import Document
from parvis.core.documents.queries.contents import content_of
from parvis.core.messaging.queries.reading import read
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.scope import Reach, within
from parvis.products.mediature.actions.drafting import DEPOSIT, DOOR
from parvis.products.mediature.enums import Canal

MAIL_SALT = "mediature.register.mail"
GONE = "Le courriel n’est plus là : choisissez-le de nouveau, en haut de la page."


@transaction.atomic
def begun_by_mail(*, by: Actor, file: File) -> dict[str, Any]:
    """What the page of a new saisine says already, read in the mail; raise ``ValidationError`` when it is not one."""
    said = read(b"".join(file.chunks()))
    if said.unreadable or not said.sender:
        raise ValidationError("Ce fichier n’est pas un courriel enregistré (.eml) : choisissez-en un autre.")
    document = store(by=by, file=file, name="courriel.eml", door=DOOR)
    # Whatever becomes of the page, the night that follows destroys it.
    Document.objects.filter(pk=document.pk).update(released_on=clock.now())
    first, _, last = said.sender_name.partition(" ")
    on = localdate(said.written_at) if said.written_at else clock.today()
    return {
        "courriel": signing.dumps(str(document.pk), salt=MAIL_SALT),
        "canal": Canal.COURRIEL,
        "received_on": min(on, clock.today()),
        "first_name": first[:100],
        "last_name": last[:100],
        "email": said.sender,
        "facts": said.text[:20_000],
    }


def mail_kept(by: Actor, document: str) -> bytes:
    """The mail that began the page."""
    return b"".join(content_of(_found(by, document)))


def forget_mail(*, by: Actor, document: str) -> None:
    """Destroy the copy: the case has it now."""
    found = _found(by, document)
    # Destroyed, it belongs to nobody any more: this reaches past whoever deposited it.
    with within(DEPOSIT, reach=Reach.EVERYTHING):
        destroy(by=by, document=found)


def _found(by: Actor, document: str) -> Document:
    found: Document | None = Document.objects.visible_to(by).filter(pk=document, destroyed_on=None).first()
    if found is None:
        raise ValidationError(GONE)
    return found
