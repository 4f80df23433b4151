"""Files sent before their form are joined with it, by the person, the office or a service, and by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.core.documents.models import Upload
from parvis.kernel.clock import today
from parvis.products.mediature.enums import Canal, Demarche, Juge, Qualite, Visibilite
from parvis.products.mediature.models import Piece, Saisine
from tests.factories.mediature import make_agent, make_collectivite, make_draft, make_saisine
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import code_of, make_admitted, make_question
from tests.factories.uploads import TUS, listed, send_file, sends_to

pytestmark = pytest.mark.django_db


def labels() -> list[str]:
    return sorted(Piece.objects.values_list("label", flat=True))


@pytest.fixture
def papers(acting):
    """The page of a draft where files are joined, and its draft."""
    draft, _, code = make_draft(make_collectivite())
    return reverse("mediature:step", args=[code, "pieces"]), draft, code


def test_what_was_sent_is_joined_by_the_draft_beside_what_comes_with_it(papers, client):
    address, draft, _ = papers
    page = client.get(address).text
    pk = send_file(client, page, "reçu d’août.txt")
    assert "reçu d’août.txt" in listed(client.get(address).text)
    answer = client.post(address, {"fichiers-envois": pk, "photo": SimpleUploadedFile("b.jpg", b"\xff\xd8\xff\xe0")})
    assert answer.status_code == 302
    assert labels() == ["b.jpg", "reçu d’août.txt"]
    assert listed(client.get(address).text) == []
    assert not Upload.objects.exists()
    assert Piece.objects.get(label="reçu d’août.txt").brouillon == draft


def test_one_that_is_refused_leaves_the_others_and_a_second_press_joins_nothing_twice(papers, client):
    address, _, _ = papers
    pk = send_file(client, client.get(address).text)
    wrong = client.post(address, {"fichiers-envois": pk, "photo": SimpleUploadedFile("vide.jpg", b"")})
    assert wrong.status_code == 422
    assert "« vide.jpg » est vide" in wrong.text
    assert labels() == ["lettre.txt"]
    again = client.post(address, {"fichiers-envois": pk})
    assert again.status_code == 422
    assert "déjà envoyé n’est plus en attente" in again.text
    assert labels() == ["lettre.txt"]


def test_a_program_is_refused_as_it_is_when_it_comes_with_the_form(papers, client):
    address, _, _ = papers
    answer = client.post(address, {"fichiers": SimpleUploadedFile("facture.pdf", b"MZ\x90\0")})
    assert answer.status_code == 422
    assert "« facture.pdf » est un programme" in answer.text
    assert labels() == []


def test_a_draft_takes_ten_documents_however_they_come(papers, client):
    address, _, _ = papers
    page = client.get(address).text
    client.post(address, {"fichiers": [SimpleUploadedFile(f"{rank}.txt", b"a") for rank in range(8)]})
    page = client.get(address).text
    for _ in range(2):
        send_file(client, page)
    full = client.generic("POST", sends_to(page), headers={**TUS, "Upload-Length": "5"})
    assert full.status_code == 422
    assert "retirez-en un" in full.content.decode()


def test_what_was_sent_and_not_joined_goes_with_the_saisine(papers, client):
    address, _, code = papers
    send_file(client, client.get(address).text)
    read = reverse("mediature:step", args=[code, "relire"])
    assert "1\N{NO-BREAK SPACE}autre fichier déjà envoyé sera joint à votre saisine" in client.get(read).text
    assert client.post(read).status_code == 302
    assert Piece.objects.get().saisine == Saisine.objects.get()


def test_the_code_of_another_draft_joins_nothing_of_this_one(papers, client):
    address, _, _ = papers
    pk = send_file(client, client.get(address).text)
    other = reverse("mediature:step", args=[make_draft(make_collectivite())[2], "pieces"])
    assert client.post(other, {"fichiers-envois": pk}).status_code == 422
    assert labels() == []


def test_a_person_adds_to_their_case_what_was_sent(acting, client):
    saisine = make_saisine()
    page = client.get(reverse("mediature:follow", args=[saisine.code])).text
    pk = send_file(client, page)
    add = reverse("mediature:add", args=[saisine.code])
    assert client.post(add, {"fichiers-envois": pk}).status_code == 302
    assert Piece.objects.get().saisine == saisine
    assert client.post(add, {}).status_code == 422


def test_the_office_adds_a_document_that_was_sent(browser, saisine):
    case = f"/mediature/bureau/{saisine.number}/"
    page = browser.get(case).text
    pk = send_file(browser, page, "réponse.txt")
    given = {"version": saisine.version, "label": "", "visibility": "inconnue", "file-envois": pk}
    wrong = browser.post(f"{case}document/", given)
    assert wrong.status_code == 422
    assert "réponse.txt" in listed(wrong.text)
    assert browser.post(f"{case}document/", given | {"visibility": Visibilite.BUREAU}).status_code == 302
    assert labels() == ["réponse.txt"]


def test_a_colleague_neither_sees_nor_joins_what_somebody_is_sending(browser, saisine, office):
    case = f"/mediature/bureau/{saisine.number}/"
    page = browser.get(case).text
    pk = send_file(browser, page)
    colleague = signed_in_browser(make_agent(office))
    assert listed(colleague.get(case).text) == []
    given = {"version": saisine.version, "visibility": Visibilite.BUREAU, "file-envois": pk}
    assert colleague.post(f"{case}document/", given).status_code == 422
    assert colleague.generic("POST", sends_to(page), headers={**TUS, "Upload-Length": "5"}).status_code == 404
    assert labels() == []


def test_the_office_registers_with_what_was_sent_and_a_mistake_loses_nothing(browser, office):
    address = reverse("mediature:register")
    page = browser.get(address)
    pk = send_file(browser, page.text, "courrier scanné.txt")
    given = {
        "sealed": page.context["form"]["sealed"].value(), "office": office.organisation_id, "canal": Canal.COURRIER,
        "received_on": today().isoformat(), "origine": "usager", "first_name": "Samira", "last_name": "Benali",
        "qualite": Qualite.PARTICULIER, "phone": "03 81 61 50 50", "facts": "Une facture d’eau.",
        "demarche": Demarche.AUCUNE, "juge": Juge.NON, "pieces-envois": pk,
    }  # fmt: skip
    wrong = browser.post(address, given | {"last_name": ""})
    assert wrong.status_code == 422
    assert "courrier scanné.txt" in listed(wrong.text)
    assert browser.post(address, given).status_code == 200
    assert Piece.objects.get().saisine == Saisine.objects.get()
    # The page of another person does not take it.
    assert listed(browser.get(address).text) == []


def test_a_service_answers_with_what_was_sent(client, office):
    asked = make_question(make_admitted(office), pieces=[])
    address = f"/mediature/bureau/repondre/{code_of(asked)}/"
    pk = send_file(client, client.get(address).text, "arrêté.txt")
    assert client.post(f"{address}reponse/", {"text": "", "fichiers-envois": pk}).status_code == 422
    assert "arrêté.txt" in listed(client.get(address).text)
    assert client.post(f"{address}reponse/", {"text": "Complet.", "fichiers-envois": pk}).status_code == 302
    assert labels() == ["arrêté.txt"]


def test_a_message_leaves_with_what_was_sent_whoever_writes_it(client, browser, saisine):
    for who, address, given in (
        (client, reverse("mediature:exchange", args=[saisine.code]), {}),
        (browser, f"/mediature/bureau/{saisine.number}/messages/", {"to_person": "on", "subject": "Suite"}),
    ):
        pk = send_file(who, who.get(address).text, f"joint-{len(given)}.txt")
        assert who.post(address, given | {"text": "", "fichiers-envois": pk}).status_code == 422
        assert listed(who.get(address).text) == [f"joint-{len(given)}.txt"]
        assert who.post(address, given | {"text": "Voici.", "fichiers-envois": pk}).status_code == 302
    assert labels() == ["joint-0.txt", "joint-2.txt"]
