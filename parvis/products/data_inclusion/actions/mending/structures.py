"""A structure, field by field."""

from collections.abc import Mapping
from typing import Any, Final

from data_inclusion.schema.v1 import Structure

from parvis.products.data_inclusion.actions.mending.addresses import mend_address, mend_street
from parvis.products.data_inclusion.actions.mending.cells import text
from parvis.products.data_inclusion.actions.mending.contacts import mend_contacts, mend_url
from parvis.products.data_inclusion.actions.mending.coordinates import mend_coordinates
from parvis.products.data_inclusion.actions.mending.former import rename_former
from parvis.products.data_inclusion.actions.mending.hours import mend_hours
from parvis.products.data_inclusion.actions.mending.identifiers import mend_day, mend_siret
from parvis.products.data_inclusion.actions.mending.nomenclatures import mend_choices
from parvis.products.data_inclusion.actions.mending.places import Places
from parvis.products.data_inclusion.actions.mending.record import Mended, Mending
from parvis.products.data_inclusion.actions.mending.texts import mend_name, mend_text

FIELDS: Final = frozenset(Structure.model_fields)
URLS: Final = ("lien_source", "site_web", "accessibilite_lieu")


def mend_structure(values: Mapping[str, Any], places: Places) -> Mended:
    """The structure that ``values`` mean; columns that are no field of the schema are left as they are."""
    mending = Mending(values)
    rename_former(mending, FIELDS, places)
    mend_shared(mending, places)
    mend_siret(mending)
    for name in URLS:
        mend_url(mending, name)
    mend_choices(mending, "reseaux_porteurs")
    return mending.done()


def mend_shared(mending: Mending, places: Places) -> None:
    """What structures and services have in common."""
    for name in ("source", "id", "structure_id"):
        mending.put(name, text(mending.take(name)))
    mend_name(mending)
    mend_text(mending, "description")
    mend_day(mending, "date_maj")
    commune = mend_address(mending, places)
    mend_street(mending)
    mend_coordinates(mending, commune)
    mend_contacts(mending)
    mend_hours(mending)
