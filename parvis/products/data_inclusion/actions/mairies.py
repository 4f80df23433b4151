"""The source ``mairies``: where each commune receives people, from the official directory.

The directory gives each mairie of a municipal sector twice, as sector and as arrondissement: the
sector is kept, because it is the one that has a mayor. It declares every building as not
accessible, that is to say it does not know: nothing is said of accessibility.
"""

import re
from collections.abc import Generator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from data_inclusion.schema.v1 import ReseauPorteur

from parvis.core.geography.enums import CommuneType, NameType
from parvis.core.geography.models import Mairie
from parvis.kernel.clock import PARIS
from parvis.kernel.french import opening_hours
from parvis.kernel.french.phone import to_e164
from parvis.kernel.french.typography import DAYS
from parvis.products.data_inclusion.actions.producers import Mapped, Producer
from parvis.products.data_inclusion.enums import SourceKind
from parvis.products.data_inclusion.queries.mairies import REVISION, SLUG, directory_in_force
from parvis.products.data_inclusion.validators import Refusal

KEPT: Final = (CommuneType.COM, CommuneType.COMD, CommuneType.COMA, CommuneType.SRM)
COLUMNS: Final = (
    "address", "code_postal", "town", "longitude", "latitude", "hours", "email", "phone", "website",
    "commune__type", "commune__code_insee", "commune__name", "commune__name_type", "commune__departement_id",
    "commune__parent__code_insee", "commune__parent__name",
)  # fmt: skip
# Names that keep their article whole after « de »: « Mairie de La Rochelle », but « Mairie du Havre ».
WHOLE: Final = (NameType.LA, NameType.L, NameType.LAS, NameType.LOS)
PROTOCOL: Final = re.compile(r"https?://", re.IGNORECASE)


def _kept() -> Any:
    return Mairie.objects.filter(commune__type__in=KEPT, commune__active=True)


def _read() -> Generator[tuple[int, Mapping[str, Any]], None, None]:
    mairies = _kept().order_by("commune__code_insee", "commune__type").values(*COLUMNS)
    yield from enumerate(mairies.iterator(chunk_size=1000), start=1)


def identify(raw: Mapping[str, Any]) -> str:
    """The INSEE code; a part of a commune may share the code of the whole and says what it is."""
    code, kind = raw["commune__code_insee"], raw["commune__type"]
    return code if kind in {CommuneType.COM, CommuneType.SRM} else f"{code}-{kind.lower()}"


def of_commune(name: str, name_type: int) -> str:
    """« de » and the name of a commune: « du Havre », « d'Aix », « de L'Haÿ-les-Roses »."""
    kind = NameType(name_type)
    return f"de {name}" if kind in WHOLE else f"{kind.of}{name.removeprefix(kind.article)}"


def title(raw: Mapping[str, Any]) -> str:
    """The name under which people look for this mairie."""
    name, kind = raw["commune__name"], raw["commune__type"]
    if kind == CommuneType.SRM:
        town, _, sector = name.partition(" — ")
        return f"Mairie du {sector} de {town}" if sector[0].isdigit() else f"Mairie de {town} {sector.capitalize()}"
    office = {CommuneType.COMD: "Mairie déléguée", CommuneType.COMA: "Mairie annexe"}.get(kind, "Mairie")
    return f"{office} {of_commune(name, raw['commune__name_type'])}"


def hours_of(raw: list[Any]) -> tuple[str | None, list[str]]:
    """The hours of the directory in the syntax of OpenStreetMap, and what had to be left out."""
    week: list[list[opening_hours.Slot]] = [[] for _ in DAYS]
    corrections: list[str] = []
    for first, last, slots in raw:
        if first not in DAYS or last not in DAYS:
            corrections.append("horaires_accueil : plage sans jour, laissée de côté")
            continue
        if any(opens >= closes for opens, closes in slots):
            corrections.append("horaires_accueil : plage vide ou inversée, laissée de côté")
        start, end = DAYS.index(first), DAYS.index(last)
        for step in range((end - start) % 7 + 1):
            week[(start + step) % 7].extend((opens, closes) for opens, closes in slots)
    return opening_hours.written(tuple(opening_hours.merged(day) for day in week)) or None, corrections


def translate(raw: Mapping[str, Any], updated_on: date) -> Mapped:
    """One mairie in the words of the schema."""
    if not raw["address"] and not raw["town"]:
        raise Refusal("adresse absente", "Compléter l'adresse de la mairie dans l'annuaire de l'administration.")
    corrections: list[str] = []
    street, *more = [line.strip() for line in raw["address"].split("\n") if line.strip()] or [None]
    hours, dropped = hours_of(raw["hours"])
    corrections += dropped
    inside_another = raw["commune__type"] != CommuneType.COM and raw["commune__parent__code_insee"]
    values = {
        "nom": title(raw),
        "date_maj": updated_on,
        "commune": raw["commune__parent__name"] if inside_another else raw["commune__name"],
        "code_postal": _code_postal(raw, corrections),
        "code_insee": raw["commune__parent__code_insee"] if inside_another else raw["commune__code_insee"],
        "adresse": street,
        "complement_adresse": ", ".join(more) or None,
        "longitude": raw["longitude"],
        "latitude": raw["latitude"],
        "telephone": _telephone(raw, corrections),
        "courriel": raw["email"].strip() or None,
        "site_web": _site(raw, corrections),
        "horaires_accueil": hours,
        "reseaux_porteurs": {ReseauPorteur.COMMUNES},
    }
    return Mapped(values, corrections, given=lambda name: _given(raw, name))


def _given(raw: Mapping[str, Any], name: str) -> Any:
    """What the directory says of a field, hours as it writes them."""
    if name == "horaires_accueil":
        said = ((first, last, slots) for first, last, slots in raw["hours"])
        return " ; ".join(
            f"{first}-{last} : {', '.join('-'.join(map(str, slot)) for slot in slots)}" for first, last, slots in said
        )
    return raw["website"] if name == "site_web" else raw.get(name)


def _edition_date() -> date:
    return directory_in_force().loaded_at.astimezone(PARIS).date()


def _code_postal(raw: Mapping[str, Any], corrections: list[str]) -> str | None:
    code = raw["code_postal"]
    if not code:
        corrections.append("code_postal : absent ou illisible dans l'adresse")
    return code or None


def _telephone(raw: Mapping[str, Any], corrections: list[str]) -> str | None:
    if not raw["phone"]:
        return None
    try:
        return to_e164(raw["phone"], raw["commune__departement_id"])
    except ValueError:
        corrections.append("telephone : retiré, ce n'est pas un numéro attribué")
        return None


def _site(raw: Mapping[str, Any], corrections: list[str]) -> str | None:
    site = raw["website"].strip()
    if site and not PROTOCOL.match(site):
        corrections.append("site_web : http:// ajouté")
        return f"http://{site}"
    return site or None


MAIRIES: Final = Producer(
    slug=SLUG,
    name="Mairies",
    description="Les mairies de France, d'après l'annuaire de l'administration : adresses, horaires, contacts.",
    kind=SourceKind.OFFICIAL,
    revision=REVISION,
    version=lambda: directory_in_force().version,
    count=lambda: _kept().count(),
    read=_read,
    identify=identify,
    translator=lambda: partial(translate, updated_on=_edition_date()),
)
