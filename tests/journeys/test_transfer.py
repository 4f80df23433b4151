"""A case passes from one office to another: proposed, accepted, opened anew; and a colleague who has it open."""

import pytest
from playwright.sync_api import expect

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.transferring import propose
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.transferts import shareable
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_piece

LIST = "/mediature/bureau/"


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Ville de Dijon")


def test_a_transfer_from_the_proposal_to_the_new_code(office, client, at_both_widths):
    other = make_collectivite(name="Ville de Besançon", code="25056")
    mediator, colleague = make_agent(office), make_agent(office)
    case, browser = make_saisine(office, facts="Le tram passe trop tôt."), signed_in_browser(mediator)
    make_piece(case, acting_as(mediator), "refus.txt")
    Document.objects.update(scan=Scan.CLEAN)
    signed_in_browser(colleague).get(f"{LIST}{case.number}/")
    page = at_both_widths(browser.get(f"{LIST}{case.number}/"), "mediature-presence")
    expect(page.get_by_text("ce dossier ouvert en ce moment")).to_be_visible()

    page = at_both_widths(browser.get(f"{LIST}{case.number}/transfert/", {"ou": "besancon"}), "mediature-transfert")
    expect(page.get_by_role("link", name="choisir ce médiateur : Ville de Besançon")).to_be_visible()
    wrong = browser.post(f"{LIST}{case.number}/transfert/", {})
    at_both_widths(wrong, "mediature-transfert-erreurs", status=422)
    actor = acting_as(mediator)
    with open_scope(actor):
        propose(by=actor, saisine=case, to=other, reasons="Le tram est à la ville de Besançon.")
    at_both_widths(browser.get(f"{LIST}{case.number}/transfert/"), "mediature-transfert-attendu")

    at_both_widths(client.get(f"/mediature/suivi/{case.code}/"), "mediature-suivi-transfert")
    page = at_both_widths(client.get(f"/mediature/suivi/{case.code}/transfert/"), "mediature-accord")
    expect(page.get_by_label("refus.txt")).not_to_be_checked()
    with open_scope(holder_of(case)) as scope:
        pieces = [each.piece.pk for each in shareable(scope.actor, case)]
    sent = {"reponse": "oui", "pieces": pieces}
    page = at_both_widths(client.post(f"/mediature/suivi/{case.code}/transfert/", sent, follow=True), "mediature-anew")
    made = Saisine.objects.get(organisation=other.organisation)
    expect(page.get_by_text(made.number)).to_be_visible()
    at_both_widths(client.get(f"/mediature/suivi/{case.code}/transfert/"), "mediature-transfere")
    at_both_widths(browser.get(f"{LIST}{case.number}/"), "mediature-transfere-bureau")
