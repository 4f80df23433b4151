"""On a phone, without account: from a postal code to the receipt with a photographed letter, then back by the code."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE

PICTURE = Path(__file__).parents[2] / "parvis" / "shell" / "static" / "shell" / "icon-180.png"
TOWN = "Ville de Dijon"


def from_the_directory(page, look):
    page.goto("/mediature/")
    page.get_by_label("Votre commune ou votre code postal").fill("21000")
    page.get_by_role("button", name="Chercher").click()
    look("annuaire-21000")
    page.get_by_role("link", name=re.compile(f"Voir ce médiateur.*{TOWN}")).click()
    look("collectivite")
    page.get_by_role("link", name="Saisir ce médiateur").click()
    look("commencer")


def go_on(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer et continuer").click()


def answer(page, look, *, name=("Ève", "O")):
    """The six steps, with a mistake on the way; the code that they gave."""
    go_on(page)
    expect(page.get_by_role("heading", name="Votre saisie est à corriger")).to_be_visible()
    look("commencer-erreur")
    page.get_by_label("Que s’est-il passé ?").fill(
        "La ville refuse l’inscription à la cantine. Elle ne dit pas pourquoi."
    )
    page.get_by_label("Que demandez-vous ?").fill("Une place à la cantine")
    go_on(page)
    look("demarche")
    code = page.locator(".med-code").inner_text()
    page.get_by_text("je n’ai pas eu de réponse").click()
    page.get_by_label("Date de votre démarche").fill("2020-01-05")
    go_on(page)
    look("demarche-delais")
    page.get_by_role("link", name="Continuer").click()
    look("juge")
    page.get_by_text("Oui", exact=True).click()
    go_on(page)
    expect(page.get_by_text("Le médiateur ne peut pas être saisi")).to_be_visible()
    look("juge-oui")
    page.get_by_text("Non", exact=True).click()
    go_on(page)
    look("pieces")
    page.get_by_label("Choisir des fichiers").set_input_files([PICTURE])
    page.get_by_role("button", name="Joindre, et en ajouter d’autres").click()
    expect(page.get_by_text(PICTURE.name).first).to_be_visible()
    look("pieces-jointe")
    go_on(page)
    look("vous")
    page.get_by_label("Prénom").fill(name[0])
    page.get_by_label("Nom", exact=True).fill(name[1])
    go_on(page)
    expect(page.get_by_role("link", name=re.compile("un seul suffit"))).to_be_visible()
    look("vous-erreur")
    page.get_by_label("Téléphone").fill("03 81 61 50 50")
    go_on(page)
    expect(page.get_by_role("heading", name="Relire et envoyer")).to_be_visible()
    look("relire")
    return code


def test_filed_and_followed_on_a_phone(phone, check_page, screenshot, tmp_path):
    def look(name):
        check_page(phone, name=f"saisine-{name}")
        phone.set_viewport_size(DESKTOP)
        screenshot(phone, f"saisine-{name}")
        phone.set_viewport_size(PHONE)

    from_the_directory(phone, look)
    code = answer(phone, look)
    phone.get_by_role("link", name="Me l’envoyer par courriel").click()
    look("code")
    phone.go_back()
    phone.get_by_role("button", name="Envoyer ma saisine").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Votre saisine est reçue")
    look("recu")
    phone.goto("/mediature/suivi/")
    phone.get_by_label("Votre code").fill("0000 0000 0000")
    phone.get_by_role("button", name="Ouvrir ma saisine").click()
    expect(phone.get_by_role("heading", name="Votre saisie est à corriger")).to_be_visible()
    look("suivi-erreur")
    phone.get_by_label("Votre code").fill(code.lower())
    phone.get_by_role("button", name="Ouvrir ma saisine").click()
    expect(phone.get_by_text("Votre saisine est arrivée")).to_be_visible()
    look("suivi")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Tout télécharger").click()
    kept = tmp_path / "saisine.zip"
    download.value.save_as(kept)
    with zipfile.ZipFile(kept) as archive:
        assert "saisine.json" in archive.namelist()
    phone.get_by_label("Choisir des fichiers").set_input_files([PICTURE])
    phone.get_by_role("button", name="Ajouter au dossier").click()
    expect(phone.get_by_text("Document ajouté par le requérant")).to_be_visible()
    look("suivi-ajout")
    phone.get_by_role("link", name="Retirer ma saisine").click()
    look("retirer")
    phone.get_by_role("button", name="Oui, retirer ma saisine").click()
    expect(phone.get_by_text("Vous avez retiré votre saisine.").first).to_be_visible()
    look("suivi-retiree")


@pytest.mark.parametrize("last_name", ["N" * 60, "בן־דוד"])
def test_filed_and_followed_without_javascript(no_javascript, screenshot, last_name):
    page = no_javascript

    def look(name):
        screenshot(page, f"saisine-sans-js-{len(last_name)}-{name}")
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room

    from_the_directory(page, look)
    code = answer(page, look, name=("Zoé", last_name))
    page.get_by_role("button", name="Envoyer ma saisine").click()
    expect(page.get_by_text(last_name)).to_be_visible()
    look("recu")
    page.goto("/mediature/suivi/")
    page.get_by_label("Votre code").fill(code)
    page.get_by_role("button", name="Ouvrir ma saisine").click()
    expect(page.get_by_text("Votre saisine est arrivée")).to_be_visible()
    look("suivi")


def test_by_keyboard_the_error_summary_leads_to_the_field(page, check_page):
    page.goto("/mediature/dijon/saisir/")
    check_page(page, name="saisine-commencer")
    go_on(page)
    expect(page.locator("#erreurs")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Que s’est-il passé ?")).to_be_focused()
