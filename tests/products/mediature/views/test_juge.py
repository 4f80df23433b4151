"""The page from which documents go to a court."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Production, Saisine
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(saisine):
    return f"/mediature/bureau/{saisine.number}/juge/"


def send(browser, address, **given):
    version = Saisine.objects.get().version
    sent = {"version": version, "court": "Tribunal de Dijon", "fondement": "protection", "reasons": "Un danger."}
    answer = browser.post(address, sent | given)
    # Read to its end, as a browser does.
    answer.archive = b"".join(answer.streaming_content) if answer.streaming else b""
    return answer


def test_nothing_is_ticked_and_what_was_ticked_leaves(saisine, mediator, browser, address):
    piece = make_piece(saisine, acting_as(mediator), name="Lettre à l’école.txt")
    assert "Lettre à l’école" not in browser.get(address).text
    Document.objects.update(scan=Scan.CLEAN)
    page = browser.get(address).text
    assert "Lettre à l’école" in page
    assert "checked" not in page
    answer = send(browser, address, recueilli=[f"piece-{piece.pk}"])
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.archive)) as archive:
        assert archive.namelist() == ["01-lettre-a-lecoletxt.txt", "00-bordereau.pdf"]
    after = browser.get(address).text
    assert "Déjà remis" in after
    assert "Un danger." in after
    assert "Pièces remises au juge" in browser.get(f"/mediature/bureau/{saisine.number}/").text


def test_what_is_wrong_is_told_and_what_was_typed_stays(saisine, browser, address):
    answer = send(browser, address)
    assert (answer.status_code, "Cochez au moins une pièce" in answer.text) == (422, True)
    answer = send(browser, address, dit="saisine", reasons="")
    assert "Écrivez pourquoi" in answer.text
    assert "Tribunal de Dijon" in answer.text
    assert "checked" in answer.text
    answer = send(browser, address, dit="saisine", fondement="ouvert")
    assert "Ce fondement ne permet pas" in answer.text
    # No party is written in this case: nothing asks for their agreement, and it lacks all the same.
    answer = send(browser, address, dit="saisine", fondement="accord")
    assert (answer.status_code, "Il manque l’accord de : la personne" in answer.text) == (422, True)
    assert send(browser, address, dit="note-1").status_code == 422
    assert not Production.objects.exists()


def test_an_assistant_reads_what_left_and_lets_nothing_leave(office, saisine, browser, address):
    send(browser, address, dit="saisine")
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    page = assistant.get(address).text
    assert "Tribunal de Dijon" in page
    assert "Télécharger le ZIP" not in page
    assert send(assistant, address, dit="saisine").status_code == 403
    assert Production.objects.count() == 1


def test_to_another_office_the_page_does_not_exist(address, client):
    stranger = signed_in_browser(make_agent(make_collectivite(), Fonction.PRINCIPAL))
    assert stranger.get(address).status_code == 404
    assert send(stranger, address, dit="saisine").status_code == 404
    assert client.get(address).status_code == 302
    assert not Production.objects.exists()


def test_many_documents_cost_no_more_than_one(saisine, mediator, browser, address):
    def cost():
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    make_piece(saisine, acting_as(mediator))
    Document.objects.update(scan=Scan.CLEAN)
    send(browser, address, dit="saisine")
    one = cost()
    for _ in range(5):
        make_piece(saisine, acting_as(mediator))
        send(browser, address, dit="saisine")
    Document.objects.update(scan=Scan.CLEAN)
    assert cost() == one
