"""Whoever holds the code follows one saisine, and no other."""

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
from parvis.core.journal.models import JournalEntry
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import Conclusion, Decision, assign, close, decide
from parvis.products.mediature.enums import Etat, Fait, Issue, Recevabilite, Visibilite
from parvis.products.mediature.models import Collectivite, Ligne, Piece, Saisine
from parvis.products.mediature.queries.access import in_groups, new_code
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_draft, make_saisine

pytestmark = pytest.mark.django_db


def following(code, name="follow", *more):
    return reverse(f"mediature:{name}", args=[code, *more])


def give(client, saisine, *names):
    files = [SimpleUploadedFile(name, b"contenu de " + name.encode()) for name in names]
    return client.post(following(saisine.code, "add"), {"fichiers": files})


def test_the_typed_code_leads_to_the_case_or_back_to_the_draft(acting, client):
    saisine = make_saisine()
    find = reverse("mediature:find")
    typed = in_groups(saisine.code).lower().replace("0", "o")
    assert client.post(find, {"code": typed}).url == following(saisine.code)
    _, _, code = make_draft(make_collectivite())
    assert client.post(find, {"code": code}).url == following(code, "draft")
    assert client.get(following(code)).url == following(code, "draft")
    refused = client.post(find, {"code": new_code()})
    assert refused.status_code == 422
    assert "Aucune saisine ne répond à ce code" in refused.text


def test_the_follow_up_leads_to_no_page_that_is_closed(acting, client):
    office = make_collectivite(slug="dijon")
    saisine, (_, _, draft) = make_saisine(office), make_draft(office)
    pages = (following(saisine.code), reverse("mediature:step", args=[draft, "faits"]))
    assert all('href="/mediature/dijon/"' in client.get(page).text for page in pages)
    Collectivite.objects.update(opened_on=None)
    assert all('href="/mediature/dijon/"' not in client.get(page).text for page in pages)
    assert office.name in client.get(pages[0]).text


@pytest.mark.parametrize("name", ["follow", "receipt", "exchange"])
def test_the_pages_of_the_person_say_that_an_administrator_may_read_in_an_emergency(acting, client, name):
    assert "sauf en urgence : un administrateur" in client.get(following(make_saisine().code, name)).text


def test_nobody_tries_codes_all_day(acting, client):
    saisine, find = make_saisine(), reverse("mediature:find")
    for _ in range(20):
        assert client.post(find, {"code": new_code()}).status_code == 422
    assert client.post(find, {"code": saisine.code}).status_code == 429
    assert client.get(following(saisine.code)).status_code == 200


@pytest.mark.parametrize("name", ["follow", "receipt", "give_up", "everything"])
def test_an_unknown_code_opens_nothing(acting, client, name):
    make_saisine()
    assert client.get(following(new_code(), name)).status_code == 404
    assert client.get(following("X", name)).status_code == 404


def test_where_it_stands_in_plain_words_with_its_mediator_and_nothing_of_the_office(acting, client):
    collectivite = make_collectivite()
    saisine = make_saisine(collectivite)
    user = make_agent(collectivite)
    with open_scope(acting_as(user)):
        assign(by=acting_as(user), saisine=saisine, to=user)
        tell(by=acting_as(user), saisine=saisine, fait=Fait.ETAT, words="Entre nous")
    page = client.get(following(saisine.code))
    for said in (
        saisine.number,
        collectivite.name,
        user.get_full_name(),
        "Votre saisine est arrivée",
        "déposée en ligne",
    ):
        assert said in page.text
    assert "Entre nous" not in page.text
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"


