"""A service, field by field."""

import re
from collections.abc import Mapping
from typing import Any, Final

from data_inclusion.schema.v1 import Service

from parvis.products.data_inclusion.actions.mending.cells import items_of, text
from parvis.products.data_inclusion.actions.mending.contacts import mend_url
from parvis.products.data_inclusion.actions.mending.former import rename_former
from parvis.products.data_inclusion.actions.mending.nomenclatures import mend_choice, mend_choices
from parvis.products.data_inclusion.actions.mending.places import FRANCE, Places
from parvis.products.data_inclusion.actions.mending.record import Mended, Mending
from parvis.products.data_inclusion.actions.mending.structures import mend_shared
from parvis.products.data_inclusion.actions.mending.texts import mend_line, mend_text

FIELDS: Final = frozenset(Service.model_fields)
LISTS: Final = ("thematiques", "publics", "modes_accueil", "modes_mobilisation", "mobilisable_par")
CHOICES: Final = ("type", "frais")
TEXTS: Final = ("frais_precisions", "publics_precisions", "conditions_acces", "mobilisation_precisions")
URLS: Final = ("lien_source", "lien_mobilisation")
_NUMBER: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,6})?) ?(?:h|heures?|semaines?)?", re.ASCII | re.IGNORECASE)
_HOURS: Final = re.compile(r"(\d{1,3}) ?h ?([0-5]\d)", re.ASCII | re.IGNORECASE)
EVERYBODY: Final = "tous-publics"


def mend_service(values: Mapping[str, Any], places: Places) -> Mended:
    """The service that ``values`` mean; columns that are no field of the schema are left as they are."""
    mending = Mending(values)
    rename_former(mending, FIELDS, places)
    mend_shared(mending, places)
    for name in URLS:
        mend_url(mending, name)
    for name in TEXTS:
        mend_text(mending, name)
    mend_line(mending, "contact_nom_prenom")
    for name in CHOICES:
        mend_choice(mending, name)
    for name in LISTS:
        mend_choices(mending, name)
    _mend_publics(mending)
    _mend_zone(mending, places)
    _mend_number(mending, "volume_horaire_hebdomadaire", least=0, whole=False)
    _mend_number(mending, "nombre_semaines", least=1, whole=True)
    return mending.done()


def _mend_publics(mending: Mending) -> None:
    """Everybody includes the others."""
    publics = mending.values.get("publics", [])
    if EVERYBODY in publics and len(publics) > 1:
        mending.put("publics", [EVERYBODY])
        mending.corrected("publics", "« tous-publics » comprend les autres, gardé seul")


def _mend_zone(mending: Mending, places: Places) -> None:
    codes: dict[str, None] = {}
    for item in items_of(mending.take("zone_eligibilite"), known=lambda item: bool(places.codes_of(item))):
        found = places.codes_of(item)
        if not found:
            mending.corrected("zone_eligibilite", "territoire inconnu, retiré ; donner des codes INSEE")
        elif len(found) > 1:
            mending.corrected("zone_eligibilite", "région remplacée par ses départements")
        codes |= dict.fromkeys(found)
    mending.put("zone_eligibilite", [FRANCE] if FRANCE in codes else list(codes))


def _mend_number(mending: Mending, name: str, *, least: float, whole: bool) -> None:
    given = text(mending.take(name))
    if not given:
        return
    found = _hours(given)
    if found is None or found < least or (whole and not found.is_integer()):
        mending.corrected(name, "nombre illisible ou impossible, retiré")
        return
    mending.put(name, int(found) if whole else found)


def _hours(given: str) -> float | None:
    """« 2,5 », « 2 h », « 2h30 »."""
    if found := _HOURS.fullmatch(given):
        return int(found[1]) + int(found[2]) / 60
    found = _NUMBER.fullmatch(given)
    return float(found[1].replace(",", ".")) if found else None
