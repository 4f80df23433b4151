"""A configuration made ready for the rows of its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from parvis.products.data_inclusion.actions.mapping.assembling import Chosen, assemble
from parvis.products.data_inclusion.actions.mapping.cells import Cells, flat, names_a_position
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from parvis.products.data_inclusion.actions.mapping.given import given
from parvis.products.data_inclusion.actions.mapping.identity import read_id, read_source
from parvis.products.data_inclusion.actions.mapping.labels import NAME as OTHER_LABELS
from parvis.products.data_inclusion.actions.mapping.labels import read_labels
from parvis.products.data_inclusion.actions.mapping.language import Config, select
from parvis.products.data_inclusion.actions.mapping.outcome import MappedLieu, Report
from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError, missing_columns, read_config
from parvis.products.data_inclusion.actions.mapping.typology import typologies_of
from parvis.products.data_inclusion.actions.mapping.vocabulary import CHOICES

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
        return self._identity(flat(row, lists=self.lists), index)[0]

    def map_row(self, row: Mapping[str, Any], index: int) -> MappedLieu:
        """The record of a row, ``index`` being its rank from 0 in the source; Refusal says why there is none."""
        cells = flat(row, lists=self.lists)
        identity = self._identity(cells, index)
        return assemble(self.config, cells, self.communes, identity, self._chosen(cells), Report())

    def given(self, row: Mapping[str, Any], name: str) -> Any:
        """What a row says for a field of the national schema, in its own columns."""
        return given(self.config, flat(row, lists=self.lists), name)

    def _identity(self, cells: Cells, index: int) -> tuple[str, str]:
        source = read_source(self.config, cells, self.source)
        return read_id(self.config, cells, source, index), source

    def _chosen(self, cells: Cells) -> Chosen:
        choices = self.config.choices
        chosen = {name: select(name, choices.get(name, ()), cells) for name in PLAIN_CHOICES}
        modes = frozenset(chosen["modalites_accompagnement"])
        inferred = typologies_of(self.config.place("nom").text(cells), chosen["dispositif_programmes_nationaux"])
        listed = select("typologie", choices.get("typologie", ()), cells)
        return {
            **chosen,
            "services": select("services", choices.get("services", ()), cells, modes),
            "typologie": tuple(dict.fromkeys((*inferred, *listed))),
            OTHER_LABELS: read_labels(self.config, cells),
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
    date_maj = understood.place("date_maj")
    if not list(date_maj.all_columns()) and not date_maj.constant:
        remarks.append("Sans « date_maj », les lieux n'ont pas de date de mise à jour.")
    return Mapping_(understood, source, communes, tuple(remarks), names_a_position(understood.columns()))
