"""A configuration made ready for the rows of its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from parvis.products.data_inclusion.actions.mapping.address import read_address
from parvis.products.data_inclusion.actions.mapping.cells import Cells, flat, names_a_position
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from parvis.products.data_inclusion.actions.mapping.contact import read_emails, read_phone, read_urls
from parvis.products.data_inclusion.actions.mapping.dates import read_date_maj
from parvis.products.data_inclusion.actions.mapping.hours import read_hours
from parvis.products.data_inclusion.actions.mapping.identity import (
    read_id,
    read_nom,
    read_pivot,
    read_presentation,
    read_source,
)
from parvis.products.data_inclusion.actions.mapping.labels import NAME as OTHER_LABELS
from parvis.products.data_inclusion.actions.mapping.labels import read_labels
from parvis.products.data_inclusion.actions.mapping.language import Config, select
from parvis.products.data_inclusion.actions.mapping.location import read_location
from parvis.products.data_inclusion.actions.mapping.outcome import Lieu, MappedLieu, Report
from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError, missing_columns, read_config
from parvis.products.data_inclusion.actions.mapping.typology import typologies_of
from parvis.products.data_inclusion.actions.mapping.vocabulary import CHOICES, NO_PUBLIC
from parvis.products.data_inclusion.validators import Refusal

WIDGET: Final = "<"
PLAIN_CHOICES: Final = tuple(name for name in CHOICES if name not in {"services", "typologie", OTHER_LABELS})


@dataclass(frozen=True)
class Mapping_:  # noqa: N801  « Mapping » is the type of dictionaries
    """What turns the rows of one source into records of the national schema."""

    config: Config
    source: str
    communes: CommuneDirectory
    remarks: tuple[str, ...]
    lists: bool

    def identify(self, row: Mapping[str, Any], index: int) -> str:
        """The identifier of a row, as the national map makes it; Refusal when it has none."""
        cells = flat(row, lists=self.lists)
        return read_id(self.config, cells, read_source(self.config, cells, self.source), index)

    def map_row(self, row: Mapping[str, Any], index: int) -> MappedLieu:
        """The record of a row, ``index`` being its rank from 0 in the source; Refusal says why there is none."""
        report = Report()
        cells = flat(row, lists=self.lists)
        chosen = self._chosen(cells)
        if NO_PUBLIC in chosen["modalites_acces"]:
            raise Refusal("modalites_acces : ce lieu n'accueille pas de public", "Rien à faire : il n'est pas publié.")
        lieu = Lieu(**self._identity(cells, index, report), **self._rest(cells, chosen, report), **chosen)
        if not lieu.services:
            raise Refusal(
                "services : aucun service reconnu", "Compléter les termes de « services » dans la configuration."
            )
        return MappedLieu(lieu, report.lines)

    def _chosen(self, cells: Cells) -> dict[str, tuple[str, ...]]:
        chosen = {name: select(name, self.config.choices.get(name, ()), cells) for name in PLAIN_CHOICES}
        modes = frozenset(chosen["modalites_accompagnement"])
        services = select("services", self.config.choices.get("services", ()), cells, modes)
        return {**chosen, "services": services, OTHER_LABELS: read_labels(self.config, cells)}

    def _identity(self, cells: Cells, index: int, report: Report) -> dict[str, Any]:
        source = read_source(self.config, cells, self.source)
        resume, detail = read_presentation(self.config, cells)
        return {
            "id": read_id(self.config, cells, source, index),
            "nom": read_nom(self.config, cells),
            "source": source,
            "pivot": read_pivot(self.config, cells, report),
            "presentation_resume": resume,
            "presentation_detail": detail,
        }

    def _rest(self, cells: Cells, chosen: dict[str, tuple[str, ...]], report: Report) -> dict[str, Any]:
        place = self.config.place
        address = read_address(self.config, cells, self.communes, report)
        commune = address.resolved.commune if address.resolved else None
        point = read_location(self.config, cells, commune, report)
        links = {
            name: read_urls(name, place(name).text(cells), report)
            for name in ("site_web", "prise_rdv", "fiche_acces_libre")
            if not place(name).text(cells).startswith(WIDGET)
        }
        inferred = typologies_of(place("nom").text(cells), chosen["dispositif_programmes_nationaux"])
        listed = select("typologie", self.config.choices.get("typologie", ()), cells)
        return {
            "adresse": address.adresse,
            "complement_adresse": address.complement_adresse,
            "code_postal": address.code_postal,
            "commune": address.commune,
            "code_insee": address.code_insee,
            "latitude": point.latitude if point else None,
            "longitude": point.longitude if point else None,
            "typologie": tuple(dict.fromkeys((*inferred, *listed))),
            "telephone": read_phone(place("telephone").text(cells), address.code_insee, report),
            "courriels": read_emails(place("courriels").text(cells), report),
            "site_web": links.get("site_web", ()),
            "prise_rdv": next(iter(links.get("prise_rdv", ())), ""),
            "fiche_acces_libre": next(iter(links.get("fiche_acces_libre", ())), ""),
            "horaires": read_hours(self.config, cells, report),
            "date_maj": read_date_maj(place("date_maj").text(cells), report),
        }


def compile_mapping(
    config: Mapping[str, Any],
    *,
    source: str,
    communes: CommuneDirectory,
    columns: Sequence[str] | None = None,
) -> Mapping_:
    """Make a producer's ``config.json`` ready, ``source`` being the source's name as identifiers begin.

    ``columns``, when known (the header of a CSV, the keys of a file of JSON), are checked too.
    ConfigError says, before any line is read, everything that is wrong; ``remarks`` say once what is
    understood and will have no effect.
    """
    understood = read_config(config)
    remarks = [f"« {name} » est sans effet, comme dans l'outil national." for name in understood.ignored]
    if columns is not None:
        errors, absent = missing_columns(understood, columns)
        if errors:
            raise ConfigError(errors)
        remarks += absent
    if "id" not in understood.places:
        remarks.append("Sans « id », l'identifiant d'un lieu est son rang : il change quand une ligne est ajoutée.")
    if not list(understood.place("date_maj").all_columns()) and not understood.place("date_maj").constant:
        remarks.append("Sans « date_maj », les lieux n'ont pas de date de mise à jour.")
    return Mapping_(understood, source, communes, tuple(remarks), names_a_position(understood.columns()))
