"""Files sent before their form are joined with it, by the person, the office or a service, and by nobody else."""

from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.core.documents.actions.receiving import remove_folder
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document, Upload
from parvis.core.documents.queries.contents import content_of
from parvis.kernel.clock import today
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.enums import Canal, Demarche, Juge, Qualite, Visibilite
from parvis.products.mediature.models import Message, Piece, Reprise, Saisine, Version
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_draft, make_saisine
from tests.factories.messages import eml
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import code_of, make_admitted, make_piece, make_question
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
    pk = send_file(browser, page.text, "courrier scanné.txt", field="pieces")
    given = {
        "sealed": page.context["form"]["sealed"].value(), "office": office.organisation_id, "canal": Canal.COURRIER,
        "received_on": today().isoformat(), "origine": "usager", "first_name": "Samira", "last_name": "Benali",
        "qualite": Qualite.PARTICULIER, "phone": "03 81 61 50 50", "facts": "Une facture d’eau.",
        "demarche": Demarche.AUCUNE, "juge": Juge.NON, "pieces-envois": pk,
    }  # fmt: skip
    wrong = browser.post(address, given | {"last_name": ""})
    assert wrong.status_code == 422
    assert "courrier scanné.txt" in listed(wrong.text, "pieces")
    assert browser.post(address, given).status_code == 200
    assert Piece.objects.get().saisine == Saisine.objects.get()
    # The page of another person does not take it.
    assert listed(browser.get(address).text, "pieces") == []


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


def test_the_office_replaces_a_document_by_what_was_sent_and_a_mistake_loses_nothing(
    browser, saisine, office, mediator
):
    piece = make_piece(saisine, acting_as(mediator))
    address = reverse("mediature:versions", args=[saisine.number, piece.pk])
    pk = send_file(browser, browser.get(address).text, "réponse signée.txt")
    given = {"version": 1, "label": "Réponse", "visibility": Visibilite.REQUERANT, "file-envois": pk}
    wrong = browser.post(address, given | {"visibility": "inconnue"})
    assert wrong.status_code == 422
    assert listed(wrong.text) == listed(browser.get(address).text) == ["réponse signée.txt"]
    colleague = signed_in_browser(make_agent(office))
    assert listed(colleague.get(address).text) == []
    assert "choisissez-le de nouveau" in colleague.post(address, given).text
    assert not Version.objects.exists()
    assert browser.post(address, given).status_code == 302
    assert labels() == ["Réponse"]
    assert b"".join(content_of(Document.objects.get(name="réponse signée.txt"))) == b"Madame, Monsieur,"
    assert not Upload.objects.exists()


def test_what_was_sent_for_one_document_replaces_no_other(browser, saisine, mediator):
    first, second = (make_piece(saisine, acting_as(mediator)) for _ in range(2))
    one, other = (reverse("mediature:versions", args=[saisine.number, each.pk]) for each in (first, second))
    pk = send_file(browser, browser.get(one).text)
    assert listed(browser.get(other).text) == []
    given = {"version": 1, "label": "", "visibility": Visibilite.REQUERANT, "file-envois": pk}
    assert browser.post(other, given).status_code == 422
    assert not Version.objects.exists()


def test_the_person_replaces_their_own_by_what_was_sent(saisine, client):
    with open_scope(holder_of(saisine)) as scope:
        piece = give(by=scope.actor, saisine=saisine, file=SimpleUploadedFile("avis.txt", b"Ancien."))
    address = reverse("mediature:replace_own", args=[saisine.code, piece.pk])
    pk = send_file(client, client.get(address).text, "avis complet.txt")
    assert client.post(address, {"version": 7, "file-envois": pk}).status_code == 422
    assert listed(client.get(address).text) == ["avis complet.txt"]
    other = make_saisine()
    add = reverse("mediature:add", args=[other.code])
    assert client.post(add, {"fichiers-envois": pk}).status_code == 422
    assert client.post(address, {"version": 1, "file-envois": pk}).status_code == 302
    assert labels() == ["avis complet.txt"]
    assert not Upload.objects.exists()


