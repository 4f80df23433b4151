"""What becomes of a row: a record of the national schema, and what was mended on the way."""

from dataclasses import asdict, dataclass, field
from typing import Any

LISTS = (
    "typologie", "courriels", "site_web", "itinerance", "services", "publics_specifiquement_adresses",
    "prise_en_charge_specifique", "frais_a_charge", "dispositif_programmes_nationaux", "formations_labels",
    "autres_formations_labels", "modalites_acces", "modalites_accompagnement",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Lieu:
    """A « lieu de médiation numérique », field for field; an absent text is empty, an absent number ``None``."""

    id: str
    pivot: str
    nom: str
    commune: str
    code_postal: str
    code_insee: str = ""
    adresse: str = ""
    complement_adresse: str = ""
    latitude: float | None = None
    longitude: float | None = None
    typologie: tuple[str, ...] = ()
    telephone: str = ""
    courriels: tuple[str, ...] = ()
    site_web: tuple[str, ...] = ()
    horaires: str = ""
    presentation_resume: str = ""
    presentation_detail: str = ""
    source: str = ""
    itinerance: tuple[str, ...] = ()
    structure_parente: str = ""
    date_maj: str = ""
    services: tuple[str, ...] = ()
    publics_specifiquement_adresses: tuple[str, ...] = ()
    prise_en_charge_specifique: tuple[str, ...] = ()
    frais_a_charge: tuple[str, ...] = ()
    dispositif_programmes_nationaux: tuple[str, ...] = ()
    formations_labels: tuple[str, ...] = ()
    autres_formations_labels: tuple[str, ...] = ()
    modalites_acces: tuple[str, ...] = ()
    modalites_accompagnement: tuple[str, ...] = ()
    fiche_acces_libre: str = ""
    prise_rdv: str = ""

    def as_record(self) -> dict[str, Any]:
        """The record as files of the national schema hold it: lists joined by bars, no empty field."""
        joined = {name: "|".join(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        return {name: value for name, value in joined.items() if value not in ("", None)}


@dataclass
class Report:
    """What was mended in a row, in the order in which it was: « champ : quoi », never a value."""

    lines: list[str] = field(default_factory=list)

    def corrected(self, name: str, what: str) -> None:
        """Say what was done to a field."""
        self.notes(f"{name} : {what}")

    def notes(self, line: str) -> None:
        """Say it, once."""
        if line not in self.lines:
            self.lines.append(line)


@dataclass(frozen=True)
class MappedLieu:
    """A row in the words of the national schema, and what was mended on the way."""

    lieu: Lieu
    corrections: list[str]
