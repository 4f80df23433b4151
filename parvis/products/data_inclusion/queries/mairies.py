"""The edition of the official directory that the source ``mairies`` is made of."""

from typing import Final

from parvis.core.geography.models import Millesime
from parvis.products.data_inclusion.queries.imports import edition_name

SLUG: Final = "mairies"
REVISION: Final = 1  # raised when what is made of the directory changes, so that it is imported again


def directory_in_force() -> Millesime:
    """The territory as it was loaded last, mairies included."""
    edition = Millesime.objects.order_by("-loaded_at").first()
    if edition is None:
        raise LookupError("le territoire n'est pas chargé : lancer « parvis load --only geography »")
    return edition


def mairies_edition() -> str:
    """What an import of the mairies would be of today."""
    return edition_name(directory_in_force().version, REVISION)
