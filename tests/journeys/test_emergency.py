"""A case read in an emergency, by who is of no office: asked for, read, then told to the office."""

import pytest
from playwright.sync_api import expect

from parvis.products.mediature.enums import Fonction
from tests.factories.accounts import confirm_access, protect
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_admitted, make_piece, make_question

ASK = "/mediature/administration/acces/"
WORDS = "Un voisin appelle : le mur menace de tomber sur la cour, et le bureau est fermé."


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Dijon")


def test_two_reasons_open_one_case_and_the_office_reads_why(office, at_both_widths):
    lead = make_agent(office, Fonction.PRINCIPAL)
    case = make_admitted(office)
    make_piece(case, acting_as(lead), "mur.txt")
    make_question(case)
    administrator = signed_in_browser(protect(make_person(is_platform_administrator=True)))
    confirm_access(administrator)
    page = at_both_widths(administrator.get(ASK), "mediature-urgence")
    page.get_by_label("Numéro du dossier").fill(case.number)
    page.get_by_text("Une personne est en danger").click()
    page.get_by_label("Ce qui se passe").fill("Trop court.")
    refused = administrator.post(ASK, {"number": case.number, "motif": "danger", "reason": "Trop court."})
    page = at_both_widths(refused, "mediature-urgence-refusee", status=422)
    expect(page.get_by_role("link", name="30 signes")).to_be_visible()
    given = {"number": case.number, "motif": "danger", "reason": WORDS}
    page = at_both_widths(administrator.post(ASK, given, follow=True), "mediature-urgence-dossier")
    expect(page.get_by_text("en lecture seulement")).to_be_visible()
    expect(page.get_by_role("button", name="Clore")).to_have_count(0)
    page = at_both_widths(signed_in_browser(lead).get("/mediature/bureau/acces/"), "mediature-urgences")
    expect(page.get_by_text(WORDS)).to_be_visible()
