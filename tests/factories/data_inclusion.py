"""Sources and structures, as tests want them."""

from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

from parvis.kernel.actor import system
from parvis.products.data_inclusion.actions.importing import import_source
from parvis.products.data_inclusion.actions.producers import Mapped, Producer
from parvis.products.data_inclusion.enums import Kind, SourceKind
from parvis.products.data_inclusion.models import ImportRun, Structure

SLUG = "essai"


def raw(number: int, **values: Any) -> dict[str, Any]:
    """A valid record in the words of the schema, before it has its source."""
    return {
        "id": str(number),
        "nom": f"Structure {number:03}",
        "date_maj": "2026-10-01",
        "commune": "Besançon",
        "code_postal": "25000",
        "code_insee": "25056",
        "adresse": f"{number} rue Battant",
        "longitude": 6.0,
        "latitude": 47.24,
    } | values


def raw_service(number: int, structure: int = 1, **values: Any) -> dict[str, Any]:
    """A valid service of a structure made by ``raw``."""
    place = {name: value for name, value in raw(structure).items() if name not in {"id", "nom", "date_maj"}}
    return (
        place
        | {
            "id": f"s{number:03}",
            "structure_id": str(structure),
            "nom": f"Service {number:03}",
            "description": "Un atelier pour apprendre.",
            "date_maj": "2026-10-01",
            "modes_accueil": ["en-presentiel"],
        }
        | values
    )


def _mapped(record: Mapping[str, Any]) -> Mapped:
    return Mapped(None, services=[dict(record)]) if "structure_id" in record else Mapped(dict(record))


def make_producer(
    records: list[dict[str, Any]] | Callable[[], Iterator[Mapping[str, Any]]],
    *,
    slug: str = SLUG,
    version: str = "1",
    translate: Callable[[Mapping[str, Any]], Mapped] = _mapped,
) -> Producer:
    """A source of records already in the words of the schema."""

    def read() -> Generator[tuple[int, Mapping[str, Any]], None, None]:
        yield from enumerate(records() if callable(records) else records, start=1)

    return Producer(
        slug=slug,
        name="Source d'essai",
        description="Pour les tests.",
        kind=SourceKind.PRODUCER,
        revision=1,
        version=lambda: version,
        count=lambda: 0 if callable(records) else len(records),
        read=read,
        identify=lambda record: record["id"],
        translator=lambda: translate,
        kind_of=lambda record: Kind.SERVICE if "structure_id" in record else Kind.STRUCTURE,
    )


def import_records(records: list[dict[str, Any]], **options: Any) -> ImportRun:
    """Import and publish ``records`` as the source « essai »."""
    return import_source(by=system("tests"), producer=make_producer(records, **options), batch=10)


def published() -> dict[str, str]:
    return dict(Structure.objects.filter(source=SLUG, removed_at=None).values_list("pk", "nom"))


def interrupted_at(records, stop):
    def read():
        for number, record in enumerate(records, start=1):
            if number == stop:
                raise KeyboardInterrupt
            yield record

    return make_producer(read)


def offer(number: int, **values: Any) -> dict[str, Any]:
    """A valid service of the structure beside it, in Besançon, to which one goes."""
    return {
        "id": f"s{number}",
        "nom": f"Service {number:03}",
        "description": "Une aide pour se servir d'un ordinateur, sans rendez-vous.",
        "date_maj": "2026-10-01",
        "commune": "Besançon",
        "code_postal": "25000",
        "code_insee": "25056",
        "adresse": f"{number} rue Battant",
        "longitude": 6.02,
        "latitude": 47.24,
        "modes_accueil": ["en-presentiel"],
        "thematiques": ["numerique--maitriser-les-fondamentaux-du-numerique"],
        "publics": ["tous-publics"],
        "frais": "gratuit",
        "telephone": "+33199001234",
        "horaires_accueil": "Mo-Fr 09:00-17:00",
    } | values


def import_services(services: list[dict[str, Any]], **structure: Any) -> ImportRun:
    """Import and publish ``services`` as those of one structure of the source « essai »."""
    return import_records([raw(1, **structure)], translate=lambda record: Mapped(dict(record), services=services))
