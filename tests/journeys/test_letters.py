"""A letter of the office: prepared, corrected, kept, handed over; then found by the person on a phone."""

import re

import pytest
from playwright.sync_api import expect

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import Conclusion, close
from parvis.products.mediature.enums import Fonction, Issue
from parvis.products.mediature.models import Avis, Courrier, Partie, Remise
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Dijon", address="11 rue des Exemples, 21000 Dijon")


def test_an_attestation_from_its_draft_to_the_person(office, send, client, at_both_widths):
    browser = signed_in_browser(make_agent(office, Fonction.PRINCIPAL))
    saisine = make_saisine(office)
    letters = f"/mediature/bureau/{saisine.number}/courriers/"
    page = at_both_widths(browser.get(letters), "mediature-courriers-aucun")
    expect(page.get_by_role("link", name="Attestation de saisine")).to_have_attribute("href", f"{letters}attestation/")
    page = at_both_widths(browser.get(f"{letters}attestation/"), "mediature-courrier-ecrire")
    expect(page.get_by_label("Texte du courrier")).to_contain_text("L. 213-6")
    page.get_by_label("Texte du courrier").fill("")
    wrong = send(page, browser, "Garder ce courrier")
    page = at_both_widths(wrong, "mediature-courrier-vide", status=422)
    page.get_by_label("Texte du courrier").fill("Le médiateur atteste qu’il a été saisi.\n\n## Dates\n\n- le 3 mars")
    assert send(page, browser, "Garder ce courrier").status_code == 302
    Document.objects.update(scan=Scan.CLEAN)
    kept = f"{letters}{Courrier.objects.get().pk}/"
    page = at_both_widths(browser.get(kept), "mediature-courrier-garde")
    page.get_by_label("Par courriel").check(force=True)
    assert send(page, browser, "Inscrire la remise").status_code == 302
    assert Remise.objects.get().moyen == "courriel"
    at_both_widths(browser.get(letters), "mediature-courriers")
    page = at_both_widths(client.get(f"/mediature/suivi/{saisine.code}/"), "mediature-suivi-courrier")
    expect(page.get_by_role("link", name=re.compile("^Attestation de saisine"))).to_be_visible()


def test_an_opinion_in_two_presses(office, send, client, at_both_widths):
    saisine, mediator = make_saisine(office), acting_as(make_agent(office, Fonction.PRINCIPAL))
    with open_scope(mediator):
        close(by=mediator, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
    link = re.search(r"/mediature/suivi/avis/\S+/", Outgoing.objects.get(key="mediature.ended").text).group()
    page = at_both_widths(client.get(link), "mediature-avis")
    expect(page.get_by_role("button", name="Très satisfait")).to_be_visible()
    assert client.post(link, {"degre": "tres"}).status_code == 302
    page = at_both_widths(client.get(link), "mediature-avis-donne")
    page.get_by_label("Un mot au bureau du médiateur").fill("Merci.")
    assert send(page, client, "Enregistrer ce mot").status_code == 302
    assert Avis.objects.get().word == "Merci."


def test_the_parties_of_a_case(office, send, at_both_widths):
    browser, saisine = signed_in_browser(make_agent(office, Fonction.PRINCIPAL)), make_saisine(office)
    parties = f"/mediature/bureau/{saisine.number}/parties/"
    page = at_both_widths(browser.get(parties), "mediature-parties")
    assert send(page, browser, "Inscrire cette partie").status_code == 302
    at_both_widths(browser.get(parties), "mediature-parties-attendue")
    page = at_both_widths(browser.get(f"{parties}{Partie.objects.get().pk}/"), "mediature-partie")
    page.get_by_label("Accord donné le").fill(clock.today().isoformat())
    page.get_by_label("Comment l’accord a été donné").fill("Signé au bureau.")
    assert send(page, browser, "Enregistrer l’accord").status_code == 302
    at_both_widths(browser.get(parties), "mediature-parties-accord")
