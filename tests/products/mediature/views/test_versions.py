"""Replacing a document from its page, and reading what it was."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.declarations.mail import Apart
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.actions.handling import write_note
from parvis.products.mediature.enums import Fonction, Visibilite
from parvis.products.mediature.models import Piece, Saisine, Version
from tests.factories.drawings import make_pdf, make_picture
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite
from tests.factories.messages import NOTICE, make_message
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(saisine, mediator):
    return make_piece(saisine, acting_as(mediator))


@pytest.fixture
def own(saisine):
    with open_scope(holder_of(saisine)) as scope:
        return give(by=scope.actor, saisine=saisine, file=SimpleUploadedFile("avis.jpg", make_picture()))


def page(saisine, piece):
    return reverse("mediature:versions", args=[saisine.number, piece.pk])


def replacing(saisine, piece):
    return reverse("mediature:replace_own", args=[saisine.code, piece.pk])


def send(browser, address, **given):
    file = SimpleUploadedFile("nouveau.pdf", make_pdf(1))
    return browser.post(address, {"file": file, "version": 1, "label": "", "visibility": "requerant"} | given)


def test_the_office_replaces_a_document_and_still_reads_what_it_was(saisine, piece, browser, mediator):
    answer = send(browser, page(saisine, piece), label="Réponse signée")
    assert (answer.status_code, answer.url) == (302, page(saisine, piece))
    Document.objects.update(scan=Scan.CLEAN)
    shown = browser.get(page(saisine, piece)).text
    for words in ("Version actuelle 2", "nouveau.pdf", "Version 1", "courrier.txt", mediator.get_full_name()):
        assert words in shown, words
    case = browser.get(reverse("mediature:case", args=[saisine.number])).text
    assert "version 2" in case
    assert "Réponse signée" in case
    former = Version.objects.get()
    given = {"number": saisine.number, "piece": piece.pk, "version": former.pk}
    answer = browser.get(reverse("mediature:case_piece_version", kwargs=given))
    assert b"".join(answer.streaming_content) == b"Le courrier."
    answer = browser.get(reverse("mediature:case_piece", args=[saisine.number, piece.pk]))
    assert b"".join(answer.streaming_content)[:4] == b"%PDF"


def test_a_former_file_is_read_in_the_page_too(saisine, own, browser):
    assert send(browser, page(saisine, own)).status_code == 302
    Document.objects.update(scan=Scan.CLEAN)
    given = {"number": saisine.number, "piece": own.pk, "version": Version.objects.get().pk}
    shown = browser.get(reverse("mediature:read_version", kwargs=given))
    assert shown.status_code == 200
    assert browser.get(shown.context["pages"][0][1])["Content-Type"] == "image/jpeg"
    stranger = signed_in_browser(make_agent(make_collectivite(), Fonction.PRINCIPAL))
    for name in ("read_version", "case_piece_version"):
        assert stranger.get(reverse(f"mediature:{name}", kwargs=given)).status_code == 404
        assert browser.get(reverse(f"mediature:{name}", kwargs=given | {"piece": own.pk + 1})).status_code == 404


def test_the_person_replaces_their_own_and_takes_all_versions_away(saisine, own, client):
    follow = reverse("mediature:follow", args=[saisine.code])
    assert replacing(saisine, own) in client.get(follow).text
    assert send(client, replacing(saisine, own)).url == follow
    Document.objects.update(scan=Scan.CLEAN)
    assert "version 2" in client.get(follow).text
    answer = client.get(reverse("mediature:everything", args=[saisine.code]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {"documents/01-nouveau.pdf", "documents/anciennes-versions/02-v1-avis.jpg"} < set(archive.namelist())
        told = json.loads(archive.read("saisine.json"))["documents"]
    assert [(each["intitulé"], each["version"]) for each in told] == [("nouveau.pdf", 2), ("avis.jpg", 1)]


def test_the_office_takes_a_whole_case_away_each_with_what_they_may_read(saisine, piece, own, mediator, office):
    Saisine.objects.filter(pk=saisine.pk).update(mediateur=mediator)
    with open_scope(acting_as(mediator)) as scope:
        write_note(by=scope.actor, saisine=saisine, text="Pour le bureau.")
        write_note(by=scope.actor, saisine=saisine, text="Pour moi seul.", visibility=Visibilite.MEDIATEUR)
    make_message(saisine, sender="voirie@dijon.test", text="Nous réparons.")
    make_message(saisine, apart=Apart.SPAM, attachments=(NOTICE,))
    Document.objects.update(scan=Scan.CLEAN)
    address = reverse("mediature:case_archive", args=[saisine.number])
    notes = {}
    for who in (mediator, make_agent(office)):
        answer = signed_in_browser(who).get(address)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="dossier-{saisine.number}.zip"'
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            assert len(archive.namelist()) == 3
            told = json.loads(archive.read("saisine.json"))
        assert [each["de"] for each in told["messages"]] == ["voirie@dijon.test"]
        notes[who.pk] = [each["note"] for each in told["notes du bureau"]]
    assert sorted(map(len, notes.values())) == [1, 2]
    assert notes[mediator.pk] == ["Pour le bureau.", "Pour moi seul."]
    assert signed_in_browser(make_agent(make_collectivite())).get(address).status_code == 404


def test_the_person_is_not_offered_what_is_not_theirs(saisine, piece, own, client):
    assert replacing(saisine, piece) not in client.get(reverse("mediature:follow", args=[saisine.code])).text
    for method in (client.get, client.post):
        assert method(replacing(saisine, piece)).status_code == 404
    assert client.post(replacing(saisine, own), {"version": 1}).status_code == 422
    assert "Choisissez le fichier" in client.post(replacing(saisine, own), {"version": 1}).text
    assert send(client, replacing(saisine, own), version=7).status_code == 422
    assert Piece.objects.get(pk=own.pk).version == 1


def test_what_is_wrong_is_told_and_what_was_typed_stays(saisine, piece, browser):
    answer = browser.post(page(saisine, piece), {"version": 1, "label": "Signée", "visibility": "requerant"})
    assert answer.status_code == 422
    assert "Choisissez le fichier" in answer.text
    assert 'value="Signée"' in answer.text
    assert send(browser, page(saisine, piece), visibility="mediateur").status_code == 422
    assert "pendant que vous le lisiez" in send(browser, page(saisine, piece), version=9).text


def test_a_program_replaces_nothing(saisine, piece, own, browser, client):
    for who, address in ((browser, page(saisine, piece)), (client, replacing(saisine, own))):
        answer = send(who, address, file=SimpleUploadedFile("facture.pdf", b"MZ\x90\0"))
        assert answer.status_code == 422
        assert "« facture.pdf » est un programme" in answer.context["form"].errors["file"][0]
    assert not Version.objects.exists()


def test_to_another_office_there_is_no_such_document(saisine, piece):
    stranger = signed_in_browser(make_agent(make_collectivite(), Fonction.PRINCIPAL))
    assert stranger.get(page(saisine, piece)).status_code == 404
    assert send(stranger, page(saisine, piece)).status_code == 404
    assert not Version.objects.exists()


def test_a_document_of_many_versions_costs_no_more(saisine, piece, browser):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(page(saisine, piece)).status_code == 200
        return len(seen)

    assert send(browser, page(saisine, piece)).status_code == 302
    browser.get(page(saisine, piece))
    one = cost()
    for version in range(2, 6):
        assert send(browser, page(saisine, piece), version=version).status_code == 302
    browser.get(page(saisine, piece))
    assert cost() == one
