"""The pages of messages: of a case, of an office, of the person; and a mail that begins a saisine."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.notifications.models import Outgoing
from parvis.kernel.declarations.mail import Apart
from parvis.products.mediature.enums import Correspondant, Visibilite
from parvis.products.mediature.forms.enregistrer import RegisterForm
from parvis.products.mediature.models import Acheminement, Message, Piece, Saisine
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.messages import NOTICE, eml, make_message
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
PENDING = "/mediature/bureau/messages/"


def page(saisine, *more):
    return "/".join([f"/mediature/bureau/{saisine.number}/messages", *map(str, more), ""])


def saved(name="courriel.eml", content=None):
    return SimpleUploadedFile(name, eml() if content is None else content)


def test_the_office_writes_from_the_case_and_the_page_says_where_it_stands(browser, saisine):
    assert "Messages : 0" in browser.get(f"/mediature/bureau/{saisine.number}/").text
    Document.objects.update(scan=Scan.CLEAN)
    answered = browser.post(page(saisine), {"to_person": "on", "text": "Pouvez-vous passer ?", "others": ""})
    assert answered.url == page(saisine)
    shown = browser.get(page(saisine)).text
    assert "Pouvez-vous passer ?" in shown
    assert "En attente" in shown
    assert "samira.benali@exemple.fr" in shown


def test_what_is_wrong_keeps_what_was_typed(browser, saisine):
    wrong = browser.post(page(saisine), {"text": "Un long message", "others": "pas-une-adresse"})
    assert wrong.status_code == 422
    assert "n’est pas une adresse électronique" in wrong.text
    assert "Un long message" in wrong.text
    nobody = browser.post(page(saisine), {"text": "Un long message"})
    assert (nobody.status_code, "Choisissez à qui vous écrivez" in nobody.text) == (422, True)
    assert not Message.objects.exists()


def test_a_file_and_a_document_of_the_case_leave_together(browser, saisine):
    make_message(saisine, attachments=(NOTICE,))
    Document.objects.update(scan=Scan.CLEAN)
    piece = Piece.objects.get()
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")
    given = {"to_person": "on", "text": "Ci-joint", "pieces": [piece.pk], "fichiers": [file]}
    assert browser.post(page(saisine), given).status_code == 302
    assert len(Outgoing.objects.get(key="mediature.message").enclosed.split()) == 2


def test_an_answer_and_a_forward_begin_from_the_message(browser, saisine):
    came = make_message(saisine, sender="voirie@dijon.test", subject="Trottoir", text="Nous réparons.")
    form = browser.get(page(saisine), {"repondre": came.pk}).context["write"]
    assert (form["to_person"].value(), form["others"].value()) == (False, "voirie@dijon.test")
    assert form["subject"].value() == "Re : Trottoir"
    form = browser.get(page(saisine), {"transferer": came.pk}).context["write"]
    assert (form["to_person"].value(), form["others"].value()) == (False, None)
    assert "Nous réparons." in form["text"].value()
    Message.objects.filter(pk=came.pk).update(visibility=Visibilite.MEDIATEUR)
    Saisine.objects.filter(pk=saisine.pk).update(mediateur=int(browser.session["_auth_user_id"]))
    for begun in ("repondre", "transferer"):
        assert browser.get(page(saisine), {begun: came.pk}).context["write"]["alone"].value() is True
    for wrong in ("abc", "999999", "-1", "²"):
        assert browser.get(page(saisine), {"repondre": wrong}).status_code == 200


def test_a_received_mail_is_read_with_its_quotation_folded_and_marked_handled(browser, saisine):
    message = make_message(saisine, text="<script>x</script>\nBonjour", attachments=(NOTICE,))
    shown = browser.get(page(saisine)).text
    assert "&lt;script&gt;" in shown
    assert "<script>x" not in shown
    assert "provenance vérifiée" in shown
    assert re.search(r"<details[^>]*><summary>Texte cité</summary>", shown)
    assert "reponse.pdf" in shown
    assert "Messages à traiter : 1" in browser.get("/mediature/bureau/").text
    assert browser.post(page(saisine, message.pk, "traite"), {"traite": "oui"}).url == page(saisine)
    assert "Aucun message à traiter" in browser.get(PENDING).text
    browser.post(page(saisine, message.pk, "traite"), {"traite": "non"})
    assert "Voici" not in browser.get(PENDING).text
    assert browser.get(PENDING).context["waiting"] == 1


def test_the_lists_ask_as_much_for_thirty_messages_as_for_one(browser, office, saisine):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    addresses = (PENDING, f"{PENDING}?vue=a-part", page(saisine))
    make_message(saisine, attachments=(NOTICE,))
    make_message(saisine, apart=Apart.SPAM)
    for address in addresses:
        asked(address)
    one = [asked(address) for address in addresses]
    for _ in range(29):
        make_message(saisine, attachments=(NOTICE,))
        make_message(saisine, apart=Apart.SPAM)
    assert [asked(address) for address in addresses] == one


def test_a_mail_kept_apart_is_let_in_or_put_away(browser, saisine):
    first, second = (make_message(saisine, apart=Apart.UNPROVEN, attachments=(NOTICE,)) for _ in range(2))
    assert "ne vient pas de l’adresse qu’il affiche" in browser.get(page(saisine, first.pk, "a-part")).text
    assert "Voici ma réponse." not in browser.get(page(saisine)).text
    assert browser.post(page(saisine, first.pk, "a-part"), {"admettre": "oui"}).status_code == 422
    let = browser.post(page(saisine, first.pk, "a-part"), {"admettre": "oui", "partie": Correspondant.REQUERANT})
    assert let.url == page(saisine)
    assert browser.post(page(saisine, second.pk, "a-part"), {"ecarter": "oui", "why": ""}).status_code == 422
    put = browser.post(page(saisine, second.pk, "a-part"), {"ecarter": "oui", "why": "Publicité"})
    assert put.url == PENDING
    assert list(Message.objects.values_list("pk", "apart")) == [(first.pk, "")]
    assert browser.get(page(saisine, second.pk, "a-part")).status_code == 404


def test_a_saved_mail_becomes_a_message(browser, saisine):
    assert browser.post(page(saisine, "importer"), {"file": saved()}).url == page(saisine)
    assert Message.objects.get().subject == "Cantine"
    again = browser.post(page(saisine, "importer"), {"file": saved()})
    assert (again.status_code, "déjà dans le dossier" in again.text) == (422, True)
    wrong = browser.post(page(saisine, "importer"), {"file": saved(content=b"PK\x03\x04")})
    assert (wrong.status_code, "n’est pas un courriel enregistré" in wrong.text) == (422, True)


@pytest.mark.parametrize("colleague", [True, False])
def test_to_anybody_else_nothing_exists(office, saisine, colleague):
    apart, message = make_message(saisine, apart=Apart.SPAM), make_message(saisine)
    stranger = make_person() if colleague else make_agent(make_collectivite())
    if colleague:
        make_membership(stranger, office.organisation)
    browser = signed_in_browser(stranger)
    assert browser.get(page(saisine)).status_code == 404
    assert browser.get(page(saisine, apart.pk, "a-part")).status_code == 404
    for more, given in (
        ((), {"text": "x", "to_person": "on"}), (("importer",), {"file": saved()}),
        ((message.pk, "traite"), {"traite": "oui"}), ((apart.pk, "a-part"), {"why": "x"}),
    ):  # fmt: skip
        assert browser.post(page(saisine, *more), given).status_code == 404
    assert Message.objects.count() == 2
    if not colleague:
        assert browser.get(PENDING).context["waiting"] == 0


def test_the_person_reads_and_answers_by_their_code(client, saisine, browser):
    make_message(saisine, sender="voirie@dijon.test", text="Entre nous")
    browser.post(page(saisine), {"to_person": "on", "text": "Pouvez-vous passer ?", "others": "voirie@dijon.test"})
    thread = reverse("mediature:exchange", args=[saisine.code])
    assert thread in client.get(reverse("mediature:follow", args=[saisine.code])).text
    shown = client.get(thread).text
    assert "Pouvez-vous passer ?" in shown
    assert "Entre nous" not in shown
    assert "voirie@dijon.test" not in shown
    assert client.post(thread, {"text": ""}).status_code == 422
    file = SimpleUploadedFile("photo.pdf", b"%PDF-1.7")
    assert client.post(thread, {"text": "Je viendrai.", "fichiers": [file]}).url == thread
    assert "Je viendrai." in client.get(thread).text
    assert "Je viendrai." in browser.get(page(saisine)).text


def test_nobody_writes_all_day(client, saisine):
    thread = reverse("mediature:exchange", args=[saisine.code])
    for _ in range(20):
        assert client.post(thread, {"text": "Encore"}).status_code == 302
    assert client.post(thread, {"text": "Encore"}).status_code == 429


def test_the_copy_of_the_person_holds_their_messages_and_no_other(client, saisine):
    make_message(saisine, attachments=(NOTICE,))
    make_message(saisine, sender="voirie@dijon.test", text="Entre nous")
    make_message(saisine, apart=Apart.SPAM, text="Publicité")
    content = client.get(reverse("mediature:everything", args=[saisine.code])).getvalue()
    told = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("saisine.json"))
    assert (told["réponses de la collectivité"], told["avis"], told["notes du bureau"]) == ([], {}, [])
    [message] = told["messages"]
    assert (message["de"], message["texte"], message["documents"]) == ("vous", "Voici ma réponse.", ["reponse.pdf"])


def test_a_mail_begins_a_saisine_and_becomes_its_first_message(browser, office):
    begun = browser.post("/mediature/bureau/enregistrer/courriel/", {"file": saved()})
    assert begun.status_code == 200
    form = begun.context["form"]
    assert (form["first_name"].value(), form["email"].value()) == ("Samira", "samira.benali@exemple.fr")
    assert "cantine" in form["facts"].value()
    kept = Document.objects.get(name="courriel.eml")
    assert kept.released_on is not None
    given = {
        name: form[name].value()
        for name in (
            "sealed",
            "courriel",
            "office",
            "canal",
            "received_on",
            "first_name",
            "last_name",
            "email",
            "facts",
        )
    } | {"origine": "usager", "qualite": "particulier", "demarche": "aucune", "juge": "non"}
    assert browser.post("/mediature/bureau/enregistrer/", given).status_code == 200
    saisine = Saisine.objects.get()
    assert (saisine.canal, saisine.received_on.isoformat()) == ("courriel", "2026-03-03")
    assert Message.objects.get().partie == Correspondant.REQUERANT
    assert [str(piece) for piece in Piece.objects.all()] == ["refus.pdf"]
    kept.refresh_from_db()
    assert kept.destroyed_on is not None


def test_a_mail_that_is_gone_is_asked_for_again(browser, office):
    wrong = browser.post("/mediature/bureau/enregistrer/courriel/", {"file": saved(content=b"PK")})
    assert wrong.status_code == 422
    begun = browser.post("/mediature/bureau/enregistrer/courriel/", {"file": saved()}).context["form"]
    Document.objects.all().delete()
    given = {"sealed": RegisterForm.new_sealed(), "courriel": begun["courriel"].value(), "office": office.organisation_id,
             "canal": "courriel", "received_on": "2026-03-03", "first_name": "Samira", "last_name": "Benali",
             "email": "s@b.fr", "facts": "x", "origine": "usager", "qualite": "particulier", "demarche": "aucune",
             "juge": "non"}  # fmt: skip
    again = browser.post("/mediature/bureau/enregistrer/", given)
    assert (again.status_code, "choisissez-le de nouveau" in again.text) == (422, True)
    assert not Saisine.objects.exists()
    assert not Acheminement.objects.exists()
