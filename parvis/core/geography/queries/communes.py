"""A commune by its code, of today or of the past, and the commune that holds a point."""

from typing import Final

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune, Contour
from parvis.kernel.database.prepared import Prepared

_COLUMNS: Final = [field.attname for field in Commune._meta.concrete_fields]
_WITH_PARENT: Final = [*_COLUMNS, *(f"parent__{name}" for name in _COLUMNS)]
_BY_CODE: Final = Prepared(
    lambda actor, code: Commune.objects.filter(code_insee=code, active=True).values_list(*_WITH_PARENT), slots=1
)


def current_commune(code_insee: str) -> Commune | None:
    """The commune in force that a code leads to: itself, or the one that it has become a part of.

    Arrondissements lead to their city.
    """
    parents = []
    for row in _BY_CODE.rows(code_insee):
        commune = Commune.from_db("default", _COLUMNS, row[: len(_COLUMNS)])
        if commune.type == CommuneType.COM:
            return commune
        parents.append(Commune.from_db("default", _COLUMNS, row[len(_COLUMNS) :]))
    return next((parent for parent in parents if parent.pk is not None), None)


def commune_holding(
    longitude: float,
    latitude: float,
    *,
    type: CommuneType = CommuneType.COM,  # noqa: A002  the word of the nomenclature
) -> Commune | None:
    """The commune (or, by ``type``, the arrondissement, the delegated commune) whose territory holds a point."""
    candidates = Contour.objects.raw(
        """SELECT id, code, geometry FROM geography_contour
           WHERE niveau = %(niveau)s AND type = %(type)s
             AND box(point(west, south), point(east, north)) @> box(point(%(x)s, %(y)s), point(%(x)s, %(y)s))
           ORDER BY id""",
        {"niveau": Niveau.COMMUNE, "type": type, "x": longitude, "y": latitude},
    )
    # The geometry library takes half a second to import: only who asks where a point is pays for it.
    import shapely

    point = shapely.Point(longitude, latitude)
    for candidate in candidates:
        if shapely.covers(shapely.from_wkb(bytes(candidate.geometry)), point):
            return Commune.objects.get(code_insee=candidate.code, type=type)
    return None
