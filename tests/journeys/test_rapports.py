"""A year of the office: counted, told in a report that is frozen and published, with its recommendations."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.reprendre import run_trial
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Domaine, Rapport, Reprise
from tests.factories.mediature import make_agent, make_collectivite, make_past, make_recommandation, make_saisine
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

OFFICE = "/mediature/bureau/"
LAST = clock.today().year - 1


@pytest.fixture
def office(db, acting):
    made = make_collectivite(name="Dijon", slug="dijon", code="21231")
    roads = Domaine.objects.create(name="Voirie")
    lights = Domaine.objects.create(name="Éclairage public des voies et des espaces", parent=roads)
    for month, count in enumerate((9, 3, 14, 7, 0, 22), start=1):
        past = {"received_on": date(LAST, month, 3), "decided_on": date(LAST, month, 20), "issue": "droit-usager"}
        make_past(made, count, ended_on=date(LAST, month + 2, 1), domaine=lights, service="Voirie", **past)
    make_past(made, 4, received_on=date(LAST, 2, 1), canal="telephone", domaine=roads, town="Longvic")
    make_past(made, 12, received_on=date(LAST - 1, 2, 1))
    for count, postal_code, town in ((31, "21000", "Dijon"), (9, "21300", "Chenôve"), (2, "21240", "Talant")):
        make_past(made, count, received_on=date(LAST, 3, 9), postal_code=postal_code, town=town)
    made.recommandation = make_recommandation(
        made, sent_on=date(LAST, 5, 5), title="Publier-le-calendrier-des-travaux-" * 4, cases=[make_saisine(made)]
    )
    made.recommandation.suivis.create(year=LAST, suite="engagee", words="Un premier essai rue Devosge")
    return made


@pytest.fixture
def mediator(office):
    return signed_in_browser(make_agent(office, Fonction.PRINCIPAL))


def test_figures_exact_in_the_office_and_masked_outside(office, mediator, at_both_widths):
    asked = {"periode": str(LAST)}
    page = at_both_widths(mediator.get(f"{OFFICE}statistiques/", asked), "mediature-statistiques")
    expect(page.get_by_role("table", name="Par quelle voie")).to_contain_text("Téléphone")
    expect(page.get_by_role("row", name="Téléphone")).to_contain_text("4")
    expect(page.get_by_role("img", name="Carte des saisines par commune. En tête : Dijon (31)")).to_be_visible()
    expect(page.get_by_role("row", name="Talant (21)")).to_contain_text("2")
    page = at_both_widths(
        mediator.get(f"{OFFICE}statistiques/", asked | {"masquees": "oui"}), "mediature-statistiques-masquees"
    )
    expect(page.get_by_role("row", name="Téléphone")).to_contain_text("masqué")
    wrong = mediator.get(f"{OFFICE}statistiques/", {"periode": "libre", "du": "2026-01-01"})
    at_both_widths(wrong, "mediature-statistiques-erreur", status=422)
    administrator = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    at_both_widths(administrator.get(f"{OFFICE}ensemble/", {"annee": LAST}), "mediature-ensemble")


def test_a_report_from_its_draft_to_everybody(office, mediator, client, at_both_widths):
    address = mediator.post(f"{OFFICE}rapports/", {"bureau": office.organisation_id, "year": LAST}).url
    mediator.post(f"{address}mots/", {"version": 1, "mot": "Une année dense.", "perspectives": "Une permanence."})
    page = at_both_widths(mediator.get(address), "mediature-rapport-projet")
    expect(page.get_by_label("Le mot du médiateur")).to_have_value("Une année dense.")
    at_both_widths(mediator.post(f"{address}arreter/"), "mediature-rapport-erreur", status=422)
    mediator.post(f"{address}arreter/", {"sure": "on"})
    today = clock.today().isoformat()
    mediator.post(f"{address}transmettre/", {"destinataire": "conseil", "sent_on": today, "manner": "En séance"})
    mediator.post(f"{address}montrer/")
    page = at_both_widths(mediator.get(address), "mediature-rapport-arrete")
    expect(page.get_by_text("Reste à transmettre")).to_contain_text("Défenseur des droits")
    at_both_widths(mediator.get(f"{OFFICE}rapports/"), "mediature-rapports")
    mediator.post(f"{OFFICE}recommandations/{office.recommandation.pk}/montrer/")
    page = at_both_widths(client.get("/mediature/dijon/"), "mediature-page-et-rapports")
    expect(page.get_by_role("link", name=f"Rapport {LAST} (PDF)")).to_be_visible()
    assert Rapport.objects.get().published_on


def test_recommendations(office, mediator, at_both_widths):
    at_both_widths(mediator.get(f"{OFFICE}recommandations/"), "mediature-recommandations")
    at_both_widths(mediator.get(f"{OFFICE}recommandations/", {"mots": "rien"}), "mediature-recommandations-vide")
    at_both_widths(mediator.get(f"{OFFICE}recommandations/ecrire/"), "mediature-recommander")
    one = f"{OFFICE}recommandations/{office.recommandation.pk}/"
    at_both_widths(mediator.get(one), "mediature-recommandation")
    wrong = mediator.post(f"{one}reponse/", {"reponse": "acceptee"})
    at_both_widths(wrong, "mediature-recommandation-erreur", status=422)


def test_past_years(office, mediator, at_both_widths):
    sent = SimpleUploadedFile("dossiers-2019.csv", b"Date;Nom;Mode\n01/03/2019;Dupont;Mail\nhier;Durand;Pigeon\n")
    past = f"{OFFICE}annees-passees/"
    address = mediator.post(past, {"bureau": office.organisation_id, "file": sent}).url
    Document.objects.update(scan=Scan.CLEAN)
    at_both_widths(mediator.get(past), "mediature-annees-passees")
    page = at_both_widths(mediator.get(address), "mediature-annees-passees-colonnes")
    expect(page.get_by_label("Colonne « Date »")).to_have_value("received_on")
    mediator.post(f"{address}essayer/", {"c0": "received_on", "c2": "canal"})
    task = system("mediature.past")
    with open_scope(task, organisations=[office.organisation_id]):
        run_trial(by=task, reprise=Reprise.objects.get(name="dossiers-2019.csv").pk)
    page = at_both_widths(mediator.get(address), "mediature-annees-passees-essai")
    expect(page.get_by_role("row", name="3 Refusée")).to_contain_text("n’est pas une date")
