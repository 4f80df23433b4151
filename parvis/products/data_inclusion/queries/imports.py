"""What the imports did."""

from typing import Final
from urllib.parse import urlsplit

from parvis.products.data_inclusion.enums import RunState, SourceFormat
from parvis.products.data_inclusion.models import ImportRun, Source

_HELD: Final = {
    SourceFormat.HOUSE: "Structures et services",
    SourceFormat.REFERENCE: "Structures et services, donnés dans le schéma de data·inclusion",
    SourceFormat.LIEUX: "Lieux de médiation numérique et leurs services, donnés dans le schéma national",
    SourceFormat.MAPPING: "Lieux de médiation numérique et leurs services, repris des fichiers du producteur",
}
LICENCE: Final = "Licence : "
UNTOLD: Final = "non précisée par sa déclaration"


def edition_name(version: str, revision: int) -> str:
    """A source's version, as a revision of our reading understands it."""
    return f"{version}+{revision}"


def is_up_to_date(source: str, edition: str) -> bool:
    """Whether the last published import of ``source`` is of this edition."""
    last = ImportRun.objects.filter(source=source, state=RunState.COMPLETE).first()
    return last is not None and last.version == edition


def sources_listed() -> list[tuple[str, str, str]]:
    """The slug, the name and the description of each source."""
    sources = Source.objects.order_by("slug")
    return [(source.slug, source.name, source.description or described(source)) for source in sources]


def described(source: Source, licence: str = "") -> str:
    """What a declared source holds, who gives it and under what licence, from its declaration alone.

    Of an address only the site is told: the rest may hold a key.
    """
    said = [f"{_HELD[SourceFormat(source.format)]}. Producteur : {source.name}."]
    sites = dict.fromkeys(filter(None, (urlsplit(each).hostname for each in source.locations if "://" in each)))
    if sites:
        said.append(f"Données lues sur {' et '.join(sites)}.")
    said.append(f"{LICENCE}{licence or UNTOLD}.")
    return " ".join(said)