def test_the_decision_and_the_conclusion_are_read_with_their_reasons(acting, client):
    collectivite = make_collectivite()
    saisine, user = make_saisine(collectivite), make_agent(collectivite)
    by = acting_as(user)
    with open_scope(by):
        decide(by=by, saisine=saisine, decision=Decision(Recevabilite.RECEVABLE, "La démarche est faite."))
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.DROIT_USAGER, "La place est rendue."))
    page = client.get(following(saisine.code))
    for said in ("Saisine recevable", "La démarche est faite.", "La place est rendue.", "La médiation est terminée."):
        assert said in page.text
    assert "Ajouter au dossier" not in page.text
    assert give(client, saisine, "tard.txt").status_code == 422
    assert not Piece.objects.exists()


def test_documents_are_added_told_and_opened_once_clean(acting, client):
    saisine = make_saisine()
    assert give(client, saisine).status_code == 422
    assert give(client, saisine, "lettre.txt").url == following(saisine.code)
    piece = Piece.objects.get(saisine=saisine)
    assert "lettre.txt" in Ligne.objects.get(fait=Fait.PIECE).words
    one = following(saisine.code, "piece", piece.pk)
    assert f'"{one}"' not in client.get(following(saisine.code)).text
    assert client.get(one).url == following(saisine.code)
    Document.objects.update(scan=Scan.CLEAN)
    assert f'"{one}"' in client.get(following(saisine.code)).text
    answer = client.get(one)
    assert b"".join(answer.streaming_content) == b"contenu de lettre.txt"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert JournalEntry.objects.filter(verb="documents.read", actor_key__startswith="citizen:").exists()


def test_no_code_opens_the_document_of_another_nor_what_the_office_keeps(acting, client):
    collectivite = make_collectivite()
    mine, other = make_saisine(collectivite), make_saisine(collectivite)
    give(client, mine, "a.txt")
    give(client, other, "b.txt")
    Document.objects.update(scan=Scan.CLEAN)
    foreign, own = Piece.objects.get(saisine=other), Piece.objects.get(saisine=mine)
    assert client.get(following(mine.code, "piece", foreign.pk)).status_code == 404
    Piece.objects.filter(pk=own.pk).update(visibility=Visibilite.BUREAU)
    assert client.get(following(mine.code, "piece", own.pk)).status_code == 404
    assert "a.txt" not in client.get(following(mine.code)).text.split(">Documents</h2>")[1]


def test_all_of_it_is_taken_away_in_one_file(acting, client):
    saisine = make_saisine()
    give(client, saisine, "lettre.txt", "lettre.txt", "attend.txt")
    Document.objects.exclude(name="attend.txt").update(scan=Scan.CLEAN)
    answer = client.get(following(saisine.code, "everything"))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
        assert names == ["documents/01-lettre.txt", "documents/02-lettre.txt", "saisine.json"]
        assert archive.read(names[0]) == b"contenu de lettre.txt"
        told = json.loads(archive.read("saisine.json"))
    assert told["personne"]["nom"] == "Benali"
    assert told["saisine"]["ce qui s’est passé"].startswith("La mairie")
    assert told["étapes"][0]["fait"] == "Saisine déposée en ligne"
    assert told["documents"][2]["fichier"].startswith("non joint")


def test_withdrawing_is_asked_once_then_done(acting, client):
    saisine = make_saisine()
    give_up = following(saisine.code, "give_up")
    assert "Oui, retirer ma saisine" in client.get(give_up).text
    assert Saisine.objects.get().etat == Etat.A_TRAITER
    assert client.post(give_up).url == following(saisine.code)
    assert Saisine.objects.get().etat == Etat.RETIREE
    page = client.get(following(saisine.code))
    assert "Vous avez retiré votre saisine." in page.text
    assert give_up not in page.text
    assert client.get(give_up).url == following(saisine.code)


def test_as_many_queries_for_thirty_documents_and_lines_as_for_one(acting, client):
    counts = []
    for files in (1, 30):
        saisine = make_saisine()
        for rank in range(files):
            give(client, saisine, f"{rank}.txt")
        client.get(following(saisine.code))
        with CaptureQueriesContext(connection) as caught:
            client.get(following(saisine.code))
        counts.append(len(caught))
    assert counts[0] == counts[1]
