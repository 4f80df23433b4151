"""What leaves an office as a sheet, written in the journal."""

from collections.abc import Mapping
from typing import Final

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.kernel.sheets import written
from parvis.products.mediature.models.saisine import SaisineQuerySet
from parvis.products.mediature.queries.carte import Carte, svg_of
from parvis.products.mediature.queries.exports import cases_sheet, figures_sheets
from parvis.products.mediature.queries.statistiques import Statistiques

KINDS: Final = ("ods", "xlsx", "csv")
MAP: Final = "svg"
CASES: Final = ("mediature.saisines.dossier", "mediature.saisines.contact")


def export_cases(
    *, by: Actor, found: SaisineQuerySet, offices: Mapping[int, str], kind: str, names: bool
) -> tuple[bytes, str]:
    """The cases found, and the media type of the file; each office sees in its journal how many of its own left."""
    answer = written([cases_sheet(found, offices, names=names)], kind)
    for office in offices:
        if count := found.filter(organisation=office).count():
            record(by=by, verb="mediature.export", categories=CASES, organisation=office, count=count)
    return answer


def export_figures(*, by: Actor, told: Statistiques, office: int, kind: str) -> tuple[bytes, str]:
    """The tables of an office, and the media type of the file."""
    record(by=by, verb="mediature.figures", organisation=office)
    return written(figures_sheets(told), kind)


def export_map(*, by: Actor, shown: Carte, office: int, heading: str) -> bytes:
    """The map of an office, as a picture under its heading."""
    record(by=by, verb="mediature.figures", organisation=office)
    return svg_of(shown, heading).encode()
