"""The services that an office writes to: inscribed, corrected, archived and taken back."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import ServiceInterne
from parvis.products.mediature.policies import fonction_in


@dataclass(frozen=True)
class Coordonnees:
    """How a service is called and reached."""

    name: str
    email: str
    phone: str = ""


@transaction.atomic
def inscribe(*, by: Actor, organisation: int, told: Coordonnees) -> ServiceInterne:
    """Add a service to the directory of an office."""
    service = ServiceInterne(organisation_id=organisation)
    return _write(by, service, told)


@transaction.atomic
def correct(*, by: Actor, service: ServiceInterne, told: Coordonnees) -> ServiceInterne:
    """Change how a service is called or reached; past questions keep the name that it had."""
    found = ServiceInterne.objects.visible_to(by).select_for_update(of=("self",)).get(pk=service.pk)
    return _write(by, found, told)


@transaction.atomic
def archive(*, by: Actor, service: ServiceInterne, archived: bool) -> None:
    """Ask nothing more of a service, or take it back."""
    found = ServiceInterne.objects.visible_to(by).select_for_update(of=("self",)).get(pk=service.pk)
    if not archived:
        _only(found, found.name)
    found.archived_on = clock.today() if archived else None
    found.save(update_fields=["archived_on"])
    _record(by, found)


def _write(by: Actor, service: ServiceInterne, told: Coordonnees) -> ServiceInterne:
    if fonction_in(by, service.organisation_id) is None:
        raise PermissionDenied
    service.name, service.email, service.phone = told.name.strip(), told.email.strip(), told.phone.strip()
    _only(service, service.name)
    service.full_clean(exclude=["organisation"], validate_constraints=False)
    service.save()
    _record(by, service)
    return service


def _only(service: ServiceInterne, name: str) -> None:
    others = ServiceInterne.objects.asked().filter(organisation=service.organisation_id, name=name)
    if others.exclude(pk=service.pk).exists():
        raise ValidationError({"name": "Un service de l’annuaire porte déjà ce nom."})


def _record(by: Actor, service: ServiceInterne) -> None:
    record(
        by=by,
        verb="mediature.directory",
        categories=["mediature.echanges.annuaire"],
        organisation=service.organisation_id,
        object_key=f"mediature.ServiceInterne:{service.pk}",
    )
