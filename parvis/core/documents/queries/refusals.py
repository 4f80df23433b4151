"""Files that nobody will open, refused in the words that whoever gives them reads."""

from pathlib import PurePath
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File

# Windows, Linux and macOS programs, Java classes, scripts: by their first bytes, whatever their name.
PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf",
    b"\xca\xfe\xba\xbe", b"#!",
)  # fmt: skip
# What to do of a file that is too large, when it is no photograph.
SHORTEN: Final = {
    ".csv": "Découpez-le.",
    ".ods": "Découpez-le.",
    ".xlsx": "Découpez-le.",
    ".eml": "Ses pièces jointes se déposent à part.",
}


def refuse_size(name: str, size: int, largest: int) -> None:
    """Raise ``ValidationError`` for a file that is empty, or larger than ``largest`` bytes."""
    if not size:
        raise ValidationError(f"« {name} » est vide : choisissez un autre fichier.", code="empty")
    if size > largest:
        advice = SHORTEN.get(PurePath(name).suffix.lower(), "Réduisez-le, ou photographiez page par page.")
        raise ValidationError(f"« {name} » dépasse {largest // 1_000_000} Mo. {advice}", code="too_large")


def refuse(file: File, largest: int) -> None:
    """Raise ``ValidationError`` for a file of no use: empty, too large, or a program."""
    refuse_size(file.name or "", file.size, largest)
    if next(iter(file.chunks()), b"").startswith(PROGRAMS):
        raise ValidationError(
            f"« {file.name} » est un programme, que personne n’ouvrira : envoyez une photo, un PDF ou un texte.",
            code="program",
        )