def test_a_saved_mail_that_was_sent_is_imported_by_whoever_sent_it(browser, saisine, office):
    thread = f"/mediature/bureau/{saisine.number}/messages/"
    page = browser.get(thread).text
    pk = send_file(browser, page, "cantine.eml", eml(), field="file")
    assert listed(browser.get(thread).text, "file") == ["cantine.eml"]
    # The message that is being written beside it has files of its own.
    assert listed(browser.get(thread).text, "fichiers") == []
    colleague = signed_in_browser(make_agent(office))
    assert "choisissez-le de nouveau" in colleague.post(f"{thread}importer/", {"file-envois": pk}).text
    assert not Message.objects.exists()
    assert browser.post(f"{thread}importer/", {"file-envois": pk}).status_code == 302
    assert Message.objects.get().subject == "Cantine"
    assert labels() == ["refus.pdf"]
    assert not Upload.objects.exists()
    assert browser.post(f"{thread}importer/", {"file-envois": pk}).status_code == 422
    again = send_file(browser, page, "copie.eml", eml(), field="file")
    wrong = browser.post(f"{thread}importer/", {"file-envois": again})
    assert "Ce courriel est déjà dans le dossier" in wrong.text
    # Refused for what it holds, it would wait for nothing.
    assert listed(wrong.text, "file") == []
    assert Message.objects.count() == 1


def test_a_saved_mail_whose_pieces_are_lost_is_asked_for_again(browser, saisine):
    thread = f"/mediature/bureau/{saisine.number}/messages/"
    pk = send_file(browser, browser.get(thread).text, "cantine.eml", eml(), field="file")
    remove_folder(Upload.objects.get().folder)
    wrong = browser.post(f"{thread}importer/", {"file-envois": pk})
    assert wrong.status_code == 422
    assert "« cantine.eml » n’est plus en attente" in wrong.text
    assert listed(wrong.text, "file") == []
    assert not Message.objects.exists()


def test_a_saved_mail_that_was_sent_begins_a_saisine(browser, office):
    register, address = reverse("mediature:register"), reverse("mediature:register_mail")
    page, raw = browser.get(register).text, eml()
    pk = send_file(browser, page, "cantine.eml", raw, field="file")
    # Each saisine has a page of its own; a mail goes into none before somebody asks to have it read.
    assert listed(browser.get(register).text, "file") == ["cantine.eml"]
    assert signed_in_browser(make_agent(office)).post(address, {"file-envois": pk}).status_code == 422
    begun = browser.post(address, {"file-envois": pk})
    assert begun.context["form"]["email"].value() == "samira.benali@exemple.fr"
    kept = Document.objects.get()
    assert (kept.name, kept.released_on is None) == ("courriel.eml", False)
    assert b"".join(content_of(kept)) == raw
    assert listed(begun.text, "file") == []
    assert not Upload.objects.exists()


def test_what_is_no_mail_is_refused_and_destroyed(browser, office):
    page = browser.get(reverse("mediature:register")).text
    pk = send_file(browser, page, "facture.eml", b"%PDF-1.7", field="file")
    wrong = browser.post(reverse("mediature:register_mail"), {"file-envois": pk})
    assert wrong.status_code == 422
    assert "n’est pas un courriel enregistré" in wrong.text
    assert listed(wrong.text, "file") == []
    assert not Upload.objects.exists()
    assert not Document.objects.exists()


def test_a_spreadsheet_that_was_sent_waits_for_the_antivirus_as_any_other(browser, office):
    address = "/mediature/bureau/annees-passees/"
    page, lines = browser.get(address).text, b"Date;Mode\n01/03/2024;Mail\n"
    pk = send_file(browser, page, "passe.csv", lines)
    given = {"bureau": office.organisation_id, "file-envois": pk}
    stranger = make_collectivite()
    wrong = browser.post(address, given | {"bureau": stranger.organisation_id})
    assert wrong.status_code == 422
    assert listed(wrong.text) == ["passe.csv"]
    assert signed_in_browser(make_agent(office)).post(address, given).status_code == 422
    made = browser.post(address, given)
    assert made.status_code == 302
    assert "L’antivirus n’a pas encore lu ce fichier" in browser.get(made.url).text
    assert not Upload.objects.exists()
    Document.objects.update(scan=Scan.CLEAN)
    assert "Colonne « Date »" in browser.get(made.url).text
    again = send_file(browser, page, "copie.csv", lines)
    twice = browser.post(address, given | {"file-envois": again})
    assert "compteraient deux fois" in twice.text
    assert listed(twice.text) == []
    assert Reprise.objects.count() == 1


def test_too_large_is_told_before_it_leaves(browser, office, saisine):
    pages = {
        "/mediature/bureau/annees-passees/": ("passe.ods", 20_000_001, "« passe.ods » dépasse 20 Mo. Découpez-le."),
        f"/mediature/bureau/{saisine.number}/messages/": ("a.eml", 30_000_001, "« a.eml » dépasse 30 Mo."),
    }
    for address, (name, length, words) in pages.items():
        told = {"Upload-Length": str(length), "Upload-Metadata": f"filename {b64encode(name.encode()).decode()}"}
        answer = browser.generic("POST", sends_to(browser.get(address).text, "file"), headers=TUS | told)
        assert (answer.status_code, words in answer.content.decode()) == (413, True)
