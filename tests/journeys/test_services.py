"""A question to a service: asked from a case, answered on a phone by the link of the mail, shared with the person."""

import re

import pytest
from playwright.sync_api import expect

from parvis.core.notifications.models import Outgoing
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Reponse, Sollicitation
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_admitted, make_piece

DIRECTORY = "/mediature/bureau/services/"


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Dijon", email="mediateur@dijon.example")


def test_a_question_from_the_case_to_the_answer(office, send, client, at_both_widths):
    agent = make_agent(office, Fonction.PRINCIPAL)
    browser = signed_in_browser(agent)
    at_both_widths(browser.get(DIRECTORY), "mediature-services-vide")
    page = at_both_widths(
        browser.post(DIRECTORY, {"name": "", "email": "x", "office": office.organisation_id}),
        "mediature-services-erreurs",
        status=422,
    )
    page.get_by_label("Nom du service").fill("Service scolaire")
    page.get_by_label("Adresse électronique").fill("ecoles@dijon.example")
    assert send(page, browser, "Inscrire ce service").status_code == 302
    at_both_widths(browser.get(DIRECTORY), "mediature-services")

    saisine = make_admitted(office)
    make_piece(saisine, acting_as(agent), "courrier-du-service.txt")
    case = f"/mediature/bureau/{saisine.number}/"
    page = at_both_widths(browser.get(case), "mediature-dossier-solliciter")
    page.get_by_text("Solliciter l’administration", exact=True).first.click()
    page.locator("#solliciter_service").select_option(label="Service scolaire")
    page.locator("#solliciter_question").fill("Pourquoi l’inscription a-t-elle été refusée ?")
    page.get_by_label("courrier-du-service.txt").check(force=True)
    assert send(page, browser, "Envoyer la question au service").status_code == 302
    asked = Sollicitation.objects.get()
    link = re.search(r"/mediature/bureau/repondre/\w+/", Outgoing.objects.get(key="mediature.asked").text).group()

    page = at_both_widths(client.get(link), "mediature-repondre")
    expect(page.get_by_text("courrier-du-service.txt")).to_be_visible()
    page = at_both_widths(client.post(f"{link}reponse/", {}), "mediature-repondre-erreurs", status=422)
    page.get_by_label("Votre réponse").fill("La classe est complète.")
    assert send(page, client, "Envoyer la réponse au médiateur").status_code == 302
    page = at_both_widths(client.get(link), "mediature-repondu")
    expect(page.get_by_text("La classe est complète.")).to_be_visible()

    question = f"{case}questions/{asked.pk}/"
    page = at_both_widths(browser.get(question), "mediature-question")
    assert send(page, browser, re.compile("Transmettre à la personne")).status_code == 302
    assert Reponse.objects.get().visibility == "requerant"
    at_both_widths(client.get(f"/mediature/suivi/{saisine.code}/"), "mediature-suivi-reponse")
    page = at_both_widths(browser.get(question), "mediature-question-transmise")
    assert send(page, browser, "Clore cette question").status_code == 302
    at_both_widths(client.get(link), "mediature-question-close", status=410)
