"""Sealed files that nobody can open any more do not stay for ever."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from parvis.core.documents.actions.keeping import destroy, store
from parvis.core.documents.actions.sweeping import LostFilesError, sweep
from parvis.core.documents.jobs import sweep_orphans
from parvis.core.documents.models import Document
from parvis.core.journal.models import JournalEntry
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope, unnoted

pytestmark = pytest.mark.django_db

TASK = system("documents.sweep")


def swept_in(days: float) -> int:
    with (
        clock.frozen(clock.now() + timedelta(days=days)),
        open_scope(TASK, reach=Reach.EVERYTHING, channel="job"),
    ):
        return sweep(by=TASK)


def traces() -> list[int | None]:
    with unnoted():
        return list(JournalEntry.objects.filter(verb="documents.sweep").values_list("count", flat=True))


@pytest.fixture
def rolled_back(nadia_acts) -> str:
    """Where a deposit left its sealed file when the transaction around it was rolled back."""
    with pytest.raises(RuntimeError), open_scope(nadia_acts), transaction.atomic():
        document = store(by=nadia_acts, file=SimpleUploadedFile("lettre.pdf", b"%PDF-1.7"), organisation=3)
        raise RuntimeError
    assert not Document.objects.filter(pk=document.pk).exists()
    assert default_storage.exists(document.place)
    return document.place


def test_a_file_without_row_goes_after_a_day_and_leaves_a_trace(rolled_back):
    assert swept_in(days=0.9) == 0
    assert default_storage.exists(rolled_back)
    assert traces() == []
    assert swept_in(days=1.1) == 1
    assert not default_storage.exists(rolled_back)
    assert traces() == [1]


def test_a_file_that_a_row_knows_stays(nadia_acts, rolled_back):
    with open_scope(nadia_acts):
        kept = store(by=nadia_acts, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"), organisation=3)
    assert swept_in(days=400) == 1
    assert default_storage.exists(kept.place)


def test_the_file_of_a_destroyed_document_goes_if_it_was_left(nadia_acts):
    with open_scope(nadia_acts):
        gone = store(by=nadia_acts, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"), organisation=3)
        destroy(by=nadia_acts, document=gone)
    assert default_storage.exists(gone.place)
    assert swept_in(days=2) == 1


def test_what_lies_beside_the_documents_is_not_touched(rolled_back):
    default_storage.save("autre/fichier", ContentFile(b"x"))
    assert swept_in(days=2) == 1
    assert default_storage.exists("autre/fichier")


def test_without_any_file_nothing_happens(db):
    assert swept_in(days=2) == 0
    assert traces() == []


def test_a_scope_that_does_not_see_every_row_sweeps_nothing(nadia_acts, rolled_back):
    with open_scope(nadia_acts), pytest.raises(PermissionError):
        sweep(by=nadia_acts)
    assert default_storage.exists(rolled_back)


def test_the_job_sweeps_as_itself(rolled_back):
    with clock.frozen(clock.now() + timedelta(days=2)), open_scope(TASK, reach=Reach.EVERYTHING):
        sweep_orphans()
    assert not default_storage.exists(rolled_back)


def test_a_row_whose_file_is_lost_is_told(nadia_acts):
    with open_scope(nadia_acts):
        lost = store(by=nadia_acts, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"), organisation=3)
    default_storage.delete(lost.place)
    assert swept_in(days=0.9) == 0
    with pytest.raises(LostFilesError, match="1 fichiers"):
        swept_in(days=1.1)
