"""A case that tells two disputes becomes two: the office chooses what goes, one code opens both."""

import pytest
from playwright.sync_api import expect

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import write_note
from parvis.products.mediature.actions.parties import add_party
from parvis.products.mediature.enums import Cote
from parvis.products.mediature.models import Saisine
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.messages import make_message
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_piece

LIST = "/mediature/bureau/"


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Ville de Dijon")


def test_a_case_becomes_two_and_its_person_reads_both(office, client, at_both_widths, send):
    mediator = make_agent(office)
    case, browser, by = make_saisine(office), signed_in_browser(mediator), acting_as(mediator)
    make_piece(case, by, "fourriere.txt")
    make_message(case)
    with open_scope(by):
        write_note(by=by, saisine=case, text="Deux affaires dans la même lettre.")
        add_party(by=by, saisine=case, cote=Cote.REQUERANT, name="Samira Benali")
    Document.objects.update(scan=Scan.CLEAN)
    page = at_both_widths(browser.get(f"{LIST}{case.number}/scinder/"), "mediature-scinder")
    page.get_by_label("Ce qui s’est passé, dans le second désaccord").fill("La fourrière a pris ma voiture.")
    page.get_by_label("fourriere.txt").select_option(label="Va dans le nouveau dossier")
    answer = send(page, browser, "Scinder, et prévenir la personne")
    made = Saisine.objects.exclude(pk=case.pk).get()
    assert answer.headers["Location"] == f"{LIST}{made.number}/"
    page = at_both_widths(browser.get(f"{LIST}{made.number}/"), "mediature-scinde")
    expect(page.get_by_text("Réunir au dossier d’origine")).to_be_visible()
    wrong = browser.post(f"{LIST}{case.number}/scinder/", {"facts": "", "version": 2})
    at_both_widths(wrong, "mediature-scinder-erreurs", status=422)

    page = at_both_widths(client.get(f"/mediature/suivi/{case.code}/"), "mediature-suivi-scinde")
    page = at_both_widths(
        client.get(page.get_by_role("link", name=f"votre dossier {made.number}").get_attribute("href")),
        "mediature-suivi-second",
    )
    expect(page.get_by_role("link", name=f"votre dossier {case.number}")).to_be_visible()
