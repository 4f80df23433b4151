"""The annual report: written, finalised with its numbers and files, sent on, published if the office chooses."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from parvis.core.documents.actions.keeping import store
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.drafting import DOOR
from parvis.products.mediature.enums import DECIDE, Destinataire
from parvis.products.mediature.models import Collectivite, Rapport, Transmission
from parvis.products.mediature.models.rapport import SECTIONS
from parvis.products.mediature.policies import fonction_in
from parvis.products.mediature.queries.rapport import contenu, numbers_of
from parvis.products.mediature.queries.rapport_odt import odt_of
from parvis.products.mediature.queries.rapport_pdf import pdf_of

CHANGED = "Quelqu’un a changé ce rapport pendant que vous l’écriviez : relisez-le, puis recommencez."
FROZEN = "Ce rapport est arrêté : il ne change plus."


@transaction.atomic
def begin_report(*, by: Actor, organisation: int, year: int) -> Rapport:
    """The report of a year, begun if it was not."""
    if fonction_in(by, organisation) is None:
        raise PermissionDenied
    if not clock.today().year - 10 <= year <= clock.today().year:
        raise ValidationError({"year": "Choisissez une année de la liste."})
    report, made = Rapport.objects.get_or_create(organisation_id=organisation, year=year)
    if made:
        _record(by, report, "mediature.report")
    return report


@transaction.atomic
def write_sections(*, by: Actor, rapport: Rapport, words: Mapping[str, str], version: int) -> None:
    """Keep what the mediator writes."""
    held = _held(by, rapport)
    _check_open(held)
    _check_read(held, version)
    for name in SECTIONS:
        setattr(held, name, words.get(name, "").strip())
    held.version += 1
    held.save(update_fields=[*SECTIONS, "version"])
    _record(by, held, "mediature.report")


@transaction.atomic
def finalise(*, by: Actor, rapport: Rapport, version: int) -> None:
    """Freeze the report of a year that is over: its numbers, and its two files, sealed."""
    held = _held(by, rapport)
    _check_decides(by, held)
    _check_open(held)
    _check_read(held, version)
    if held.year >= clock.today().year:
        raise ValidationError("L’année n’est pas finie : ses chiffres changeront encore.")
    office = Collectivite.objects.get(organisation=held.organisation_id)
    held.numbers, held.finalised_at = numbers_of(held.organisation_id, held.year), clock.now()
    content = contenu(held, office)
    name = f"rapport-{held.year}-{office.slug}"
    for kind, made in (("pdf", pdf_of(content)), ("odt", odt_of(content))):
        file = ContentFile(made, name=f"{name}.{kind}")
        setattr(held, kind, store(by=by, file=file, organisation=held.organisation_id, door=DOOR))
    held.version += 1
    held.save(update_fields=["numbers", "finalised_at", "pdf", "odt", "version"])
    _record(by, held, "mediature.finalise")


@transaction.atomic
def note_transmission(*, by: Actor, rapport: Rapport, to: Destinataire, on: date, manner: str) -> Transmission:
    """That the report was sent on: to the council and to the Défenseur des droits, as the law asks."""
    held = _held(by, rapport)
    if held.finalised_at is None:
        raise ValidationError("Arrêtez d’abord le rapport.")
    if on > clock.today() or on < held.finalised_at.astimezone(clock.PARIS).date():
        raise ValidationError({"sent_on": "Donnez une date entre le jour où il fut arrêté et aujourd’hui."})
    made: Transmission = Transmission.objects.create(rapport=held, destinataire=to, sent_on=on, manner=manner.strip())
    _record(by, held, "mediature.transmit")
    return made


@transaction.atomic
def show_report(*, by: Actor, rapport: Rapport, shown: bool) -> None:
    """Put it on the authority's public page, or take it off."""
    held = _held(by, rapport)
    _check_decides(by, held)
    if held.finalised_at is None:
        raise ValidationError("Arrêtez d’abord le rapport.")
    held.published_on = (held.published_on or clock.today()) if shown else None
    held.save(update_fields=["published_on"])
    _record(by, held, "mediature.publish")


def _held(by: Actor, rapport: Rapport) -> Rapport:
    found = Rapport.objects.visible_to(by).select_for_update().get(pk=rapport.pk)
    if fonction_in(by, found.organisation_id) is None:
        raise PermissionDenied
    return found


def _check_open(rapport: Rapport) -> None:
    if rapport.finalised_at is not None:
        raise ValidationError(FROZEN)


def _check_read(rapport: Rapport, version: int) -> None:
    if rapport.version != version:
        raise ValidationError(CHANGED, code="changed")


def _check_decides(by: Actor, rapport: Rapport) -> None:
    if fonction_in(by, rapport.organisation_id) not in DECIDE:
        raise PermissionDenied


def _record(by: Actor, rapport: Rapport, verb: str) -> None:
    record(by=by, verb=verb, organisation=rapport.organisation_id, object_key=f"mediature.Rapport:{rapport.pk}")
