"""A whole case in one archive: what its reader may read of it, in words for programs, and its documents."""

import json
import zipfile
from tempfile import TemporaryFile
from typing import IO

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.models import Document
from parvis.kernel.actor import Actor
from parvis.kernel.http.outlets import EXPORT, leave_as
from parvis.kernel.sealing import BrokenSealError
from parvis.products.mediature.models import Collectivite, Piece, Saisine, Version
from parvis.products.mediature.queries.copie import copy_of
from parvis.products.mediature.queries.echanges import in_the_case
from parvis.products.mediature.queries.pieces import Fichier, files_of, reading


def archive(*, by: Actor, saisine: Saisine) -> IO[bytes]:
    """The archive, to be closed by whoever sends it: documents that are not found clean are named and left out."""
    leave_as(EXPORT)
    content = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    try:
        _fill(content, by, saisine)
    except BaseException:
        content.close()
        raise
    content.seek(0)
    return content


def _fill(content: IO[bytes], by: Actor, saisine: Saisine) -> None:
    organisation = saisine.organisation_id
    pieces = in_the_case(Piece.objects.visible_to(by).filter(saisine=saisine))
    versions = Version.objects.visible_to(by).filter(saisine=saisine)
    files = [(each, "documents", "") for each in files_of(pieces, organisation)]
    files += [
        (each, "documents/anciennes-versions", f"v{each.piece.version}-") for each in files_of(versions, organisation)
    ]
    joined = []
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as opened:
        for rank, (each, folder, mark) in enumerate(files, start=1):
            place = f"{folder}/{rank:02}-{mark}{each.name}"
            joined.append((each, place if each.opens and _joined(opened, place, by, organisation, each) else ""))
        told = copy_of(by, saisine, Collectivite.objects.get(organisation=organisation), joined)
        opened.writestr("saisine.json", json.dumps(told, ensure_ascii=False, indent=2))


def _joined(opened: zipfile.ZipFile, place: str, by: Actor, organisation: int, file: Fichier) -> bool:
    """Whether the file could be opened and put in the archive."""
    with reading(organisation):
        leave_as(EXPORT)
        document = Document.objects.get(pk=file.piece.document_id)
        try:
            pieces = b"".join(open_document(by=by, document=document))
        except (NotServedError, BrokenSealError, OSError):
            return False
    opened.writestr(place, pieces)
    return True
