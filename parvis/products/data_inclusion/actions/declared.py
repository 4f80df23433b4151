"""The producer of a declared source: its files opened, each record turned into the common schema."""

import hashlib
import json
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from typing import Any, Final

from parvis.core.geography.queries.commune_directory import commune_directory
from parvis.core.geography.queries.communes import commune_holding
from parvis.kernel.reading.rows import Broken, Row, SourceUnreadable
from parvis.products.data_inclusion.actions.mapping.cells import columns_of
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from parvis.products.data_inclusion.actions.mapping.compiling import compile_mapping
from parvis.products.data_inclusion.actions.mapping.identity import NO_PIVOT
from parvis.products.data_inclusion.actions.mapping.outcome import Lieu, MappedLieu
from parvis.products.data_inclusion.actions.mapping.reference import to_reference
from parvis.products.data_inclusion.actions.mapping.standard import check_columns, given_in_record, read_record
from parvis.products.data_inclusion.actions.mending.former import given_formerly
from parvis.products.data_inclusion.actions.mending.places import load_places
from parvis.products.data_inclusion.actions.mending.services import mend_service
from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from parvis.products.data_inclusion.actions.producers import Mapped, Producer, Raw
from parvis.products.data_inclusion.actions.reading.opening import Rows, open_source
from parvis.products.data_inclusion.enums import Kind, SourceFormat, SourceKind
from parvis.products.data_inclusion.models import Source
from parvis.products.data_inclusion.queries.imports import described
from parvis.products.data_inclusion.validators import Refusal

REVISION: Final = 4  # raised when the same files would give other records, or another report
SAMPLE: Final = 200
NEEDED: Final = ("id", "nom")
NAMED, LONGEST_NAME = 8, 40
Translate = Callable[[Raw], Mapped]


class Line(dict[str, Any]):
    """A record as its file gives it, and where: its rank is not part of it."""

    def __init__(self, values: Mapping[str, Any], rank: int, broken: Broken | None = None) -> None:
        super().__init__(values)
        self.rank = rank
        self.broken = broken


@contextmanager
def declared_producer(
    source: Source, advance: Callable[[int, int | None], None] = lambda done, total: None
) -> Iterator[Producer]:
    """The producer of ``source``, whose files are open as long as the block lasts; SourceUnreadable, ConfigError."""
    with ExitStack() as stack:
        files = [stack.enter_context(open_source(each, advance=advance)) for each in source.locations]
        words = _words(source, files)
        yield Producer(
            slug=source.slug,
            name=source.name,
            description=source.description or described(source),
            kind=SourceKind.PRODUCER,
            revision=REVISION,
            version=lambda: _version(source, files),
            count=lambda: sum(each.count or 0 for each in files),
            read=lambda: _read(files),
            identify=words.identify,
            translator=words.translator,
            kind_of=words.kind_of,
            remarks=words.remarks,
            contact=source.contact,
        )


class Words:
    """How the records of one format are identified and translated."""

    remarks: tuple[str, ...] = ()

    def __init__(self, source: Source) -> None:
        self.slug = source.slug

    def identify(self, raw: Raw) -> str:
        """The producer's own identifier of a record."""
        if isinstance(raw, Line) and raw.broken is not None:
            raise Refusal(raw.broken.reason, raw.broken.suggestion)
        return self.own(raw)

    def own(self, raw: Raw) -> str:
        """The identifier of a record that could be read, without the source's name before it."""
        return str(raw.get("id") or "").strip().removeprefix(f"{self.slug}--")

    def kind_of(self, raw: Raw) -> Kind:
        """What a record describes."""
        return Kind.STRUCTURE

    def translator(self) -> Translate:
        """What turns a record into the common schema, made once for an import."""
        raise NotImplementedError


class ReferenceWords(Words):
    """data·inclusion's own schema: structures and services are records of their own."""

    def kind_of(self, raw: Raw) -> Kind:
        """A service names its structure."""
        return Kind.SERVICE if raw.get("structure_id") else Kind.STRUCTURE

    def translator(self) -> Translate:
        """Mend each cell, with the territory to judge by."""
        places = load_places()

        def translate(raw: Raw) -> Mapped:
            if self.kind_of(raw) == Kind.STRUCTURE:
                mended = mend_structure(raw, places)
                said = [*mended.corrections, *mended.doubts]
                return Mapped(self._without_prefix(mended.values), said, given=partial(given_formerly, raw))
            mended = mend_service(raw, places)
            said, services = [*mended.corrections, *mended.doubts], [self._without_prefix(mended.values)]
            return Mapped(None, said, services, given=partial(given_formerly, raw))

        return translate

    def _without_prefix(self, values: Mapping[str, Any]) -> dict[str, Any]:
        ours = {
            name: str(values[name]).removeprefix(f"{self.slug}--")
            for name in ("id", "structure_id")
            if values.get(name)
        }
        return {**values, **ours}


