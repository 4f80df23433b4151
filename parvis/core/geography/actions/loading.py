"""Load the official territory: all of an edition, or none of it."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import shapely
from django.db import connection, transaction
from shapely import Geometry

from parvis.core.geography.enums import CommuneType
from parvis.core.geography.models import Millesime
from parvis.core.geography.queries.boundaries import boundaries, commune_boundaries
from parvis.core.geography.queries.naming import search_key
from parvis.core.geography.queries.official_data import CommuneRow, OfficialData
from parvis.kernel import clock
from parvis.kernel.actor import Actor

KEY = "geography"
FORMAT = 1  # raised when what is computed from the files changes, so that it is computed again
STEPS = 12
Advance = Callable[[int, int], None]


def load_territory(*, by: Actor, advance: Advance, source: OfficialData | None = None) -> bool:
    """Load the edition that ``source`` holds, unless it is the one in force; tell whether it was loaded."""
    source = source or OfficialData()
    wanted = {"version": f"{source.version}-{FORMAT}", "digest": source.digest}
    with transaction.atomic():
        _lock()
        if Millesime.objects.filter(key=KEY, **wanted).exists():
            advance(STEPS, STEPS)
            return False
        _load(source, _Progress(advance))
        Millesime.objects.update_or_create(key=KEY, defaults=wanted | {"loaded_by": by.key, "loaded_at": clock.now()})
    advance(STEPS, STEPS)
    return True


def _lock() -> None:
    """Two loads at once would do the work twice: the second waits, then finds it done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('geography.load'))")


class _Progress:
    def __init__(self, advance: Advance) -> None:
        self._advance = advance
        self._done = 0
        advance(0, STEPS)

    def step(self) -> None:
        self._done += 1
        self._advance(self._done, STEPS)


def _load(source: OfficialData, progress: _Progress) -> None:
    rows = source.communes
    progress.step()
    shapes = commune_boundaries(rows)
    progress.step()
    _load_levels(source, rows)
    _load_communes(rows, shapes)
    progress.step()
    _load_codes_postaux(rows)
    _load_mairies(rows)
    progress.step()
    region_of = {row["code"]: source.regions[row["region_id"]]["code"] for row in source.departements.values()}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM geography_contour")
    for level in boundaries(rows, region_of, shapes):
        _copy(
            "geography_contour",
            ("niveau", "type", "code", "west", "south", "east", "north", "geometry", "simplified"),
            (
                (
                    item.niveau,
                    item.type,
                    item.code,
                    *item.geometry.bounds,
                    shapely.to_wkb(item.geometry),
                    shapely.to_wkb(item.simplified),
                )
                for item in level
            ),
        )
        progress.step()


