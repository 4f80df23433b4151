"""The edition of the invented services: it follows that of the territory over which they are drawn."""

from typing import Final

from parvis.products.data_inclusion.queries.imports import edition_name
from parvis.products.data_inclusion.queries.mairies import directory_in_force

SLUG: Final = "demonstration"
REVISION: Final = 4  # raised when what is invented changes, so that it is imported again
SEED: Final = 20261122


def demonstration_version() -> str:
    """The world that this seed draws over the territory in force."""
    return f"{SEED}@{directory_in_force().version}"


def demonstration_edition() -> str:
    """What an import of the invented services would be of today."""
    return edition_name(demonstration_version(), REVISION)
