"""The answers of the API, written once: a page of results is bytes put end to end."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from data_inclusion.schema.v1 import Structure as StructureSchema

from parvis.core.geography.enums import CommuneType
from parvis.core.geography.models import Commune
from parvis.kernel.french.folding import fold
from parvis.kernel.french.insee import departement_of
from parvis.products.data_inclusion.models import StagedStructure

# Written by the house, not by the producer.
ADRESSE_CERTIFIEE = False
SCORE_WITHOUT_SERVICE = 0.0


def territories() -> dict[str, str]:
    """The région of each département."""
    pairs = Commune.objects.filter(type=CommuneType.COM).values_list("departement_id", "departement__region_id")
    return {departement: region or "" for departement, region in pairs.distinct()}


@dataclass(frozen=True)
class Preparation:
    """What preparing needs to know of the territory, read once for an import."""

    regions: dict[str, str]

    def staged(self, structure: StructureSchema, *, record_hash: str, run: int) -> StagedStructure:
        """The row of a valid structure, with its answers."""
        wire = wire_form(structure)
        listed = wire | {
            "score_qualite": SCORE_WITHOUT_SERVICE,
            "adresse_certifiee": ADRESSE_CERTIFIEE,
            "doublons": [],
        }
        document = compact(listed)
        detail = document[:-1] + b',"services":[]}'
        departement = departement_of(structure.code_insee) if structure.code_insee else ""
        return StagedStructure(
            **{name: _stored(name, value) for name, value in wire.items() if name not in {"source", "date_maj"}},
            source_id=structure.source,
            date_maj=structure.date_maj,
            code_departement=departement,
            code_region=self.regions.get(departement, ""),
            search_key=fold(f"{structure.nom} {structure.commune or ''}"),
            record_hash=record_hash,
            document=document,
            detail=detail,
            digest=hashlib.blake2b(detail, digest_size=16).hexdigest(),
            run_id=run,
        )


def wire_form(structure: StructureSchema) -> dict[str, Any]:
    """The fields as they are at the wire, sets in a stable order."""
    dumped = structure.model_dump(mode="json")
    if dumped["reseaux_porteurs"] is not None:
        dumped["reseaux_porteurs"].sort()
    return dumped


def compact(value: Any) -> bytes:
    """JSON in UTF-8 without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _stored(name: str, value: Any) -> Any:
    if value is not None or name in {"longitude", "latitude"}:
        return value
    return [] if name == "reseaux_porteurs" else ""
