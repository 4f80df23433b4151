"""A file leaves quarantine on the word of a real antivirus."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.documents.actions.keeping import destroy, store
from parvis.core.documents.actions.scanning import scan, scan_what_waits
from parvis.core.documents.models import Document
from parvis.core.documents.queries.antivirus import AntivirusError
from parvis.core.documents.queries.evidence import PLANTED, refuses_a_planted_file

pytestmark = pytest.mark.django_db


def scanned(by, content: bytes) -> str:
    document = store(by=by, file=SimpleUploadedFile("a.txt", content))
    scan(str(document.pk))
    document.refresh_from_db()
    return document.scan


@pytest.mark.parametrize(
    ("content", "state"),
    [(b"Bonjour", "clean"), (b"", "clean"), (PLANTED, "infected"), (b"a" * 26_000_000, "clean")],
    ids=["text", "empty", "eicar", "26 MB"],
)
def test_the_antivirus_decides(nadia_acts, acting, settings, clamd, content, state):
    settings.PARVIS_CLAMD = clamd
    assert scanned(nadia_acts, content) == state


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd", "127.0.0.1:9"])
def test_while_the_antivirus_is_down_the_file_waits_and_the_job_is_tried_again(nadia_acts, acting, settings, address):
    settings.PARVIS_CLAMD = address
    with pytest.raises(AntivirusError):
        scanned(nadia_acts, b"Bonjour")
    assert Document.objects.get().scan == "waiting"


@pytest.mark.parametrize(("mode", "state"), [("demo", "unscanned"), ("production", "waiting")])
def test_without_antivirus_files_wait_except_in_the_demonstration(nadia_acts, acting, settings, mode, state):
    settings.PARVIS_CLAMD, settings.PARVIS_MODE = "", mode
    assert scanned(nadia_acts, b"Bonjour") == state


def test_the_public_proof_is_a_planted_file_refused_now(settings, clamd):
    settings.PARVIS_CLAMD = clamd
    seen = refuses_a_planted_file()
    assert (seen.holds, seen.figures[0].value) == (True, "refusé")
    settings.PARVIS_CLAMD, shown = "", {}
    for settings.PARVIS_MODE in ("demo", "production"):
        shown[settings.PARVIS_MODE] = refuses_a_planted_file().holds
    assert shown == {"demo": False, "production": True}
    settings.PARVIS_CLAMD = "127.0.0.1:9"
    with pytest.raises(AntivirusError):
        refuses_a_planted_file()


def test_what_waits_is_queued_again_once(nadia_acts, acting, settings):
    settings.PARVIS_CLAMD = "127.0.0.1:9"
    waiting = store(by=nadia_acts, file=SimpleUploadedFile("a.txt", b"a"))
    destroy(by=nadia_acts, document=store(by=nadia_acts, file=SimpleUploadedFile("a.txt", b"a")))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    scan_what_waits()
    scan_what_waits()
    assert [job.args["payload"]["document"] for job in ProcrastinateJob.objects.all()] == [str(waiting.pk)]
