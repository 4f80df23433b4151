"""The tools of the office: search, a view that is kept, the same done of several cases, a text inserted."""

import pytest
from playwright.sync_api import expect

from parvis.kernel import clock
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Modele, Saisine, Vue
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

LIST = "/mediature/bureau/"


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Dijon")


@pytest.fixture
def mediator(office):
    return signed_in_browser(make_agent(office, Fonction.PRINCIPAL))


def test_search_keep_the_view_then_act_on_what_it_shows(office, mediator, at_both_widths):
    cases = [make_saisine(office, last_name=f"Lefèvre {number}", facts="La chaussée est effondrée.") for number in "ab"]
    make_saisine(office)
    asked = {"vue": "tous", "mots": "chaussees"}
    page = at_both_widths(mediator.get(LIST, asked), "mediature-recherche")
    expect(page.locator("mark").first).to_have_text("chaussée")
    expect(page.get_by_text("2 dossiers", exact=True)).to_be_visible()
    page.get_by_text("Garder cette vue").click()
    page.get_by_label("Nom de la vue").fill("Chaussées")
    kept = {"office": office.organisation_id, "name": "Chaussées", "shared": "on"}
    kept["query"] = page.locator("#vue_query").input_value()
    assert mediator.post(f"{LIST}vues/", kept).status_code == 302

    page = at_both_widths(mediator.get(f"{LIST}?{Vue.objects.get().query}"), "mediature-vue")
    expect(page.get_by_role("link", name="Chaussées")).to_have_attribute("aria-current", "page")
    for case in cases:
        page.get_by_label(f"Cocher le dossier {case.number}").check()
    page.get_by_label("Que faire des dossiers cochés").select_option(label="Me les attribuer")
    ticked = page.evaluate("[...new FormData(document.getElementById('lot')).getAll('dossier')]")
    assert sorted(ticked) == sorted(f"{case.number}:1" for case in cases)
    Saisine.objects.filter(pk=cases[0].pk).update(version=5)
    done = mediator.post(f"{LIST}lot/", {"geste": "prendre", "dossier": ticked, "retour": "vue=miens"})
    page = at_both_widths(done, "mediature-lot")
    expect(page.get_by_role("heading", name="1 dossier refusé")).to_be_visible()
    expect(page.get_by_role("heading", name="C’est fait pour 1 dossier")).to_be_visible()
    at_both_widths(mediator.post(f"{LIST}lot/", {"geste": "prendre"}), "mediature-lot-erreur", status=422)
    at_both_widths(mediator.get(f"{LIST}vues/"), "mediature-vues")


def test_an_absence_and_a_case_from_which_somebody_withdrew(office, mediator, at_both_widths):
    colleague, case = make_agent(office), make_saisine(office)
    at_both_widths(mediator.post(f"{LIST}absences/", {}), "mediature-absences-erreurs", status=422)
    day = clock.today().isoformat()
    sent = {"office": office.organisation_id, "starts_on": day, "ends_on": day, "substitute": colleague.pk}
    assert mediator.post(f"{LIST}absences/", sent).status_code == 302
    at_both_widths(mediator.get(f"{LIST}absences/"), "mediature-absences")
    gone = signed_in_browser(colleague)
    assert gone.post(f"{LIST}{case.number}/deport/", {"version": 1, "reason": "C’est mon voisin."}).status_code == 302
    page = at_both_widths(mediator.get(f"{LIST}{case.number}/"), "mediature-deport")
    expect(page.get_by_text("C’est mon voisin.")).to_be_visible()


def test_a_text_of_the_office_and_who_may_be_the_same_person(office, mediator, at_both_widths):
    case = make_saisine(office)
    make_saisine(office)
    wrong = {"office": office.organisation_id, "title": "Accueil", "text": "Bonjour {{ prenon }}"}
    at_both_widths(mediator.post(f"{LIST}textes/", wrong), "mediature-textes-erreur", status=422)
    assert mediator.post(f"{LIST}textes/", wrong | {"text": "Bonjour {{ prenom }}"}).status_code == 302
    at_both_widths(mediator.get(f"{LIST}textes/"), "mediature-textes")
    chosen = {
        "version": 1,
        "text": "Note :",
        "modele": Modele.objects.get(organisation__isnull=False).pk,
        "inserer": "1",
    }
    page = at_both_widths(mediator.post(f"{LIST}{case.number}/note/", chosen), "mediature-texte-insere")
    expect(page.locator("#note_text")).to_have_value("Note :\n\nBonjour Samira")
    expect(page.get_by_text("même adresse électronique")).to_be_visible()
