"""The sheets of the register of processings: article 30(1) for a controller, 30(2) for a processor."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from parvis.core.privacy.models import RegisterEdition
from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.core.privacy.queries.sheet import ActivitySheet, PersonSheet, ProcessorSheet, Sheet
from parvis.kernel.declarations.privacy import EEA, Role, Service, services

CONTROLLER, PROCESSOR = "responsable", "sous-traitant"
ROLES = {
    CONTROLLER: "Fiches de responsable de traitement (article 30-1)",
    PROCESSOR: "Fiches de sous-traitant (article 30-2)",
}


@dataclass(frozen=True)
class ProcessingSheet:
    """One processing, heading by heading, in the words of its policy."""

    key: str
    role: str
    service: str
    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def document(self) -> dict[str, Any]:
        """The sheet for a program, and for the edition that keeps it."""
        rows = [[heading, list(lines)] for heading, lines in self.rows]
        return {"key": self.key, "role": self.role, "service": self.service, "title": self.title, "rows": rows}

    @classmethod
    def read(cls, document: dict[str, Any]) -> "ProcessingSheet":
        """The sheet that an edition kept."""
        rows = tuple((heading, tuple(lines)) for heading, lines in document["rows"])
        return cls(document["key"], document["role"], document["service"], document["title"], rows)


def processing_sheets() -> list[ProcessingSheet]:
    """Every processing, as declared now."""
    return [
        _sheet(service, sheet, activity)
        for service in ordered_services()
        for sheet in [sheet_of(service)]
        for activity in sheet.activities
    ]


def digest_of(sheets: list[ProcessingSheet]) -> str:
    """What tells two editions apart."""
    return hashlib.sha256(json.dumps([each.document for each in sheets], ensure_ascii=False).encode()).hexdigest()


def last_edition() -> RegisterEdition | None:
    """The last edition kept."""
    return RegisterEdition.objects.order_by("-number").first()


def sheets_of(edition: RegisterEdition) -> list[ProcessingSheet]:
    """The sheets as they were."""
    return [ProcessingSheet.read(document) for document in edition.content]


def _sheet(service: Service, sheet: Sheet, activity: ActivitySheet) -> ProcessingSheet:
    processes = activity.role_key == Role.PROCESSOR.value
    rows = _as_processor(sheet, activity) if processes else _as_controller(sheet, activity)
    kept = tuple((heading, tuple(line for line in lines if line)) for heading, lines in rows)
    return ProcessingSheet(activity.key, PROCESSOR if processes else CONTROLLER, service.title, activity.title, kept)


def _as_controller(sheet: Sheet, activity: ActivitySheet) -> list[tuple[str, list[str]]]:
    """Article 30(1): a to g, in order."""
    return [
        ("Responsable de traitement", [_person(one) for one in activity.controllers]),
        ("Contact", [_person(sheet.contact)]),
        ("Délégué à la protection des données", [_person(sheet.officer)] if sheet.officer else ["non déclaré"]),
        ("Finalités", [purpose.words for purpose in activity.purposes]),
        ("Bases légales", list(dict.fromkeys(basis.words for each in activity.purposes for basis in each.bases))),
        ("Personnes concernées", list(dict.fromkeys(each.subjects for each in activity.categories))),
        ("Données", [f"{each.label} : {', '.join(each.data)}" for each in activity.categories]),
        ("Destinataires", [_recipients(activity), *(f"Sous-traitant : {one}" for one in activity.processors)]),
        ("Transferts hors de l’Union européenne", _transfers(sheet, activity)),
        ("Durées de conservation", [f"{each.label} : {each.keep}, puis {each.ending}" for each in activity.categories]),
        ("Mesures de sécurité", [measure.words for measure in sheet.measures]),
    ]


def _as_processor(sheet: Sheet, activity: ActivitySheet) -> list[tuple[str, list[str]]]:
    """Article 30(2): a to d, in order."""
    return [
        ("Sous-traitant", [activity.operator, *(one.name for one in _processors(sheet, activity))]),
        ("Pour le compte de", [_person(one) for one in activity.controllers]),
        ("Délégué à la protection des données", [_person(sheet.officer)] if sheet.officer else ["non déclaré"]),
        ("Traitements effectués", [purpose.words for purpose in activity.purposes]),
        ("Données", [f"{each.label} : {', '.join(each.data)}" for each in activity.categories]),
        ("Transferts hors de l’Union européenne", _transfers(sheet, activity)),
        ("Mesures de sécurité", [measure.words for measure in sheet.measures]),
    ]


def _person(one: PersonSheet) -> str:
    return ", ".join(filter(None, [one.name, one.represented_by, one.email, one.address, one.note]))


def _recipients(activity: ActivitySheet) -> str:
    return " ; ".join(dict.fromkeys(one.who for one in (*activity.recipients, *activity.feeds))) or "aucun"


def _processors(sheet: Sheet, activity: ActivitySheet) -> list[ProcessorSheet]:
    return [one for one in sheet.processors if one.name in activity.processors]


def _transfers(sheet: Sheet, activity: ActivitySheet) -> list[str]:
    service = services.get(sheet.service)
    declared = [*service.processors, *(one for each in service.activities for one in each.processors)]
    outside = {one.name for one in declared if any(code not in EEA for code in one.countries)}
    found = [f"{one.name}, {one.where} : {one.ground}" for one in _processors(sheet, activity) if one.name in outside]
    return found or ["aucun"]
