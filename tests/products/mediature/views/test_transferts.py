"""The pages of a transfer: the mediator proposes, the person answers on their page or through the office."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Piece, Saisine, Transfert
from tests.factories.mediature import holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(acting):
    return make_collectivite(name="Ville de Dijon")


@pytest.fixture
def other(acting):
    return make_collectivite(name="Département de la Côte-d’Or")


@pytest.fixture
def case(office):
    made = make_saisine(office)
    add(made, "refus.txt")
    return made


def add(case, *names):
    with open_scope(holder_of(case)) as scope:
        for name in names:
            give(by=scope.actor, saisine=case, file=ContentFile(b"Un mot.", name=name))
    Document.objects.update(scan=Scan.CLEAN)


def page(case):
    return reverse("mediature:transfer", args=[case.number])


def mine(case, name="consent"):
    return reverse(f"mediature:{name}", args=[case.code])


def propose(browser, case, other):
    version = Saisine.objects.get(pk=case.pk).version
    return browser.post(page(case), {"to": other.pk, "reasons": "Le collège.", "version": version})


def test_the_mediator_proposes_then_the_person_accepts_and_reads_the_new_code(browser, case, other, client):
    assert "Transférer à un autre médiateur" in browser.get(f"/mediature/bureau/{case.number}/").text
    assert "Département de la Côte-d’Or" in browser.get(page(case)).text
    assert propose(browser, case, other).url == page(case)
    assert "Inscrire une réponse" in browser.get(page(case)).text
    assert "Votre réponse est attendue" in client.get(mine(case, "follow")).text
    asked = client.get(mine(case))
    assert "Le collège." in asked.text
    assert "refus.txt" in asked.text
    piece = Piece.objects.get(saisine=case)
    answered = client.post(mine(case), {"reponse": "oui", "pieces": [piece.pk]}, follow=True)
    made = Saisine.objects.get(organisation=other.organisation)
    assert made.number in answered.text
    assert "n’est donné qu’une fois" in answered.text
    assert Piece.objects.filter(saisine=made).count() == 1
    assert made.number in browser.get(f"/mediature/bureau/{case.number}/").text
    assert browser.get(f"/mediature/bureau/{made.number}/").status_code == 404
    former = client.get(mine(case, "follow"))
    assert "ouvrir le nouveau dossier" in former.text
    assert "Recevoir mon nouveau code" not in client.get(mine(case)).text


def test_an_answer_on_paper_lets_the_person_get_the_code_once_from_the_former_page(browser, case, other, client):
    propose(browser, case, other)
    wrong = browser.post(page(case), {"answer": "oui", "canal": "", "on": clock.today().isoformat(), "words": "Dit."})
    assert wrong.status_code == 422
    assert "par quelle voie" in wrong.text
    told = {"answer": "oui", "canal": "courrier", "on": clock.today().isoformat(), "words": "Lettre du jour."}
    assert browser.post(page(case), told).status_code == 302
    assert "Recevoir mon nouveau code" in client.get(mine(case)).text
    given = client.post(mine(case))
    assert client.get(given.url).status_code == 200
    assert Saisine.objects.get(organisation=other.organisation).number in client.get(given.url).text
    assert client.post(mine(case)).status_code == 200
    assert Transfert.objects.get().code_given_at


def test_a_refusal_or_a_proposal_taken_back_lead_to_the_case(browser, case, other, client):
    propose(browser, case, other)
    assert client.post(mine(case), {}).status_code == 422
    assert client.post(mine(case), {"reponse": "non"}).url == mine(case, "follow")
    assert "refusée" in browser.get(page(case)).text
    propose(browser, case, other)
    assert browser.post(page(case), {"abandonner": "1"}).status_code == 302
    assert client.get(mine(case)).status_code == 302
    assert Saisine.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, case, other):
    refused = browser.post(page(case), {"to": "", "reasons": "Parce que.", "version": 1})
    assert refused.status_code == 422
    assert "Parce que." in refused.text
    assert "Choisissez le médiateur" in refused.text


def test_an_assistant_and_another_office_find_nothing(case, office, other):
    for user in (make_agent(office, Fonction.ASSISTANT), make_agent(other)):
        assert signed_in_browser(user).get(page(case)).status_code == 404


def test_a_commune_leads_to_the_mediators_of_its_levels(browser, case, acting):
    there = make_collectivite(name="Ville de Besançon", code="25056")
    found = browser.get(page(case), {"ou": "besancon"})
    assert f"a={there.pk}#proposer" in found.text
    chosen = browser.get(page(case), {"ou": "besancon", "a": there.pk})
    assert f'value="{there.pk}" selected' in chosen.text


def test_the_page_of_the_person_costs_the_same_for_many_documents(browser, case, other, client):
    propose(browser, case, other)
    client.get(mine(case))
    counts = []
    for names in ((), [f"{rank}.txt" for rank in range(29)]):
        add(case, *names)
        with CaptureQueriesContext(connection) as caught:
            client.get(mine(case))
        counts.append(len(caught))
    assert counts[0] == counts[1]
