"""The answers of the API, written once: a page of results is texts put end to end."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from data_inclusion.schema.v1 import Public, Thematique
from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1 import Structure as StructureSchema
from data_inclusion.schema.v1.score_qualite import CRITERES, date_maj_recente

from parvis.core.geography.models import Departement
from parvis.kernel.french.folding import fold
from parvis.kernel.french.insee import departement_of
from parvis.products.data_inclusion.models import StagedService, StagedStructure

LASTING_CRITERIA: Final = tuple(criterion for criterion in CRITERES if criterion is not date_maj_recente)
# Sources whose dates say nothing of the freshness of what they describe.
AGELESS: Final = frozenset({"agefiph", "france-travail"})
_DATES: Final = frozenset({"source", "date_maj"})
_NUMBERS: Final = frozenset({"longitude", "latitude", "volume_horaire_hebdomadaire", "nombre_semaines"})
_LISTS: Final = frozenset(
    {
        "reseaux_porteurs", "thematiques", "publics", "modes_accueil", "zone_eligibilite", "modes_mobilisation",
        "mobilisable_par",
    }
)  # fmt: skip


def territories() -> dict[str, str]:
    """The région of each département."""
    return {departement: region or "" for departement, region in Departement.objects.values_list("pk", "region_id")}


@dataclass(frozen=True)
class Preparation:
    """What preparing needs to know of the territory, read once for an import."""

    regions: dict[str, str]

    def structure(self, structure: StructureSchema, *, record_hash: str, run: int) -> StagedStructure:
        """The row of a valid structure, with its answer."""
        return StagedStructure(
            **self._shared(structure, record_hash, run),
            search_key=fold(f"{structure.nom} {structure.commune or ''}"),
        )

    def service(self, service: ServiceSchema, *, record_hash: str, run: int, line: int) -> StagedService:
        """The row of a valid service, with its answer and the part of its quality that does not age."""
        scores = [criterion(service) for criterion in LASTING_CRITERIA]
        applicable = [round(score, 2) for score in scores if score is not None]
        return StagedService(
            **self._shared(service, record_hash, run),
            labels=labels(service.thematiques),
            publics_labels=f"{labels(service.publics)} {service.publics_precisions or ''}".strip(),
            quality=sum(applicable),
            criteria=len(applicable),
            ages=service.source not in AGELESS,
            line=line,
        )

    def _shared(self, record: StructureSchema | ServiceSchema, record_hash: str, run: int) -> dict[str, Any]:
        wire = wire_form(record)
        departement = departement_of(record.code_insee) if record.code_insee else ""
        return {
            **{name: _stored(name, value) for name, value in wire.items() if name not in _DATES},
            "source_id": record.source,
            "date_maj": record.date_maj,
            "code_departement": departement,
            "code_region": self.regions.get(departement, ""),
            "record_hash": record_hash,
            "document": compact(wire)[:-1],
            "run_id": run,
        }


def wire_form(record: StructureSchema | ServiceSchema) -> dict[str, Any]:
    """The fields as they are at the wire, sets in a stable order."""
    dumped = record.model_dump(mode="json")
    for name in _LISTS - {"zone_eligibilite"}:
        if dumped.get(name) is not None:
            dumped[name].sort()
    return dumped


def labels(values: Iterable[Thematique | Public] | None) -> str:
    """What the values of a nomenclature mean, for the search."""
    return " ".join(value.label for value in sorted(values or ()))


def compact(value: Any) -> str:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _stored(name: str, value: Any) -> Any:
    if value is not None or name in _NUMBERS:
        return value
    return [] if name in _LISTS else ""
