"""A file leaves for whoever may have it, as a file and nothing else."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.core.accounts.models import User
from parvis.core.documents.actions.keeping import store
from parvis.core.documents.models import Document
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


@pytest.fixture
def document(nadia_acts) -> Document:
    return store(by=nadia_acts, file=SimpleUploadedFile("reçu été.html", HTML))


@pytest.fixture
def signed_in(nadia):
    return signed_in_browser(nadia)


def test_a_clean_file_is_saved_by_the_browser_and_never_shown(signed_in, document):
    Document.objects.filter(pk=document.pk).update(scan="clean")
    answer = signed_in.get(f"/documents/{document.pk}/")
    assert b"".join(answer.streaming_content) == HTML
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Length"] == str(len(HTML))
    assert answer.headers["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''re%C3%A7u%20%C3%A9t%C3%A9.html"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("scan", "words"), [("waiting", "attend son analyse"), ("infected", "a été écarté")])
def test_what_is_not_served_is_explained(signed_in, document, scan, words):
    Document.objects.filter(pk=document.pk).update(scan=scan)
    answer = signed_in.get(f"/documents/{document.pk}/")
    assert answer.status_code == 409
    assert words in answer.content.decode()


def test_a_stranger_learns_nothing(client, document, acting):
    Document.objects.filter(pk=document.pk).update(scan="clean")
    assert client.get(f"/documents/{document.pk}/").status_code == 302
    client = signed_in_browser(User.objects.create_user("ali@parvis.test"))
    assert client.get(f"/documents/{document.pk}/").status_code == 404


def test_a_changed_or_lost_file_is_told(signed_in, document, storage):
    Document.objects.filter(pk=document.pk).update(scan="clean")
    with Path(storage.path(document.place)).open("r+b") as file:
        file.truncate(40)
    answer = signed_in.get(f"/documents/{document.pk}/")
    assert answer.status_code == 500
    assert "ne peut pas être ouvert" in answer.content.decode()
    storage.delete(document.place)
    assert signed_in.get(f"/documents/{document.pk}/").status_code == 500
