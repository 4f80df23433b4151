"""Records already in the national schema: its own column names, lists joined by bars.

They go through the same readers as mapped rows, which hold every constraint of the table schema
(patterns, vocabularies, required fields) and mend what can be mended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from parvis.products.data_inclusion.actions.mapping.assembling import assemble
from parvis.products.data_inclusion.actions.mapping.cells import Cells, flat, squeezed, text_of
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from parvis.products.data_inclusion.actions.mapping.given import given
from parvis.products.data_inclusion.actions.mapping.language import Config, Hours, Place
from parvis.products.data_inclusion.actions.mapping.outcome import Lieu, MappedLieu, Report
from parvis.products.data_inclusion.actions.mapping.reading_config import PLACES, ConfigError
from parvis.products.data_inclusion.actions.mapping.vocabulary import CHOICES
from parvis.products.data_inclusion.validators import Refusal

REQUIRED_COLUMNS: Final = ("id", "nom", "commune", "code_postal", "services")
NATIONAL: Final = Config(
    places={name: Place((name,)) for name in PLACES if name != "semaine_ouverture"}, hours=Hours(osm="horaires")
)
OUTSIDE: Final = "un mot hors du vocabulaire national, laissé de côté"


def check_columns(columns: Sequence[str]) -> None:
    """ConfigError when a file's columns are not those of the national schema."""
    problems = [f"La colonne « {name} » du schéma national manque." for name in REQUIRED_COLUMNS if name not in columns]
    if problems:
        raise ConfigError(problems)


def read_record(row: Mapping[str, Any], communes: CommuneDirectory, source: str) -> MappedLieu:
    """A row of a file in the national schema; ``source`` names those that do not say theirs."""
    cells, report = flat(row, lists=False), Report()
    identifier = squeezed(text_of(cells.get("id"))).replace(" ", "-")
    if not identifier:
        raise Refusal("id : absent", "Donner à chaque lieu un identifiant stable, propre à la source.")
    chosen = {name: _words(name, cells, report) for name in CHOICES}
    identity = identifier, squeezed(text_of(cells.get("source"))) or source
    mapped = assemble(NATIONAL, cells, communes, identity, chosen, report)
    parent = squeezed(text_of(cells.get("structure_parente")))
    return replace(mapped, lieu=replace(_with_code(mapped.lieu, cells, communes, report), structure_parente=parent))


def given_in_record(row: Mapping[str, Any], name: str) -> Any:
    """What a row of such a file says for one of its fields."""
    return given(NATIONAL, flat(row, lists=False), name)


def _with_code(lieu: Lieu, cells: Cells, communes: CommuneDirectory, report: Report) -> Lieu:
    """The place, with the INSEE code of the file when the name of the commune leads to none."""
    given = squeezed(text_of(cells.get("code_insee")))
    known = communes.of_code(given)
    if known and not lieu.code_insee:
        return replace(lieu, code_insee=given, commune=known.name)
    if known and given != lieu.code_insee:
        report.corrected("code_insee", "contredit la commune et le code postal, remplacé")
    return lieu


def _words(name: str, cells: Cells, report: Report) -> tuple[str, ...]:
    value = cells.get(name)
    listed = [text_of(item) for item in value] if isinstance(value, list) else text_of(value).split("|")
    words = dict.fromkeys(word for word in map(squeezed, listed) if word)
    vocabulary = CHOICES[name]
    admitted = tuple(word for word in words if vocabulary is None or word in vocabulary)
    if len(admitted) < len(words):
        report.corrected(name, OUTSIDE)
    return admitted
