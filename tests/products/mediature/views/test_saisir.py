"""A saisine is written on the web, step by step, by somebody who has no account."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.products.mediature.actions.drafting import save_answers
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.enums import Demarche, Juge, Qualite
from parvis.products.mediature.models import Brouillon, Piece, Requerant, Saisine
from parvis.products.mediature.queries.access import in_groups, new_code
from parvis.products.mediature.views.holding import holding
from tests.factories.mediature import make_collectivite, make_draft, make_saisine

pytestmark = pytest.mark.django_db

FACTS = {"facts": "La crèche refuse mon fils sans motif.", "expected": "Une place", "service": "Petite enfance"}
PERSON = {"first_name": "Ana", "last_name": "Li", "qualite": Qualite.PARTICULIER, "email": "ana@exemple.fr"}


def at(code, step):
    return reverse("mediature:step", args=[code, step])


def picture(name="photo.jpg", content=b"\xff\xd8\xff\xe0 une photo"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def begin(client, collectivite):
    """Answer the first question; the code of the draft."""
    answer = client.post(reverse("mediature:start", args=[collectivite.slug]), FACTS)
    assert answer.status_code == 302
    return answer.url.split("/")[3]


def test_from_the_page_of_the_authority_to_the_receipt(acting, client):
    collectivite = make_collectivite(dpo_email="dpo@ville.example")
    page = client.get(reverse("mediature:collectivite", args=[collectivite.slug]))
    assert reverse("mediature:start", args=[collectivite.slug]) in page.text
    code = begin(client, collectivite)
    told = {"demarche": Demarche.SILENCE, "asked_on": "2020-01-05"}
    assert client.post(at(code, "demarche"), told).url == f"{at(code, 'demarche')}?ensuite=1"
    assert client.post(at(code, "juge"), {"juge": Juge.NON}).url == at(code, "pieces")
    assert client.post(at(code, "pieces"), {"fichiers": [picture(), picture("b.jpg")]}).url == at(code, "vous")
    assert client.post(at(code, "vous"), PERSON).url == at(code, "relire")
    page = client.get(at(code, "relire"))
    for said in (FACTS["facts"], "photo.jpg", "b.jpg", "ana@exemple.fr", "Anne Morel", "dpo@ville.example", "CNIL"):
        assert said in page.text
    assert "À compléter" not in page.text
    sent = client.post(at(code, "relire"))
    assert sent.url == reverse("mediature:receipt", args=[code])
    saisine = Saisine.objects.get()
    receipt = client.get(sent.url)
    assert saisine.number in receipt.text
    assert in_groups(code) in receipt.text
    assert "L. 213-6" in receipt.text
    assert (saisine.asked_on, saisine.service, saisine.requerant.first_name) == (
        date(2020, 1, 5),
        "Petite enfance",
        "Ana",
    )
    assert saisine.pieces.count() == 2
    assert reverse("mediature:follow", args=[code]) in Outgoing.objects.get(key="mediature.receipt").text
    # Pressed twice, it is sent once.
    assert client.post(at(code, "relire")).url == reverse("mediature:receipt", args=[code])
    assert Saisine.objects.count() == 1


def test_without_a_running_mandate_nothing_begins(acting, client):
    collectivite = make_collectivite(mandate=False)
    assert client.get(reverse("mediature:start", args=[collectivite.slug])).status_code == 404
    page = client.get(reverse("mediature:collectivite", args=[collectivite.slug]))
    assert "Saisir ce médiateur" not in page.text


def test_the_first_question_says_what_is_missing_and_keeps_the_rest(acting, client):
    start = reverse("mediature:start", args=[make_collectivite().slug])
    answer = client.post(start, {"facts": "", "expected": "Des excuses"})
    assert answer.status_code == 422
    assert "Racontez ce qui s’est passé" in answer.text
    assert "Des excuses" in answer.text
    assert not Brouillon.objects.exists()


def test_a_machine_that_fills_in_the_hidden_field_begins_and_sends_nothing(acting, client):
    start = reverse("mediature:start", args=[make_collectivite().slug])
    assert client.post(start, FACTS | {"site": "https://spam.example"}).status_code == 422
    assert not Brouillon.objects.exists()
    _, _, code = make_draft(make_collectivite())
    assert client.post(at(code, "relire"), {"site": "spam"}).status_code == 422
    assert not Saisine.objects.exists()


def test_one_place_begins_and_sends_so_many_an_hour(acting, client, monkeypatch):
    monkeypatch.setattr("parvis.products.mediature.views.saisir.DRAFTS_PER_HOUR", 0)
    monkeypatch.setattr("parvis.products.mediature.views.saisir.SENT_PER_HOUR", 0)
    answer = client.post(reverse("mediature:start", args=[make_collectivite().slug]), FACTS)
    assert answer.status_code == 429
    assert FACTS["facts"] in answer.text
    _, _, code = make_draft(make_collectivite())
    assert client.post(at(code, "relire")).status_code == 429
    assert Brouillon.objects.count() == 1


def test_the_code_is_on_every_step_and_nothing_is_cached_indexed_or_told(acting, client):
    _, _, code = make_draft(make_collectivite())
    for step in ("faits", "demarche", "juge", "pieces", "vous", "relire"):
        page = client.get(at(code, step))
        assert in_groups(code) in page.text
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex"
        assert page["Referrer-Policy"] == "same-origin"


def test_a_support_chat_that_was_accepted_is_not_loaded_where_the_address_is_the_key(acting, client, settings):
    settings.PARVIS_CRISP_WEBSITE_ID = "00000000-0000-0000-0000-000000000000"
    _, _, code = make_draft(make_collectivite())
    assert "crisp" in client.get(reverse("mediature:directory")).text.lower()
    page = client.get(at(code, "faits"))
    assert "crisp" not in page.text.lower()
    assert "crisp" not in page["Content-Security-Policy"]


def test_coming_back_goes_where_one_was(acting, client):
    _, _, code = make_draft(make_collectivite(), juge="", first_name="", last_name="", email="")
    resume = reverse("mediature:draft", args=[code])
    assert client.get(resume).url == at(code, "juge")
    client.post(at(code, "juge"), {"juge": Juge.NE_SAIT_PAS})
    assert client.get(resume).url == at(code, "pieces")
    client.post(at(code, "vous"), PERSON)
    assert client.get(resume).url == at(code, "relire")
    sent = make_saisine()
    assert client.get(reverse("mediature:draft", args=[sent.code])).url == reverse("mediature:follow", args=[sent.code])
    assert client.get(reverse("mediature:draft", args=[new_code()])).status_code == 404


def test_going_back_keeps_what_holds_of_an_unfinished_page(acting, client):
    draft, _, code = make_draft(make_collectivite(), first_name="", last_name="", email="")
    told = {"first_name": "Jo", "last_name": "", "qualite": Qualite.PARTICULIER, "email": "pas une adresse"}
    assert client.post(at(code, "vous"), told | {"retour": "oui"}).url == at(code, "pieces")
    draft.refresh_from_db()
    assert draft.answers["first_name"] == "Jo"
    assert draft.answers["email"] == ""


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"demarche": Demarche.AUCUNE}, "Demandez d’abord au service"),
        ({"demarche": Demarche.SILENCE}, "Sans date, rien n’est calculé"),
        ({"demarche": Demarche.SILENCE, "asked_on": "2026-01-31"}, "jusqu’au mardi\xa031\xa0mars\xa02026"),
        ({"demarche": Demarche.SILENCE, "asked_on": "2026-01-05"}, "depuis le jeudi\xa05\xa0mars\xa02026"),
        ({"demarche": Demarche.SILENCE, "asked_on": "2025-01-05"}, "Le délai pour saisir le juge semble passé"),
        (
            {"demarche": Demarche.REPONSE, "asked_on": "2026-01-05", "answered_on": "2026-03-01"},
            "vendredi\xa01er\xa0mai\xa02026",
        ),
    ],
)
def test_the_two_month_rule_is_computed_and_explained(acting, client, monkeypatch, told, said):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 20))
    _, _, code = make_draft(make_collectivite(), demarche="", asked_on="")
    shown = client.get(client.post(at(code, "demarche"), told).url)
    assert said in shown.text
    assert reverse("mediature:step", args=[code, "juge"]) in shown.text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "Choisissez la réponse"),
        ({"demarche": Demarche.SILENCE, "asked_on": "2999-01-01"}, "Donnez une date passée"),
        ({"demarche": Demarche.SILENCE, "asked_on": "0026-03-03"}, "Vérifiez l’année"),
        ({"demarche": Demarche.SILENCE, "asked_on": "31/02/2020"}, "Écrivez une date"),
        (
            {"demarche": Demarche.REPONSE, "asked_on": "2020-03-03", "answered_on": "2020-01-01"},
            "ne peut pas être arrivée avant",
        ),
    ],
)
def test_dates_that_cannot_be_are_told(acting, client, told, said):
    _, _, code = make_draft(make_collectivite(), demarche="", asked_on="")
    answer = client.post(at(code, "demarche"), told)
    assert answer.status_code == 422
    assert said in answer.text


def test_dates_that_do_not_apply_are_left_out(acting, client):
    draft, _, code = make_draft(make_collectivite())
    told = {"demarche": Demarche.AUCUNE, "asked_on": "2020-03-03", "answered_on": "2020-01-01"}
    client.post(at(code, "demarche"), told)
    draft.refresh_from_db()
    assert (draft.answers["asked_on"], draft.answers["answered_on"]) == ("", "")


def test_a_court_that_has_the_dispute_stops_and_says_what_to_do(acting, client):
    _, _, code = make_draft(make_collectivite())
    assert client.post(at(code, "juge"), {"juge": Juge.OUI}).url == at(code, "juge")
    shown = client.get(at(code, "juge"))
    assert "Le médiateur ne peut pas être saisi" in shown.text
    assert "greffe" in shown.text
    refused = client.post(at(code, "relire"))
    assert refused.status_code == 422
    assert "Un juge est déjà saisi" in refused.text
    assert not Saisine.objects.exists()


def test_a_refused_file_says_why_and_keeps_the_others(acting, client):
    draft, _, code = make_draft(make_collectivite())
    sent = {"fichiers": [picture("bon.jpg"), picture("vide.jpg", b"")], "photo": picture("prise.jpg")}
    answer = client.post(at(code, "pieces"), sent)
    assert answer.status_code == 422
    assert "« vide.jpg » est vide" in answer.text
    assert {piece.label for piece in Piece.objects.filter(brouillon=draft)} == {"bon.jpg", "prise.jpg"}
    assert "2\xa0documents joints" in answer.text
    client.post(at(code, "pieces"), {"fichiers": [picture(f"{rank}.jpg") for rank in range(7)], "rester": "oui"})
    answer = client.post(at(code, "pieces"), {"fichiers": [picture("10.jpg"), picture("11.jpg")], "rester": "oui"})
    assert answer.status_code == 422
    assert "déjà joint 10 documents" in answer.text
    assert Piece.objects.filter(brouillon=draft).count() == 10


def test_a_file_is_taken_out_and_destroyed_and_that_of_another_is_not(acting, client):
    draft, _, code = make_draft(make_collectivite())
    other, _, theirs = make_draft(make_collectivite())
    client.post(at(code, "pieces"), {"fichiers": picture()})
    client.post(at(theirs, "pieces"), {"fichiers": picture("autre.jpg")})
    mine, foreign = Piece.objects.get(brouillon=draft), Piece.objects.get(brouillon=other)
    for piece in (mine, foreign):
        answer = client.post(reverse("mediature:take_out", args=[code, piece.pk]))
        assert answer.url == at(code, "pieces")
    assert Document.objects.get(pk=mine.document_id).destroyed_on
    assert Document.objects.get(pk=foreign.document_id).destroyed_on is None
    assert Piece.objects.get() == foreign


def test_what_the_antivirus_says_is_told(acting, client):
    _, _, code = make_draft(make_collectivite())
    client.post(at(code, "pieces"), {"fichiers": picture()})
    assert "Analyse antivirus en attente" in client.get(at(code, "pieces")).text
    Document.objects.update(scan=Scan.INFECTED)
    assert "Un virus a été trouvé" in client.get(at(code, "pieces")).text
    assert "Retirez-le" in client.get(at(code, "relire")).text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"email": ""}, "un seul suffit"),
        ({"email": "", "phone": "0381"}, "numéro de téléphone complet"),
        ({"email": "", "street": "3 rue des Lilas"}, "Complétez l’adresse postale"),
        ({"postal_code": "21000"}, "Complétez l’adresse postale"),
        ({"first_name": ""}, "Écrivez votre prénom"),
    ],
)
def test_one_whole_means_of_contact_is_needed(acting, client, told, said):
    _, _, code = make_draft(make_collectivite())
    answer = client.post(at(code, "vous"), PERSON | told)
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize(
    "means", [{"phone": "03 81 61 50 50"}, {"street": "3 rue", "postal_code": "21000", "town": "Dijon"}]
)
@pytest.mark.parametrize("last_name", ["O", "N" * 60, "בן־דוד"])
def test_any_name_and_any_one_means_will_do(acting, client, means, last_name):
    _, _, code = make_draft(make_collectivite())
    client.post(at(code, "vous"), PERSON | {"last_name": last_name, "email": ""} | means)
    assert last_name in client.get(at(code, "relire")).text
    assert client.post(at(code, "relire")).status_code == 302
    person = Requerant.objects.get()
    assert person.last_name == last_name
    assert person.phone == ("+33381615050" if "phone" in means else "")


def test_what_is_missing_is_marked_before_sending(acting, client):
    _, _, code = make_draft(make_collectivite(), demarche="", email="")
    page = client.get(at(code, "relire"))
    assert page.text.count("À compléter") == 2
    answer = client.post(at(code, "relire"))
    assert answer.status_code == 422
    assert "Il manque des réponses" in answer.text


def test_every_question_about_a_person_says_why(acting, client):
    _, _, code = make_draft(make_collectivite())
    for step, fields in {"faits": 3, "demarche": 3, "juge": 1, "pieces": 2, "vous": 9}.items():
        assert client.get(at(code, step)).text.count("data-pourquoi") == fields, step


def test_the_code_is_mailed_to_oneself_a_few_times_an_hour(acting, client):
    _, _, code = make_draft(make_collectivite())
    send = reverse("mediature:send_code", args=[code])
    assert client.get(send).status_code == 200
    assert client.post(send, {"rappel": "non"}).status_code == 422
    for _ in range(5):
        assert client.post(send, {"rappel": "ana@exemple.fr"}).status_code == 302
    assert client.post(send, {"rappel": "ana@exemple.fr"}).status_code == 429
    mails = Outgoing.objects.filter(key="mediature.draft")
    assert mails.count() == 5
    assert in_groups(code) in mails[0].text
    assert reverse("mediature:draft", args=[code]) in mails[0].text


def test_as_many_queries_for_nine_files_as_for_one(acting, client):
    counts = []
    for files in (1, 9):
        _, _, code = make_draft(make_collectivite())
        client.post(at(code, "pieces"), {"fichiers": [picture(f"{rank}.jpg") for rank in range(files)]})
        client.get(at(code, "pieces"))
        with CaptureQueriesContext(connection) as caught:
            client.get(at(code, "pieces"))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_what_is_written_while_another_page_sends_leads_to_the_receipt(acting, rf):
    _, _, code = make_draft(make_collectivite())

    def late(request, held):
        file_saisine(by=held.by, brouillon=held.draft, code=held.code)
        save_answers(by=held.by, brouillon=held.draft, answers=FACTS)

    assert holding(late)(rf.post("/"), code=code).url == reverse("mediature:receipt", args=[code])
    assert Saisine.objects.count() == 1