def _copy(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _stage(name: str, definition: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({definition}) ON COMMIT DROP")
    _copy(name, tuple(part.split()[0] for part in definition.split(", ")), rows)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _load_levels(source: OfficialData, rows: list[CommuneRow]) -> None:
    by_departement: dict[str, int] = {}
    by_epci: dict[str, int] = {}
    for row in rows:
        if row.type == CommuneType.COM:
            by_departement[row.departement] = by_departement.get(row.departement, 0) + row.population
            if row.epci:
                by_epci[row.epci] = by_epci.get(row.epci, 0) + row.population
    _stage(
        "staged_region",
        "code text, name text, name_type int",
        ((row["code"], row["nom"], row["type_nom"]) for row in source.regions.values()),
    )
    _stage(
        "staged_departement",
        "code text, name text, name_type int, region text, population int",
        (
            (row["code"], row["nom"], row["type_nom"], source.regions[row["region_id"]]["code"],
             by_departement.get(row["code"], 0))
            for row in source.departements.values()
        ),
    )  # fmt: skip
    _stage(
        "staged_epci",
        "code text, type text, name text, population int",
        ((row["code"], row["type"], row["nom"], by_epci.get(row["code"], 0)) for row in source.epci.values()),
    )
    _run(
        """INSERT INTO geography_region (code, name, name_type, population)
           SELECT r.code, r.name, r.name_type, coalesce(sum(d.population), 0)
           FROM staged_region r LEFT JOIN staged_departement d ON d.region = r.code
           GROUP BY r.code, r.name, r.name_type
           ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_type = excluded.name_type,
                                            population = excluded.population""",
        """INSERT INTO geography_departement (code, type, name, name_type, region_id, population)
           SELECT code, 'departement', name, name_type, region, population FROM staged_departement
           ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_type = excluded.name_type,
                                            region_id = excluded.region_id, population = excluded.population""",
        """INSERT INTO geography_epci (code, type, name, population, active)
           SELECT code, type, name, population, true FROM staged_epci
           ON CONFLICT (code) DO UPDATE SET type = excluded.type, name = excluded.name,
                                            population = excluded.population, active = true""",
        "UPDATE geography_epci SET active = false WHERE active AND code NOT IN (SELECT code FROM staged_epci)",
    )


def _load_communes(rows: list[CommuneRow], shapes: dict[tuple[str, str], Geometry]) -> None:
    _stage(
        "staged_commune",
        "code_insee text, type text, name text, name_type int, search_key text, population int, "
        "departement text, epci text, parent text, longitude float8, latitude float8",
        (
            (row.code_insee, row.type, row.name, row.name_type, search_key(row.name), row.population,
             row.departement, row.epci, row.parent, *_centre(row, shapes.get((row.type, row.code_insee))))
            for row in rows
        ),
    )  # fmt: skip
    upsert = """
        INSERT INTO geography_commune (code_insee, type, name, name_type, search_key, population, departement_id,
                                       epci_id, parent_id, longitude, latitude, active)
        SELECT s.code_insee, s.type, s.name, s.name_type, s.search_key, s.population, s.departement,
               s.epci, p.id, s.longitude, s.latitude, true
        FROM staged_commune s LEFT JOIN geography_commune p ON p.code_insee = s.parent AND p.type = 'COM'
        WHERE s.parent IS {null}
        ON CONFLICT (code_insee, type) DO UPDATE SET
            name = excluded.name, name_type = excluded.name_type, search_key = excluded.search_key,
            population = excluded.population, departement_id = excluded.departement_id, epci_id = excluded.epci_id,
            parent_id = excluded.parent_id, longitude = excluded.longitude, latitude = excluded.latitude,
            active = true"""
    _run(
        upsert.format(null="NULL"),
        upsert.format(null="NOT NULL"),
        """UPDATE geography_commune SET active = false
           WHERE active AND (code_insee, type) NOT IN (SELECT code_insee, type FROM staged_commune)""",
    )


def _centre(row: CommuneRow, shape: Geometry | None) -> tuple[float | None, float | None]:
    """The centroid, or a point of the territory when the centroid falls outside; else where the mairie is."""
    if shape is not None:
        centroid = shapely.centroid(shape)
        point = centroid if shapely.contains(shape, centroid) else shapely.point_on_surface(shape)
        return round(point.x, 6), round(point.y, 6)
    return (row.mairie and row.mairie.location) or (None, None)


def _load_codes_postaux(rows: list[CommuneRow]) -> None:
    _stage(
        "staged_code_postal",
        "code text, code_insee text, type text",
        ((code, row.code_insee, row.type) for row in rows for code in row.codes_postaux),
    )
    _run(
        "DELETE FROM geography_codepostal_communes",
        "DELETE FROM geography_codepostal WHERE code NOT IN (SELECT code FROM staged_code_postal)",
        """INSERT INTO geography_codepostal (code) SELECT DISTINCT code FROM staged_code_postal
           ON CONFLICT DO NOTHING""",
        """INSERT INTO geography_codepostal_communes (codepostal_id, commune_id)
           SELECT s.code, c.id FROM staged_code_postal s
           JOIN geography_commune c ON c.code_insee = s.code_insee AND c.type = s.type""",
    )


def _load_mairies(rows: list[CommuneRow]) -> None:
    columns = ("address", "code_postal", "town", "longitude", "latitude", "hours", "email", "phone", "website",
               "accessibility", "accessibility_details")  # fmt: skip
    _stage(
        "staged_mairie",
        "code_insee text, type text, address text, code_postal text, town text, longitude float8, "
        "latitude float8, hours jsonb, email text, phone text, website text, accessibility text, "
        "accessibility_details text",
        (
            (row.code_insee, row.type, mairie.address, mairie.code_postal, mairie.town,
             *(mairie.location or (None, None)), json.dumps(mairie.hours), mairie.email, mairie.phone, mairie.website, mairie.accessibility,
             mairie.accessibility_details)
            for row in rows
            if (mairie := row.mairie)
        ),
    )  # fmt: skip
    _run(
        """DELETE FROM geography_mairie WHERE commune_id NOT IN
           (SELECT c.id FROM staged_mairie s JOIN geography_commune c USING (code_insee, type))""",
        f"""INSERT INTO geography_mairie (commune_id, {", ".join(columns)})
            SELECT c.id, {", ".join(f"s.{name}" for name in columns)}
            FROM staged_mairie s JOIN geography_commune c USING (code_insee, type)
            ON CONFLICT (commune_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in columns)}""",
    )
