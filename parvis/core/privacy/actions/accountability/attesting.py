"""Write down the document that shows a measure held by people."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.privacy.models import Attestation
from parvis.core.privacy.queries.accountability.measures import digest_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.privacy import SecurityMeasure, Service


@dataclass(frozen=True)
class Document:
    """Where it is kept, of which day it is, until when it counts."""

    reference: str
    dated_on: date
    valid_until: date


@transaction.atomic
def attest(*, by: Actor, service: Service, measure: SecurityMeasure, document: Document) -> Attestation:
    """Record the document of a measure that no control of the software holds."""
    if by.kind is not ActorKind.SYSTEM and not by.platform_administrator:
        raise PermissionError("Documents are for whoever answers for the platform")
    if measure.control:
        raise ValidationError("Un contrôle du logiciel tient déjà cette mesure : aucun document n’est à inscrire.")
    if document.dated_on > clock.today():
        raise ValidationError({"dated_on": "Donnez une date passée ou celle d’aujourd’hui."})
    if document.valid_until < document.dated_on:
        raise ValidationError({"valid_until": "Le document finit avant de commencer : corrigez l’une des deux dates."})
    made = Attestation.objects.create(
        service=service.key,
        measure=digest_of(measure),
        reference=document.reference,
        dated_on=document.dated_on,
        valid_until=document.valid_until,
    )
    record(by=by, verb="privacy.measure.attested", object_key=f"privacy.Attestation:{made.pk}")
    return made
