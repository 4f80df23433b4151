"""Write communes, their postal codes and their mairies."""

import shapely
from psycopg.types.json import Jsonb
from shapely import Geometry

from parvis.core.geography.actions.staging import merging, run, stage
from parvis.core.geography.queries.naming import search_key
from parvis.core.geography.queries.official_data import CommuneRow

Shapes = dict[tuple[str, str], Geometry]


def write_communes(rows: list[CommuneRow], shapes: Shapes) -> None:
    """Merge communes and their parts; those that the edition no longer knows are kept, out of force."""
    columns = {
        "code_insee": "text", "type": "text", "name": "text", "name_type": "int2", "search_key": "text",
        "population": "int4", "departement_id": "text", "epci_id": "text", "longitude": "float8", "latitude": "float8",
        "active": "bool",
    }  # fmt: skip
    stage(
        "staged_commune",
        columns | {"parent": "text"},
        (
            (row.code_insee, row.type, row.name, row.name_type, search_key(row.name), row.population,
             row.departement, row.epci, *_centre(row, shapes), True, row.parent)
            for row in rows
        ),
    )  # fmt: skip
    names = ", ".join(columns)
    merge = f"""
        INSERT INTO geography_commune ({names}, parent_id)
        SELECT {", ".join(f"staged.{name}" for name in columns)}, parent.id
        FROM staged_commune staged
        LEFT JOIN geography_commune parent ON parent.code_insee = staged.parent AND parent.type = 'COM'
        WHERE staged.parent IS %s
        ON CONFLICT (code_insee, type) DO UPDATE SET {merging([*columns, "parent_id"])}"""
    run(
        merge % "NULL",
        merge % "NOT NULL",
        """UPDATE geography_commune SET active = false
           WHERE active AND (code_insee, type) NOT IN (SELECT code_insee, type FROM staged_commune)""",
    )


def _centre(row: CommuneRow, shapes: Shapes) -> tuple[float | None, float | None]:
    """The centroid, or a point of the territory when the centroid falls outside; else the seat."""
    shape = shapes.get((row.type, row.code_insee))
    if shape is None:
        return row.seat or (None, None)
    centroid = shapely.centroid(shape)
    point = centroid if shapely.contains(shape, centroid) else shapely.point_on_surface(shape)
    return round(point.x, 6), round(point.y, 6)


def write_codes_postaux(rows: list[CommuneRow]) -> None:
    """Replace the postal codes and what they serve."""
    stage(
        "staged_code_postal",
        {"code": "text", "code_insee": "text", "type": "text"},
        ((code, row.code_insee, row.type) for row in rows for code in row.codes_postaux),
    )
    run(
        "DELETE FROM geography_codepostal_communes",
        "DELETE FROM geography_codepostal WHERE code NOT IN (SELECT code FROM staged_code_postal)",
        """INSERT INTO geography_codepostal (code) SELECT DISTINCT code FROM staged_code_postal
           ON CONFLICT DO NOTHING""",
        """INSERT INTO geography_codepostal_communes (codepostal_id, commune_id)
           SELECT staged.code, commune.id
           FROM staged_code_postal staged JOIN geography_commune commune USING (code_insee, type)""",
        # A commune just re-established may have neither boundary nor seat yet: its postal neighbours tell.
        """UPDATE geography_commune lost SET longitude = middle.longitude, latitude = middle.latitude
           FROM (SELECT own.commune_id, avg(near.longitude) AS longitude, avg(near.latitude) AS latitude
                 FROM geography_codepostal_communes own
                 JOIN geography_codepostal_communes other ON other.codepostal_id = own.codepostal_id
                 JOIN geography_commune near ON near.id = other.commune_id
                 GROUP BY own.commune_id) middle
           WHERE lost.longitude IS NULL AND middle.commune_id = lost.id""",
    )


def write_mairies(rows: list[CommuneRow]) -> None:
    """Merge the mairies; one that the edition no longer knows goes."""
    columns = {
        "address": "text", "code_postal": "text", "town": "text", "longitude": "float8", "latitude": "float8",
        "hours": "jsonb", "email": "text", "phone": "text", "website": "text", "accessibility": "text",
        "accessibility_details": "text",
    }  # fmt: skip
    stage(
        "staged_mairie",
        columns | {"code_insee": "text", "type": "text"},
        (
            (mairie.address, mairie.code_postal, mairie.town, *(mairie.location or (None, None)), Jsonb(mairie.hours),
             mairie.email, mairie.phone, mairie.website, mairie.accessibility, mairie.accessibility_details,
             row.code_insee, row.type)
            for row in rows
            if (mairie := row.mairie)
        ),
    )  # fmt: skip
    run(
        """DELETE FROM geography_mairie WHERE commune_id NOT IN
           (SELECT commune.id FROM staged_mairie JOIN geography_commune commune USING (code_insee, type))""",
        f"""INSERT INTO geography_mairie (commune_id, {", ".join(columns)})
            SELECT commune.id, {", ".join(f"staged.{name}" for name in columns)}
            FROM staged_mairie staged JOIN geography_commune commune USING (code_insee, type)
            ON CONFLICT (commune_id) DO UPDATE SET {merging(columns)}""",
    )