class LieuWords(Words):
    """The national schema of places: each is a structure and its service."""

    def __init__(self, source: Source, rows: list[Mapping[str, Any]]) -> None:
        super().__init__(source)
        self.communes = CommuneDirectory(commune_directory(), _holding)
        self.name = source.name
        self._prepare(source, rows)

    def _prepare(self, source: Source, rows: list[Mapping[str, Any]]) -> None:
        check_columns(columns_of(rows))

    def translator(self) -> Translate:
        """A place, then the structure and the service that it is."""

        def translate(raw: Raw) -> Mapped:
            mapped = self._lieu(raw)
            reference = to_reference(mapped.lieu, source=self.slug)
            services = [
                {**each, "id": _bare(each["id"], self.slug), "structure_id": None} for each in reference.services
            ]
            return Mapped(
                reference.structure,
                [*mapped.corrections, *reference.corrections],
                services,
                given=partial(self._given, raw),
                kept=partial(_kept, mapped.lieu),
            )

        return translate

    def _lieu(self, raw: Raw) -> MappedLieu:
        return read_record(raw, self.communes, self.name)

    def _given(self, raw: Raw, name: str) -> Any:
        return given_in_record(raw, name)


class MappingWords(LieuWords):
    """A producer's own columns, and the mapping that says what they are."""

    def _prepare(self, source: Source, rows: list[Mapping[str, Any]]) -> None:
        self.mapping = compile_mapping(
            json.loads(source.mapping), source=source.name, communes=self.communes, columns=columns_of(rows)
        )
        self.remarks = self.mapping.remarks

    def own(self, raw: Raw) -> str:
        """As the national map makes it."""
        return self.mapping.identify(raw, _rank(raw))

    def _lieu(self, raw: Raw) -> MappedLieu:
        return self.mapping.map_row(raw, _rank(raw))

    def _given(self, raw: Raw, name: str) -> Any:
        return self.mapping.given(raw, name)


def _words(source: Source, files: list[Rows]) -> Words:
    if source.format == SourceFormat.REFERENCE:
        for rows in files:
            _check_columns(rows)
        return ReferenceWords(source)
    sample = [line for _, line in islice(_read(files), SAMPLE) if line.broken is None]
    if not sample:
        raise SourceUnreadable("La source ne contient aucun enregistrement lisible. Vérifiez l'export.")
    return (MappingWords if source.format == SourceFormat.MAPPING else LieuWords)(source, list(sample))


def _check_columns(rows: Rows) -> None:
    """A file of which no record could be kept is refused at once, with what to look at."""
    columns = columns_of(row.values for row in islice(rows, SAMPLE) if isinstance(row, Row))
    missing = " ni ".join(f"« {name} »" for name in NEEDED if name not in columns)
    if columns and missing:
        read = ", ".join(f"« {name[:LONGEST_NAME]} »" for name in columns[:NAMED])
        raise SourceUnreadable(
            f"« {rows.location} » n'a pas de colonne {missing}. La première ligne doit donner les noms des colonnes, "
            f"tels que dans le schéma ; elle donne : {read}."
        )


def _read(files: list[Rows]) -> Generator[tuple[int, Line], None, None]:
    """Each record with its line; the lines of a second file go on from those of the first."""
    before = last = rank = 0
    for rows in files:
        before = last
        for row in rows:
            last = before + row.line
            yield last, Line({}, rank, row) if isinstance(row, Broken) else Line(row.values, rank)
            rank += 1


def _version(source: Source, files: list[Rows]) -> str:
    said = f"{source.format} {source.name} {source.mapping} {[each.version for each in files]}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _holding(longitude: float, latitude: float) -> str:
    commune = commune_holding(longitude, latitude)
    return commune.code_insee if commune else ""


def _kept(lieu: Lieu, name: str) -> Any:
    """What a place has of a field; the zeros that stand for no number are none."""
    value = getattr(lieu, name, None)
    return None if value == NO_PIVOT else value


def _rank(raw: Raw) -> int:
    return raw.rank if isinstance(raw, Line) else 0


def _bare(identifier: str, slug: str) -> str:
    return identifier.removeprefix(f"{slug}--")
