"""Files and rows, compared both ways: files that no row knows go, rows whose file is lost are told.

A file without row: whoever was storing it was interrupted, and its key is gone.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models import CharField, F, Func, Value

from parvis.core.documents.actions.receiving import FOLDER as UPLOADS
from parvis.core.documents.actions.receiving import remove_folder
from parvis.core.documents.models import Document, Upload
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.scope import Reach, current_scope

FOLDER = "documents"
# A file is sealed before its row is committed: what came in lately may still be waiting for it.
LONG_ENOUGH = timedelta(days=1)


class LostFilesError(Exception):
    """Rows promise files that are not there."""


def sweep(*, by: Actor) -> int:
    """Delete the files older than a day that have no row, or whose row says destroyed; tell how many.

    The pieces of an upload that no row knows go together, as one file.

    ``LostFilesError`` at the end when files older than a day are missing: somebody must look.
    """
    scope = current_scope()
    if scope is None or scope.reach is not Reach.EVERYTHING:
        raise PermissionError("Only a scope that sees every row can tell that a file has none")
    swept = 0
    for place in _orphans():
        default_storage.delete(place)
        swept += 1
    for folder in [*_orphan_uploads()]:
        remove_folder(folder)
        swept += 1
    if swept:
        record(by=by, verb="documents.sweep", object_key="storage", count=swept)
    if lost := sum(len(places) for places in _lost()):
        raise LostFilesError(f"{lost} fichiers déposés manquent au stockage : restaurez-les d’une sauvegarde.")
    return swept


def _orphans() -> Iterator[str]:
    before = clock.now() - LONG_ENOUGH
    for folder in _listed(FOLDER)[0]:
        places = [f"{FOLDER}/{folder}/{name}" for name in _listed(f"{FOLDER}/{folder}")[1]]
        held = Document.objects.filter(place__in=places, destroyed_on=None).values_list("place", flat=True)
        for place in sorted({*places} - {*held}):
            if default_storage.get_modified_time(place) < before:
                yield place


def _orphan_uploads() -> Iterator[str]:
    before = clock.now() - LONG_ENOUGH
    for group in _listed(UPLOADS)[0]:
        folders = {f"{UPLOADS}/{group}/{name}" for name in _listed(f"{UPLOADS}/{group}")[0]}
        held = Upload.objects.filter(folder__in=folders).values_list("folder", flat=True)
        for folder in sorted(folders - {*held}):
            pieces = [f"{folder}/{name}" for name in _listed(folder)[1]]
            if all(default_storage.get_modified_time(piece) < before for piece in pieces):
                yield folder


def _lost() -> Iterator[set[str]]:
    """Places that rows name and where nothing is, a folder at a time."""
    known = Document.objects.filter(destroyed_on=None, created_on__lt=clock.now() - LONG_ENOUGH)
    folder = Func(F("place"), Value("/"), Value(2), function="split_part", output_field=CharField())
    for name in known.order_by().values_list(folder, flat=True).distinct():
        there = {f"{FOLDER}/{name}/{file}" for file in _listed(f"{FOLDER}/{name}")[1]}
        yield {*known.filter(place__startswith=f"{FOLDER}/{name}/").values_list("place", flat=True)} - there


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        # Nobody has deposited anything yet.
        return [], []
    return sorted(folders), sorted(files)
