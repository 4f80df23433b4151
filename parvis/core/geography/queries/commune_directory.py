"""All the communes in force with their postal codes and the names they absorbed, for who reads addresses in bulk."""

from dataclasses import dataclass

from parvis.core.geography.enums import CommuneType
from parvis.core.geography.models import CodePostal, Commune


@dataclass(frozen=True, slots=True)
class CommuneListed:
    """A commune as an address may name it; ``former_names`` are those of its delegated and associated communes."""

    code_insee: str
    name: str
    departement: str
    codes_postaux: tuple[str, ...]
    former_names: tuple[str, ...] = ()
    longitude: float | None = None
    latitude: float | None = None


def commune_directory() -> list[CommuneListed]:
    """The directory, in three queries whatever its size."""
    postal: dict[int, list[str]] = {}
    links = CodePostal.communes.through.objects.order_by("codepostal_id").values_list("codepostal_id", "commune_id")
    for code, commune in links:
        postal.setdefault(commune, []).append(code)
    former: dict[int, list[str]] = {}
    parts = Commune.objects.filter(active=True, type__in=[CommuneType.COMD, CommuneType.COMA]).order_by("pk")
    for parent, name in parts.values_list("parent_id", "name"):
        former.setdefault(parent, []).append(name)
    rows = Commune.objects.current().order_by("code_insee")
    return [
        CommuneListed(
            code, name, departement, tuple(postal.get(pk, ())), tuple(former.get(pk, ())), longitude, latitude
        )
        for pk, code, name, departement, longitude, latitude in rows.values_list(
            "pk", "code_insee", "name", "departement_id", "longitude", "latitude"
        )
    ]
