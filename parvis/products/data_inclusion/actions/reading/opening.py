"""Open a producer's file: a path or an address, perhaps followed by ``@`` and where in it the rows are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from parvis.kernel.reading.content import Content, measure
from parvis.kernel.reading.csv_rows import read_csv
from parvis.kernel.reading.rows import Format, Line, Reader, SourceUnreadable, without_key
from parvis.products.data_inclusion.actions.reading.detection import binary_format, text_format
from parvis.products.data_inclusion.actions.reading.downloading import Advance, download, silent
from parvis.products.data_inclusion.actions.reading.guard import SCHEMES
from parvis.products.data_inclusion.actions.reading.json_lines import read_json_lines
from parvis.products.data_inclusion.actions.reading.json_rows import read_json


def _reader(known: Format, content: Content, key: str) -> Reader:
    # The libraries of workbooks and of Parquet are loaded by who reads one only.
    match known:
        case Format.XLSX:
            from parvis.kernel.reading.xlsx_rows import read_xlsx

            return read_xlsx(content, key)
        case Format.ODS:
            from parvis.kernel.reading.ods_rows import read_ods

            without_key(key, Format.ODS)
            return read_ods(content)
        case Format.PARQUET:
            from parvis.products.data_inclusion.actions.reading.parquet_rows import read_parquet

            return read_parquet(content, key)
        case Format.CSV:
            return read_csv(content, key)
        case Format.JSON_LINES:
            return read_json_lines(content, key)
        case _:
            return read_json(content, key)


@dataclass
class Rows:
    """The rows of a file; ``version`` changes with its content, ``count`` is for a progress bar.

    To be closed after reading: what was downloaded is deleted then. Iterating twice reads twice, the
    same rows in the same order.
    """

    location: str
    format: Format
    version: str
    size: int
    count: int | None
    _reader: Reader
    _downloaded: Path | None = field(default=None)

    def __iter__(self) -> Iterator[Line]:
        return self._reader.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Delete what was downloaded."""
        if self._downloaded:
            self._downloaded.unlink(missing_ok=True)


def is_location(text: str) -> bool:
    """Whether ``text`` names a file or an address rather than a declared source."""
    return text.lower().startswith(SCHEMES) or Path(text).exists() or any(mark in text for mark in "/\\@.")


def open_source(location: str, *, private_addresses: bool = False, advance: Advance = silent) -> Rows:
    """The rows at ``location``; SourceUnreadable, in French, when there are none to be had.

    ``advance(bytes, total or None)`` follows the download; ``private_addresses`` lets it go to the
    operator's own network.
    """
    if location.lower().startswith(SCHEMES):
        url, key = _parted_url(location)
        downloaded = download(url, private_addresses=private_addresses, advance=advance)
        try:
            return _opened(location, downloaded.path, downloaded.name, key, downloaded.path)
        except BaseException:
            downloaded.path.unlink(missing_ok=True)
            raise
    if "://" in location:
        raise SourceUnreadable("Seules les adresses en http:// et https:// sont lues, ou un fichier local.")
    path, key = _parted_path(location)
    return _opened(location, path, path.name, key)


def _opened(location: str, path: Path, name: str, key: str, downloaded: Path | None = None) -> Rows:
    try:
        known = binary_format(path) if path.stat().st_size else None
        content = measure(path, name)
        reader = _reader(known or text_format(content), content, key)
    except OSError as error:
        raise SourceUnreadable(f"Le fichier « {path} » n'est pas lisible. Vérifiez ses droits.") from error
    return Rows(location, reader.format, content.sha256, content.size, reader.count, reader, downloaded)


def _parted_url(location: str) -> tuple[str, str]:
    try:
        host = urlsplit(location).hostname
    except ValueError:
        host = None
    if not host:
        raise SourceUnreadable("L'adresse est incomplète. Donnez-la entière, par exemple https://exemple.fr/lieux.csv.")
    before, at, after = location.rpartition("@")
    inside_path = at and "/" not in after and urlsplit(before).path.strip("/")
    return (before, after) if inside_path else (location, "")


def _parted_path(location: str) -> tuple[Path, str]:
    whole, (before, at, after) = Path(location).expanduser(), location.rpartition("@")
    path, key = (whole, "") if whole.exists() or not at else (Path(before).expanduser(), after)
    if path.is_dir():
        raise SourceUnreadable(f"« {path} » est un dossier. Donnez un fichier.")
    if not path.is_file():
        raise SourceUnreadable(f"Aucun fichier « {path} ». Vérifiez le chemin.")
    return path, key
