"""Who a place is: identifier, source, pivot, name, and what it says of itself."""

import re
from typing import Final

from django.core.exceptions import ValidationError

from parvis.kernel.french.rna import clean_rna
from parvis.kernel.french.siret import clean_siret
from parvis.products.data_inclusion.actions.mapping.cells import BLANKS, Cells
from parvis.products.data_inclusion.actions.mapping.language import Config
from parvis.products.data_inclusion.actions.mapping.outcome import Report
from parvis.products.data_inclusion.validators import Refusal

NO_PIVOT: Final = "0" * 14
RESUME_LENGTH: Final = 280
# Services that producers have given as places.
NOT_A_PLACE: Final = frozenset({"ordinateur", "wifi"})
_JOINTS: Final = re.compile("[\\s\u00a0\ufeff.-]")
_LINES: Final = re.compile("[\r\n\\\\]")
_RNA: Final = re.compile("W[0-9A-Z]{9}")
SIREN_LENGTH: Final = 9


def read_source(config: Config, cells: Cells, name: str) -> str:
    """The name of the source: that of the row, when it has its own."""
    return config.place("source").text(cells) or name


def read_id(config: Config, cells: Cells, source: str, index: int) -> str:
    """``source_id`` without blanks; without a column for it, the rank of the row in the source."""
    own = str(index)
    if "id" in config.places:
        own = config.place("id").text(cells)
        if not BLANKS.sub("", own):
            raise Refusal("id : absent", "Donner à chaque lieu un identifiant stable, propre à la source.")
    return BLANKS.sub("-", f"{source}_{own}")


def read_nom(config: Config, cells: Cells) -> str:
    """The name of the place."""
    nom = config.place("nom").text(cells).strip()
    if not nom:
        raise Refusal("nom : absent", "Donner le nom du lieu.")
    if nom.lower() in NOT_A_PLACE:
        raise Refusal("nom : celui d'un service, non d'un lieu", "Donner le nom du lieu où ce service est rendu.")
    return nom


def read_pivot(config: Config, cells: Cells, report: Report) -> str:
    """The SIRET or RNA of the place, checked, or else fourteen zeros as the national schema wants."""
    pivot = _JOINTS.sub("", config.place("pivot").text(cells))
    if not pivot or not pivot.strip("0"):
        return NO_PIVOT
    try:
        return clean_rna(pivot) if _RNA.fullmatch(pivot) else clean_siret(pivot)
    except ValidationError:
        siren = len(pivot) == SIREN_LENGTH
        what = "un SIREN ne désigne pas un établissement" if siren else "ni SIRET ni RNA valable"
        report.corrected("pivot", f"{what}, laissé de côté")
        return NO_PIVOT


def read_presentation(config: Config, cells: Cells) -> tuple[str, str]:
    """The summary and the description; a summary that is too long for one is the description."""
    resume = _LINES.sub("", config.place("presentation_resume").text(cells))
    detail = _LINES.sub("", config.place("presentation_detail").text(cells))
    return ("", resume) if not detail and len(resume) > RESUME_LENGTH else (resume, detail)
