"""The office of a mediator at work: a letter registered, taken, decided, moved on, closed and taken up again."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parvis.kernel import clock
from parvis.products.mediature.enums import Etat, Fonction, Recevabilite
from parvis.products.mediature.models import Domaine, Saisine, TiersCompetent
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

LIST = "/mediature/bureau/"
LONG = "Inscription-à-la-cantine-" * 8


@pytest.fixture
def office(db, acting):
    for name in ("Voirie", "Écoles"):
        Domaine.objects.create(name=name)
    TiersCompetent.objects.create(name="Conciliateur de justice", contact="conciliateurs.fr")
    return make_collectivite(name="Dijon", address="11 rue de l’Hôpital, 21000 Dijon", phone="03 80 74 51 51")


@pytest.fixture
def mediator(office):
    return signed_in_browser(make_agent(office, Fonction.PRINCIPAL))


def filled(page, **fields):
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).first.fill(value)


def test_a_letter_from_its_arrival_to_its_end_and_beyond(office, mediator, send, at_both_widths):
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    page = at_both_widths(assistant.get(f"{LIST}enregistrer/"), "mediature-enregistrer")
    page.get_by_label("Reçue par").select_option(label="Courrier postal")
    filled(page, Prénom="Jeanne", Numéro_et_rue="3 rue des Lilas", Code_postal="21000", Ville="Dijon")
    page.get_by_label("Nom", exact=True).fill("Lefèvre")
    page.get_by_label("Ce qui s’est passé").fill("La chaussée est effondrée devant chez moi.")
    page.get_by_label("Aucune : rien").check(force=True)
    page.get_by_label("Non", exact=True).check(force=True)
    receipt = send(page, assistant, "Enregistrer la saisine")
    page = at_both_widths(receipt, "mediature-recepisse")
    expect(page.get_by_text(receipt.context["code"], exact=True)).to_be_visible()
    saisine = Saisine.objects.get()
    case = f"{LIST}{saisine.number}/"

    page = at_both_widths(mediator.get(LIST), "mediature-a-attribuer")
    expect(page.get_by_role("link", name="Jeanne Lefèvre")).to_have_attribute("href", case)
    page = at_both_widths(mediator.get(case), "mediature-dossier-nouveau")
    assert send(page, mediator, "M’attribuer ce dossier").status_code == 302

    page = at_both_widths(mediator.get(case), "mediature-dossier-pris")
    page.get_by_label("Recevable", exact=True).check(force=True)
    wrong = send(page, mediator, "Décider, et prévenir la personne")
    page = at_both_widths(wrong, "mediature-dossier-motifs-manquants", status=422)
    expect(page.get_by_role("link", name="Motifs : Écrivez les motifs")).to_be_visible()
    page.get_by_label("Motifs").fill("La mairie n’a pas répondu en deux mois.")
    page.locator("#decider_domaine").select_option(label="Voirie")
    assert send(page, mediator, "Décider, et prévenir la personne").status_code == 302

    page = at_both_widths(mediator.get(case), "mediature-dossier-recevable")
    page.get_by_text("Faire avancer", exact=True).click()
    page.get_by_label("Nouvel avancement").select_option(label="En attente de réponse de l’administration")
    assert send(page, mediator, "Enregistrer l’avancement").status_code == 302
    page = at_both_widths(mediator.get(case), "mediature-dossier-attente")
    page.get_by_text("Clore le dossier", exact=True).click()
    page.get_by_label("Issue").select_option(label="Droit à l’usager")
    page.get_by_label("Conclusion motivée").fill("La mairie répare la chaussée avant l’été.")
    page.get_by_label("Les parties se sont mises d’accord").check(force=True)
    assert send(page, mediator, "Clore, et prévenir la personne").status_code == 302

    page = at_both_widths(mediator.get(case), "mediature-dossier-clos")
    assert send(page, mediator, "Rouvrir ce dossier").status_code == 302
    page = at_both_widths(mediator.get(case), "mediature-dossier-rouvert")
    expect(page.get_by_text("Conclusion d’avant la réouverture")).to_be_visible()
    assert Saisine.objects.get().etat == Etat.FINALISATION
    nobody = signed_in_browser(make_person())
    assert nobody.get(case).status_code == 404


def test_a_full_list_and_what_finds_nothing(office, mediator, at_both_widths):
    for number in range(33):
        saisine = make_saisine(office, first_name="Marie-Élisabeth", last_name=f"Montmorency-Luxembourg {number}")
        Saisine.objects.filter(pk=saisine.pk).update(received_on=clock.today() - timedelta(days=number))
    Saisine.objects.filter(pk=saisine.pk).update(
        etat=Etat.ATTENTE_ADMINISTRATION, recevabilite=Recevabilite.RECEVABLE, decided_on=clock.today()
    )
    page = at_both_widths(mediator.get(LIST, {"mots": "montmorency", "tri": "anciennes"}), "mediature-liste")
    expect(page.get_by_text("en retard de").first).to_be_visible()
    at_both_widths(mediator.get(LIST, {"mots": "personne de ce nom"}), "mediature-liste-sans-resultat")


@pytest.mark.parametrize("tab", ["attribuer", "miens", "tous", "termines"])
def test_an_empty_tab(office, mediator, at_both_widths, tab):
    at_both_widths(mediator.get(LIST, {"vue": tab}), f"mediature-vide-{tab}")


def test_a_letter_that_lacks_everything(office, mediator, at_both_widths):
    at_both_widths(mediator.post(f"{LIST}enregistrer/", {}), "mediature-enregistrer-erreurs", status=422)


def test_a_case_of_long_words(office, mediator, at_both_widths):
    saisine = make_saisine(office, facts=LONG, service=LONG[:200], last_name=LONG[:100], phone="+33381615050")
    at_both_widths(mediator.get(f"{LIST}{saisine.number}/"), "mediature-dossier-mots-longs")
