"""What has arrived of a file is kept, sealed, for whoever sends it and nobody else, and not for ever."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, ProgrammingError, connection, transaction

from parvis.core.documents.actions.keeping import store
from parvis.core.documents.actions.receiving import (
    PIECE,
    ElsewhereError,
    NotKeptError,
    begin_upload,
    drop_refused,
    drop_upload,
    end_upload,
    pieces_in,
    take_in,
)
from parvis.core.documents.actions.rotating import rotate_master_key
from parvis.core.documents.actions.sweeping import sweep
from parvis.core.documents.models import Document, Upload
from parvis.core.documents.queries.contents import content_of
from parvis.core.documents.queries.grants import Grant
from parvis.core.documents.queries.received import KEPT_DAYS, ReceivedFile, received, uploads_at
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.clock import PARIS
from parvis.kernel.scope import Reach, open_scope

pytestmark = pytest.mark.django_db

ANNE = Actor(ActorKind.CITIZEN, "a" * 64)
PAUL = Actor(ActorKind.CITIZEN, "b" * 64)
CONTENT = b"%PDF-1.7\nJeanne Martin\n" + bytes(range(256)) * 3000
HERE = "tests.Draft:1"


def grant(by: Actor = ANNE, most: int = 10, largest: int = 2_000_000) -> Grant:
    return Grant(by, HERE, most, largest)


def begun(length: int = len(CONTENT), name: str = "lettre.pdf", **given) -> Upload:
    with open_scope(ANNE):
        return begin_upload(by=ANNE, grant=grant(**given), name=name, length=length)


def sent(upload: Upload, content: bytes = CONTENT, size: int = PIECE) -> Upload:
    with open_scope(ANNE):
        for start in range(0, len(content), size):
            upload = take_in(by=ANNE, pk=upload.pk, start=start, piece=content[start : start + size])
    return upload


def journal(upload: Upload) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb FROM journal_entry WHERE object_key = %s", [f"upload:{upload.pk}"])
        return [verb for (verb,) in cursor.fetchall()]


def night_after(days: float):
    return (clock.now() + timedelta(days=days)).astimezone(PARIS).date()


def test_pieces_are_sealed_and_make_the_file_again(acting):
    upload = sent(begun(name="C:\\Photos\\lettre.pdf"))
    assert (upload.name, upload.whole, len(pieces_in(upload.folder))) == ("lettre.pdf", True, 3)
    for name in pieces_in(upload.folder):
        with default_storage.open(f"{upload.folder}/{name}") as file:
            assert b"Jeanne" not in file.read()
    with open_scope(ANNE):
        [file] = received(ANNE, HERE)
        assert b"".join(file.chunks()) == CONTENT
    assert journal(upload) == ["documents.upload"]


def test_a_piece_that_is_moved_does_not_open():
    upload = sent(begun(), size=PIECE)
    first, second = (f"{upload.folder}/{name}" for name in pieces_in(upload.folder)[:2])
    with default_storage.open(first) as one, default_storage.open(second) as other:
        swapped = {first: other.read(), second: one.read()}
    for place, content in swapped.items():
        with default_storage.open(place, "wb") as file:
            file.write(content)
    with open_scope(ANNE), pytest.raises(ValidationError, match="plus en attente"):
        b"".join(ReceivedFile(ANNE, upload).chunks())


def test_kept_as_a_document_the_upload_ends_with_the_transaction(django_capture_on_commit_callbacks):
    upload = sent(begun())
    deposit = system("tests.deposit")
    with open_scope(ANNE):
        [file] = received(ANNE, HERE)
        with pytest.raises(RuntimeError), transaction.atomic():
            with open_scope(deposit, organisations=[3]):
                store(by=deposit, file=file, organisation=3)
            raise RuntimeError
        assert len(received(ANNE, HERE)) == 1
        with django_capture_on_commit_callbacks(execute=True), open_scope(deposit, organisations=[3]):
            document = store(by=deposit, file=file, organisation=3)
            assert b"".join(content_of(document)) == CONTENT
            with pytest.raises(ValidationError, match="plus en attente"):
                store(by=deposit, file=file, organisation=3)
        assert (document.name, document.media_type) == ("lettre.pdf", "application/pdf")
        assert uploads_at(ANNE, HERE) == []
        assert not default_storage.exists(upload.folder)
        with open_scope(deposit, organisations=[3]):
            assert Document.objects.count() == 1


def test_nothing_is_written_where_the_upload_does_not_stand():
    upload = begun()
    with open_scope(ANNE):
        take_in(by=ANNE, pk=upload.pk, start=0, piece=CONTENT[:PIECE])
        for start in (0, 5, PIECE + 1):
            with pytest.raises(ElsewhereError) as moved:
                take_in(by=ANNE, pk=upload.pk, start=start, piece=b"x")
            assert moved.value.received == PIECE
        with pytest.raises(ElsewhereError):
            take_in(by=ANNE, pk=upload.pk, start=PIECE, piece=b"x" * len(CONTENT))


def test_a_storage_that_fails_keeps_what_had_arrived_and_takes_the_piece_again(settings, tmp_path):
    upload = begun()
    with open_scope(ANNE):
        take_in(by=ANNE, pk=upload.pk, start=0, piece=CONTENT[:PIECE])
    usual = settings.STORAGES
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.STORAGES = usual | {"default": usual["default"] | {"OPTIONS": {"location": tmp_path / "taken"}}}
    with open_scope(ANNE), pytest.raises(NotKeptError):
        take_in(by=ANNE, pk=upload.pk, start=PIECE, piece=CONTENT[PIECE : 2 * PIECE])
    settings.STORAGES = usual
    with open_scope(ANNE):
        assert uploads_at(ANNE, HERE)[0].received == PIECE
        for start in (PIECE, 2 * PIECE):
            take_in(by=ANNE, pk=upload.pk, start=start, piece=CONTENT[start : start + PIECE])
        assert b"".join(received(ANNE, HERE)[0].chunks()) == CONTENT


def test_a_piece_whose_row_was_never_committed_is_replaced():
    upload = begun()
    with open_scope(ANNE):
        with pytest.raises(RuntimeError), transaction.atomic():
            take_in(by=ANNE, pk=upload.pk, start=0, piece=b"x" * PIECE)
            raise RuntimeError
        assert len(pieces_in(upload.folder)) == 1
    sent(upload)
    with open_scope(ANNE):
        assert b"".join(received(ANNE, HERE)[0].chunks()) == CONTENT


@pytest.mark.parametrize(
    ("name", "length", "words"),
    [
        ("a.pdf", 0, "est vide"),
        ("a.pdf", 2_000_001, "dépasse 2 Mo. Réduisez-le, ou photographiez page par page"),
        ("Années.XLSX", 2_000_001, "dépasse 2 Mo. Découpez-le"),
        ("a.eml", 2_000_001, "dépasse 2 Mo. Ses pièces jointes se déposent à part"),
    ],
)
def test_what_is_of_no_use_is_refused_before_it_leaves(name, length, words):
    with pytest.raises(ValidationError, match=words):
        begun(name=name, length=length)


def test_a_form_takes_no_more_than_it_says_and_room_is_made_by_giving_one_up(
    acting, django_capture_on_commit_callbacks
):
    first = begun(most=2)
    sent(first)
    begun(most=2)
    with pytest.raises(ValidationError, match="retirez-en un"):
        begun(most=2)
    with open_scope(ANNE), django_capture_on_commit_callbacks(execute=True):
        drop_upload(by=ANNE, upload=first)
    assert not default_storage.exists(first.folder)
    assert sorted(journal(first)) == ["documents.upload", "documents.upload-drop"]
    begun(most=2)


def test_a_file_that_is_refused_for_what_it_holds_waits_for_nothing(acting, django_capture_on_commit_callbacks):
    upload = sent(begun())
    with open_scope(ANNE), django_capture_on_commit_callbacks(execute=True):
        drop_refused(file=ContentFile(b"Bonjour.", "a.txt"))
        assert Upload.objects.count() == 1
        drop_refused(file=received(ANNE, HERE)[0])
        assert not Upload.objects.exists()
    assert not default_storage.exists(upload.folder)
    assert sorted(journal(upload)) == ["documents.upload", "documents.upload-drop"]


def test_row_security_shows_an_upload_to_whoever_sends_it_alone(nadia_acts):
    upload = sent(begun())
    with open_scope(ANNE):
        assert Upload.objects.count() == 1
    for other in (PAUL, nadia_acts, Actor(ActorKind.CITIZEN), Actor(ActorKind.CORRESPONDENT, "a" * 64)):
        with open_scope(other):
            assert not Upload.objects.exists()
            assert Upload.objects.filter(pk=upload.pk).update(name="autre") == 0
            with pytest.raises(Upload.DoesNotExist):
                take_in(by=other, pk=upload.pk, start=0, piece=b"x")
    upload.pk = None
    with open_scope(PAUL), pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        Upload.objects.create(holder=ANNE.key, place=HERE, name="a", length=1, folder="x", sealed=b"", master="x")


def test_the_night_ends_what_nobody_finished_nor_joined(acting):
    upload = sent(begun(), CONTENT[: 2 * PIECE])
    run_night(by=system("privacy.night"), today=night_after(KEPT_DAYS - 1))
    assert Upload.objects.filter(pk=upload.pk).exists()
    assert default_storage.exists(upload.folder)
    run_night(by=system("privacy.night"), today=night_after(KEPT_DAYS + 1))
    assert not Upload.objects.exists()
    assert not default_storage.exists(upload.folder)


def test_a_piece_more_starts_the_week_again(acting):
    with clock.frozen(clock.now() - timedelta(days=KEPT_DAYS - 1)):
        upload = begun()
    sent(upload, CONTENT[:PIECE])
    run_night(by=system("privacy.night"), today=night_after(2))
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_pieces_that_no_row_knows_are_swept_after_a_day():
    kept, lost = sent(begun()), sent(begun())
    with open_scope(ANNE):
        Upload.objects.filter(pk=lost.pk).delete()
    task = system("documents.sweep")
    for days, swept in ((0.9, 0), (1.1, 1)):
        with clock.frozen(clock.now() + timedelta(days=days)), open_scope(task, reach=Reach.EVERYTHING):
            assert sweep(by=task) == swept
    assert default_storage.exists(kept.folder)
    assert not default_storage.exists(lost.folder)


def test_the_master_key_may_change_meanwhile(settings, acting):
    upload = begun()
    with open_scope(ANNE):
        take_in(by=ANNE, pk=upload.pk, start=0, piece=CONTENT[:PIECE])
    settings.PARVIS_FORMER_MASTER_KEYS = [settings.PARVIS_MASTER_KEY]
    settings.PARVIS_MASTER_KEY = "another-master-key-for-this-test-only"
    assert rotate_master_key(by=system("tests")) == 1
    settings.PARVIS_FORMER_MASTER_KEYS = []
    with open_scope(ANNE):
        for start in (PIECE, 2 * PIECE):
            take_in(by=ANNE, pk=upload.pk, start=start, piece=CONTENT[start : start + PIECE])
        assert b"".join(received(ANNE, HERE)[0].chunks()) == CONTENT


def test_what_joins_a_file_ends_its_upload_in_the_same_request(monkeypatch):
    file, ended = ReceivedFile(ANNE, sent(begun())), []
    monkeypatch.setattr("parvis.kernel.scope.at_scope_end", [ended.append])
    with open_scope(PAUL, channel="api") as outer:
        end_upload(file=file)
    assert [(each.actor, each.channel, each.request_id) for each in ended] == [
        (ANNE, "api", outer.request_id),
        (PAUL, "api", outer.request_id),
    ]
    assert not Upload.objects.exists()
