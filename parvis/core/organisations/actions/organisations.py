"""Bringing a legal body onto the platform."""

from django.db import transaction

from parvis.core.journal.actions import record
from parvis.core.organisations.enums import Kind
from parvis.core.organisations.models import Organisation
from parvis.kernel.actor import Actor


@transaction.atomic
def create_organisation(
    *, by: Actor, name: str, kind: str = Kind.AUTRE, siret: str = "", rna: str = "", **place: str
) -> Organisation:
    """Create an organisation; ValidationError tells what to correct. ``place``: ``code_insee``, ``address``."""
    organisation = Organisation(name=name, kind=kind, siret=siret or None, rna=rna or None, **place)
    organisation.full_clean()
    organisation.save()
    record(by=by, verb="organisation.create", organisation=organisation.pk, object_key=organisation.key)
    return organisation
