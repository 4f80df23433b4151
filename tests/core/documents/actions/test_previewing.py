"""A file is shown once found clean, to whoever opened it, and that is written in the journal."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection

from parvis.core.documents.actions.keeping import NotServedError, store
from parvis.core.documents.actions.previewing import LASTS, drawn_page, preview
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.rendering import Reason, UnreadableError, apart
from parvis.kernel.scope import open_scope
from tests.factories.drawings import make_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(nadia_acts) -> Document:
    with open_scope(nadia_acts):
        made = store(by=nadia_acts, file=ContentFile(make_pdf(), name="courrier.pdf"), organisation=3)
        Document.objects.update(scan=Scan.CLEAN)
        made.refresh_from_db()
        yield made


def readings(document):
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb FROM journal_entry WHERE object_key = %s", [document.subject_key])
        return [verb for (verb,) in cursor.fetchall()]


def test_opening_is_one_reading_and_its_pages_are_none(nadia_acts, document):
    found = preview(by=nadia_acts, document=document)
    assert found.count == len(found.pages) > 1
    for page in found.pages:
        assert drawn_page(by=nadia_acts, document=document, number=page.number, ticket=found.ticket)[:2] == b"\xff\xd8"
    assert readings(document).count("documents.preview") == 1
    assert "documents.read" not in readings(document)


def test_a_page_is_for_whoever_opened_the_file_not_long_ago(nadia_acts, document, time_machine):
    ticket = preview(by=nadia_acts, document=document).ticket
    other = Actor(ActorKind.USER, "9", roles=((3, "membre"),))
    for by, given in ((other, ticket), (nadia_acts, ""), (nadia_acts, f"{ticket}0")):
        with pytest.raises(PermissionDenied):
            drawn_page(by=by, document=document, number=1, ticket=given)
    time_machine.move_to(clock.now() + timedelta(seconds=LASTS + 1))
    with pytest.raises(PermissionDenied):
        drawn_page(by=nadia_acts, document=document, number=1, ticket=ticket)


@pytest.mark.parametrize("scan", [Scan.WAITING, Scan.INFECTED, Scan.UNSCANNED])
def test_nothing_is_drawn_of_a_file_that_was_not_found_clean(nadia_acts, document, scan):
    ticket = preview(by=nadia_acts, document=document).ticket
    document.scan = scan
    with pytest.raises(NotServedError):
        preview(by=nadia_acts, document=document)
    with pytest.raises(NotServedError):
        drawn_page(by=nadia_acts, document=document, number=1, ticket=ticket)


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "text/plain", "application/octet-stream"])
def test_what_could_run_in_a_page_is_never_shown(nadia_acts, document, media_type):
    document.media_type = media_type
    with pytest.raises(UnreadableError) as refused:
        preview(by=nadia_acts, document=document)
    assert refused.value.reason == Reason.BROKEN


def test_what_took_too_long_is_left_for_a_while(nadia_acts, document, monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0)
    with pytest.raises(UnreadableError):
        preview(by=nadia_acts, document=document)
    monkeypatch.undo()
    with pytest.raises(UnreadableError) as refused:
        preview(by=nadia_acts, document=document)
    assert refused.value.reason == Reason.HEAVY
    assert preview(by=nadia_acts, document=document, first=2).pages
