"""What is deposited is sealed, served when clean, and gone when destroyed."""

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.documents.actions.keeping import NotServedError, destroy, open_document, store
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import DataKey, Document
from parvis.core.documents.queries.contents import content_of
from parvis.kernel.actor import VISITOR, Actor, ActorKind
from parvis.kernel.scope import open_scope
from parvis.kernel.sealing import BrokenSealError
from tests.factories.disk import small_disk, stored_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nJeanne Martin\n%%EOF\n"


def deposit(by: Actor, content: bytes = PDF, name: str = "lettre.pdf", organisation: int | None = 3) -> Document:
    with open_scope(by):
        return store(by=by, file=SimpleUploadedFile(name, content), organisation=organisation)


def clean(document: Document) -> Document:
    Document.objects.filter(pk=document.pk).update(scan=Scan.CLEAN)
    document.refresh_from_db()
    return document


def journal(document: Document) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor_key, verb, organisation FROM journal_entry WHERE object_key = %s ORDER BY recorded_at, verb",
            [f"document:{document.pk}"],
        )
        return cursor.fetchall()


def test_a_document_is_described_sealed_and_waits_for_the_antivirus(nadia_acts):
    document = deposit(nadia_acts, name="C:\\Users\\nadia\\lettre.pdf")
    assert (document.name, document.media_type, document.size) == ("lettre.pdf", "application/pdf", len(PDF))
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert document.scan == Scan.WAITING
    with default_storage.open(document.place) as file:
        assert b"Jeanne" not in file.read()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["payload"]) == ("documents.scan", {"document": str(document.pk)})
    assert journal(document) == [(nadia_acts.key, "documents.store", 3)]


def test_the_type_is_that_of_the_content(nadia_acts):
    assert deposit(nadia_acts, b"MZ\x90\0\3\0\0\0", "photo.png").media_type == "application/octet-stream"
    assert deposit(nadia_acts, "é;b\n".encode(), "liste.csv").media_type == "text/plain"
    assert deposit(nadia_acts, b"", "vide.txt").media_type == "text/plain"


def test_a_document_is_read_once_clean_and_each_reading_is_journaled(nadia_acts):
    document = deposit(nadia_acts)
    with open_scope(nadia_acts):
        with pytest.raises(NotServedError):
            open_document(by=nadia_acts, document=document)
        clean(document)
        assert b"".join(open_document(by=nadia_acts, document=document)) == PDF
    assert [verb for _, verb, _ in journal(document)] == ["documents.store", "documents.read"]


@pytest.mark.parametrize(("mode", "served"), [("demo", True), ("test", False), ("production", False)])
def test_what_nothing_scanned_is_served_by_the_demonstration_alone(nadia_acts, settings, mode, served):
    document = deposit(nadia_acts)
    document.scan = Scan.UNSCANNED
    settings.PARVIS_MODE = mode
    with open_scope(nadia_acts):
        if served:
            assert b"".join(open_document(by=nadia_acts, document=document)) == PDF
        else:
            with pytest.raises(NotServedError):
                open_document(by=nadia_acts, document=document)


def test_an_infected_document_is_never_served(nadia_acts, settings):
    settings.PARVIS_MODE = "demo"
    document = deposit(nadia_acts)
    document.scan = Scan.INFECTED
    with open_scope(nadia_acts), pytest.raises(NotServedError):
        open_document(by=nadia_acts, document=document)


def test_destroyed_the_document_cannot_be_opened_even_from_a_backup_of_its_file(nadia_acts):
    document = clean(deposit(nadia_acts))
    with default_storage.open(document.place) as file:
        backup = file.read()
    with open_scope(nadia_acts):
        destroy(by=nadia_acts, document=document)
        destroy(by=nadia_acts, document=document)
        document.refresh_from_db()
        default_storage.delete(document.place)
        default_storage.save(document.place, ContentFile(backup))
        assert (document.name, document.sha256, document.created_by) == ("", "", None)
        with pytest.raises(NotServedError):
            open_document(by=nadia_acts, document=document)
        with pytest.raises(DataKey.DoesNotExist):
            list(content_of(document))
    assert [verb for _, verb, _ in journal(document)] == ["documents.store", "documents.destroy"]


def test_the_file_leaves_the_storage_when_the_destruction_is_committed(nadia_acts, django_capture_on_commit_callbacks):
    document = deposit(nadia_acts)
    with open_scope(nadia_acts), django_capture_on_commit_callbacks(execute=True):
        destroy(by=nadia_acts, document=document)
        assert default_storage.exists(document.place)
    assert not default_storage.exists(document.place)


def test_a_changed_file_does_not_open(nadia_acts, storage):
    document = clean(deposit(nadia_acts))
    with Path(storage.path(document.place)).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\0")
    with open_scope(nadia_acts), pytest.raises(BrokenSealError):
        list(content_of(document))


def test_a_file_too_large_is_refused_and_leaves_nothing(nadia_acts, settings, storage, tmp_path):
    settings.PARVIS_DOCUMENT_MAXIMUM = 10
    with pytest.raises(ValidationError, match="dépasse"):
        deposit(nadia_acts)
    assert not Document.objects.exists()
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_full_disk_keeps_nothing_of_a_file_and_what_was_there_stays(nadia_acts, settings, tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        stored_in(settings, disk.folder)
        before = clean(deposit(nadia_acts))
        disk.fill(leave=100_000)
        with pytest.raises(OSError, match="No space left"):
            deposit(nadia_acts, b"x" * 900_000)
        assert (Document.objects.count(), len(disk.files)) == (1, 1)
        assert b"".join(open_document(by=nadia_acts, document=before)) == PDF
        disk.free()
        deposit(nadia_acts, b"x" * 900_000)
        assert (Document.objects.count(), len(disk.files)) == (2, 2)


def test_a_refused_deposit_leaves_no_file(nadia_acts, tmp_path):
    with pytest.raises(ProgrammingError, match="row-level security"):
        deposit(nadia_acts, organisation=4)
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (Actor(ActorKind.USER, "0", roles=((3, "membre"),)), 1),
        (Actor(ActorKind.USER, "0", roles=((4, "membre"),)), 0),
        (VISITOR, 0),
    ],
)
def test_documents_and_keys_show_to_their_organisation_only(nadia_acts, actor, seen):
    deposit(nadia_acts)
    with open_scope(actor):
        assert Document.objects.count() == DataKey.objects.count() == seen
        assert Document.objects.visible_to(actor).count() == seen
        with transaction.atomic():
            assert DataKey.objects.all().delete()[0] == seen


def test_what_is_deposited_for_oneself_shows_to_oneself(nadia_acts):
    deposit(nadia_acts, organisation=None)
    alone = Actor(ActorKind.USER, nadia_acts.identifier)
    with open_scope(alone):
        assert Document.objects.count() == Document.objects.visible_to(alone).count() == 1


def test_who_leaves_an_organisation_no_longer_sees_what_they_deposited_for_it(nadia_acts):
    deposit(nadia_acts)
    gone = Actor(ActorKind.USER, nadia_acts.identifier)
    with open_scope(gone):
        assert Document.objects.count() == Document.objects.visible_to(gone).count() == 0
