"""An edition of the register as files: JSON, spreadsheet, and a page that stands alone."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from parvis.core.privacy.models import RegisterEdition
from parvis.core.privacy.queries.accountability.article30 import ROLES, ProcessingSheet, sheets_of
from parvis.core.privacy.queries.accountability.spreadsheet import spreadsheet
from parvis.kernel.french.typography import moment_in_words

ODS = "application/vnd.oasis.opendocument.spreadsheet"
SCHEMA = 1


@dataclass(frozen=True)
class RegisterFiles:
    """One edition, in each form."""

    edition: RegisterEdition
    sheets: list[ProcessingSheet]

    @property
    def words(self) -> str:
        """Which edition this is."""
        return f"Édition {self.edition.number}, faite le {moment_in_words(self.edition.made_at)}"

    @property
    def document(self) -> dict[str, Any]:
        """For a program."""
        return {
            "schema": SCHEMA,
            "edition": self.edition.number,
            "made": self.edition.made_at.isoformat(),
            "digest": self.edition.digest,
            "sheets": [sheet.document for sheet in self.sheets],
        }

    @property
    def spreadsheet(self) -> bytes:
        """For an office suite."""
        return spreadsheet(self.sheets, self.words)

    @property
    def page(self) -> str:
        """For a browser, without the platform."""
        groups = [(words, [sheet for sheet in self.sheets if sheet.role == role]) for role, words in ROLES.items()]
        context = {"words": self.words, "digest": self.edition.digest, "groups": groups}
        return render_to_string("privacy/accountability/register_file.html", context)

    def write(self, folder: Path) -> list[Path]:
        """Write the three files in ``folder``, made if missing."""
        folder.mkdir(parents=True, exist_ok=True)
        name = f"registre-edition-{self.edition.number}"
        written = [folder / f"{name}.{kind}" for kind in ("json", "html", "ods")]
        written[0].write_text(json.dumps(self.document, ensure_ascii=False, indent=2), encoding="utf-8")
        written[1].write_text(self.page, encoding="utf-8")
        written[2].write_bytes(self.spreadsheet)
        return written


def files_of(edition: RegisterEdition) -> RegisterFiles:
    """The files of one edition."""
    return RegisterFiles(edition, sheets_of(edition))
