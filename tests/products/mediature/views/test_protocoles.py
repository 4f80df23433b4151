"""The page of an agreement: the office writes, proposes and follows it; the person answers by one of two buttons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import Conclusion, close
from parvis.products.mediature.actions.modeles import write_model
from parvis.products.mediature.enums import EtatProtocole, Fonction, Issue
from parvis.products.mediature.models import Engagement, Partie, Protocole, Signature
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.protocoles import make_concluded, make_draft_protocol, make_parties, make_proposed
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
PAGE = "/mediature/bureau/{}/accord/"
FOLLOW = "/mediature/suivi/{}/"


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


def test_from_the_draft_to_the_conclusion(saisine, by, browser, client):
    page, today = PAGE.format(saisine.number), clock.today().isoformat()
    _, administration = make_parties(by, saisine)
    assert "Préparer un projet" in browser.get(page).content.decode()
    assert browser.post(page, {"text": "La ville annule.", "version": 1}).status_code == 302
    promise = {"who": "La régie", "words": "Annuler la facture.", "due_on": today}
    assert browser.post(f"{page}engagement/", promise).status_code == 302
    assert browser.post(f"{page}proposer/").status_code == 302
    shown = client.get(FOLLOW.format(saisine.code)).content.decode()
    assert "Un accord vous est proposé" in shown
    answered = client.post(f"{FOLLOW.format(saisine.code)}accord/", {"reponse": "oui", "revision": 1})
    assert answered.status_code == 302
    signed = {
        "partie": administration.pk, "answer": "accepte", "moyen": "papier", "on": today, "words": "Signé par la régie.",
    }  # fmt: skip
    assert "Dire l’accord conclu" not in browser.get(page).content.decode()
    assert browser.post(f"{page}reponse/", signed).status_code == 302
    assert "Dire l’accord conclu" in browser.get(page).content.decode()
    assert browser.post(f"{page}conclure/", {"on": today}).status_code == 302
    assert "Lire l’accord conclu" in client.get(FOLLOW.format(saisine.code)).content.decode()
    assert "Annuler la facture." in client.get(f"{FOLLOW.format(saisine.code)}accord/").content.decode()
    assert "Protocole d’accord : conclu" in browser.get(f"/mediature/bureau/{saisine.number}/").content.decode()


def test_following_goes_on_after_the_end(saisine, by, browser):
    make_concluded(by, saisine)
    with open_scope(by):
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.DROIT_USAGER, "Un accord.", agreement=True))
    page, today = PAGE.format(saisine.number), clock.today().isoformat()
    shown = browser.get(page).content.decode()
    assert "Inscrire ce qu’est devenu un engagement" in shown
    assert "Inscrire l’homologation" in shown
    told = {"engagement": Engagement.objects.get().pk, "execution": "tenu", "on": today, "how": "Au téléphone."}
    assert browser.post(f"{page}suite/", told).status_code == 302
    given = {"on": today, "court": "le tribunal administratif de Dijon"}
    assert browser.post(f"{page}homologuer/", given).status_code == 302
    assert "Homologué par le juge" in browser.get(page).content.decode()


def test_a_concluded_agreement_is_proposed_to_the_closing(saisine, by, browser):
    make_concluded(by, saisine)
    acts = browser.get(f"/mediature/bureau/{saisine.number}/").context["acts"]
    assert next(form for name, _, form in acts if name == "clore").initial["agreement"] is True


def test_what_is_wrong_is_said_and_what_was_typed_stays(saisine, by, browser, client):
    page = PAGE.format(saisine.number)
    empty = browser.post(page, {"text": "", "version": 1})
    assert empty.status_code == 422
    assert "Écrivez ce que les parties conviennent" in empty.content.decode()
    assert browser.post(page, {"text": "La ville annule.", "version": 0}).status_code == 422
    assert browser.post(f"{page}proposer/").status_code == 404
    make_draft_protocol(by, saisine)
    refused = browser.post(f"{page}proposer/")
    assert refused.status_code == 422
    assert "Inscrivez d’abord les parties" in refused.content.decode()
    wrong = browser.post(f"{page}engagement/", {"who": "La régie", "words": ""})
    assert wrong.status_code == 422
    assert 'value="La régie"' in wrong.content.decode()
    assert browser.get(f"{page}proposer/").status_code == 302
    assert browser.post(f"{page}inconnu/").status_code == 404


def test_a_text_of_the_office_is_inserted(saisine, by, browser, office):
    with open_scope(by):
        model = write_model(by=by, organisation=office.organisation_id, title="Avoir", text="Un avoir pour {{ nom }}.")
    sent = {"text": "D’abord.", "version": 1, "modele": model.pk, "inserer": "1"}
    shown = browser.post(PAGE.format(saisine.number), sent)
    assert shown.context["articles"]["text"].value() == "D’abord.\n\nUn avoir pour Benali."
    assert not Protocole.objects.exists()


def test_the_person_asks_for_a_change_in_words(saisine, by, client):
    make_proposed(by, saisine)
    page = f"{FOLLOW.format(saisine.code)}accord/"
    silent = client.post(page, {"reponse": "modification", "words": "", "revision": 1})
    assert silent.status_code == 422
    assert "Dites ce que vous voulez changer" in silent.content.decode()
    assert client.post(page, {"words": "", "revision": 1}).status_code == 422
    sent = client.post(page, {"reponse": "modification", "words": "En deux fois.", "revision": 1}, follow=True)
    assert "En deux fois." in sent.content.decode()
    assert Signature.objects.get().words == "En deux fois."


def test_a_page_without_agreement_leads_back(saisine, client, browser):
    assert client.get(f"{FOLLOW.format(saisine.code)}accord/").headers["Location"] == FOLLOW.format(saisine.code)
    assert browser.get(f"{PAGE.format(saisine.number)}papier/").status_code == 404


def test_the_paper_is_looked_at(saisine, by, browser):
    make_proposed(by, saisine)
    answer = browser.get(f"{PAGE.format(saisine.number)}papier/")
    assert answer.content.startswith(b"%PDF")


def test_a_stranger_and_an_assistant(saisine, by, office):
    make_proposed(by, saisine)
    page = PAGE.format(saisine.number)
    assert signed_in_browser(make_agent(make_collectivite())).get(page).status_code == 404
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    assert "Reprendre le texte" not in assistant.get(page).content.decode()
    assert assistant.post(f"{page}reprendre/").status_code == 403
    assert Protocole.objects.get().etat == EtatProtocole.PROPOSE


def test_an_agreement_is_drawn_in_as_many_queries_with_thirty_engagements(saisine, by, browser):
    make_concluded(by, saisine)
    page = PAGE.format(saisine.number)
    browser.get(page)

    def counted():
        with CaptureQueriesContext(connection) as found:
            assert browser.get(page).status_code == 200
        return len(found)

    one = counted()
    protocole = Protocole.objects.get()
    Engagement.objects.bulk_create(
        Engagement(saisine=saisine, protocole=protocole, who=f"Partie {rank}", words="Payer.") for rank in range(29)
    )
    Signature.objects.bulk_create(
        Signature(
            saisine=saisine, protocole=protocole, partie=Partie.objects.first(), cote="administration", name="Régie",
            revision=1, answer="accepte", moyen="papier", on=clock.today(),
        )
        for _ in range(29)
    )  # fmt: skip
    assert counted() == one
