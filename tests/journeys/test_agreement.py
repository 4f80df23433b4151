"""The agreement that ends a mediation: drafted, proposed, accepted on line, concluded, followed after the end."""

import pytest
from playwright.sync_api import expect

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import Conclusion, close
from parvis.products.mediature.enums import Issue
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.protocoles import make_concluded, make_draft_protocol, make_proposed
from tests.factories.sessions import signed_in_browser

LIST = "/mediature/bureau/"


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Ville de Dijon")


def test_an_agreement_from_its_draft_to_what_becomes_of_it(office, client, at_both_widths):
    mediator = make_agent(office)
    case, browser, by = make_saisine(office), signed_in_browser(mediator), acting_as(mediator)
    page = f"{LIST}{case.number}/accord/"
    at_both_widths(browser.get(page), "mediature-accord-vide")
    at_both_widths(browser.post(page, {"text": "", "version": 1}), "mediature-accord-erreur", status=422)
    make_draft_protocol(by, case)
    at_both_widths(browser.post(f"{page}proposer/"), "mediature-accord-projet", status=422)

    case = make_saisine(office)
    page, follow = f"{LIST}{case.number}/accord/", f"/mediature/suivi/{case.code}/"
    make_proposed(by, case)
    wrong = browser.post(f"{page}reponse/", {"on": ""})
    at_both_widths(wrong, "mediature-accord-propose", status=422)
    shown = at_both_widths(client.get(follow), "mediature-suivi-accord")
    expect(shown.get_by_role("link", name="Lire l’accord et répondre")).to_be_visible()
    shown = at_both_widths(client.get(f"{follow}accord/"), "mediature-lire-accord")
    expect(shown.get_by_role("button", name="J’accepte")).to_be_visible()
    silent = client.post(f"{follow}accord/", {"reponse": "modification", "revision": 1})
    at_both_widths(silent, "mediature-lire-accord-erreur", status=422)

    case = make_saisine(office)
    make_concluded(by, case)
    with open_scope(by):
        close(by=by, saisine=case, conclusion=Conclusion(Issue.DROIT_USAGER, "Un accord.", agreement=True))
    shown = at_both_widths(browser.get(f"{LIST}{case.number}/accord/"), "mediature-accord-conclu")
    expect(shown.get_by_text("Inscrire ce qu’est devenu un engagement")).to_be_visible()
    at_both_widths(client.get(f"/mediature/suivi/{case.code}/accord/"), "mediature-accord-tenu")
