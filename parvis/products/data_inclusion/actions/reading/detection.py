"""What a file is: by its content, and by its name where the content does not tell."""

import json
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from parvis.kernel.reading.content import HEAD, Content, head_of
from parvis.kernel.reading.rows import MAX_CELL, Format, SourceUnreadable

READ: Final = "Formats lus : CSV, JSON, JSON Lines, GeoJSON, XLSX, ODS et Parquet."
_REFUSED: Final = {
    b"\xd0\xcf\x11\xe0": "C'est un classeur ancien (.xls) ou protégé. Enregistrez-le en XLSX, sans mot de passe.",
    b"\x1f\x8b": "Le fichier est compressé (gzip). Décompressez-le.",
    b"BZh": "Le fichier est compressé (bzip2). Décompressez-le.",
    b"\xfd7zXZ": "Le fichier est compressé (xz). Décompressez-le.",
    b"7z\xbc\xaf": "Le fichier est compressé (7z). Décompressez-le.",
    b"%PDF": f"C'est un document PDF, pas des données. {READ}",
    b"SQLite": f"C'est une base SQLite. Exportez la table. {READ}",
}  # fmt: skip
SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
MOST_NULS: Final = 100  # characters for one that no text has
LINES_NAMES: Final = (".jsonl", ".ndjson", ".jsonlines")
CSV_NAMES: Final = (".csv", ".tsv", ".tab", ".txt")


def binary_format(path: Path) -> Format | None:
    """The format that the first bytes tell, ``None`` for a text; SourceUnreadable for what is not read."""
    head = head_of(path)
    for magic, message in _REFUSED.items():
        if head.startswith(magic):
            raise SourceUnreadable(message)
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    return _zipped(path) if head.startswith(b"PK\x03\x04") else None


def _zipped(path: Path) -> Format:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:HEAD] if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceUnreadable("L'archive ZIP ou le classeur est abîmé. Refaites l'export.") from error
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        return Format.XLSX
    if kind.startswith(SPREADSHEET):
        return Format.ODS
    if kind:
        raise SourceUnreadable(f"C'est un document OpenDocument, pas un tableau. {READ}")
    raise SourceUnreadable(f"C'est une archive ZIP. Décompressez-la. {READ}")


def text_format(content: Content) -> Format:
    """The format of a text; a GeoJSON is found to be one when it is read as JSON."""
    head = content.head().lstrip("\ufeff \t\r\n")
    name = content.name.lower()
    if head.count("\0") * MOST_NULS > len(head):
        raise SourceUnreadable(f"Ce fichier n'est ni un texte ni un format connu. {READ}")
    if head.startswith("<"):
        raise SourceUnreadable(f"C'est une page web ou du XML, pas un fichier de données. Vérifiez l'adresse. {READ}")
    if name.endswith(CSV_NAMES) and not head.startswith(("{", "[{")):
        return Format.CSV
    if head.startswith("["):
        return Format.JSON
    if head.startswith("{"):
        return Format.JSON_LINES if name.endswith(LINES_NAMES) or _one_object_a_line(content) else Format.JSON
    return Format.CSV


def _one_object_a_line(content: Content) -> bool:
    with content.text() as stream:
        first = stream.readline(MAX_CELL)
        second = stream.read(HEAD).lstrip()
    try:
        return isinstance(json.loads(first), dict) and second.startswith("{")
    except (ValueError, RecursionError):
        return False
