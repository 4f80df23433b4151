"""A person without an account asks for access and objects; an officer answers in time; she receives her data."""

import os
import re
import zipfile
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import expect

from parvis.core.privacy.actions.rights.demonstration import OFFICER
from parvis.kernel.declarations.loads import DEMONSTRATION_PASSWORD as PASSWORD


@pytest.fixture
def rows(server):
    """Ask the server's own database, on which no worker sends the mails."""
    from django.conf import settings

    name = f"test_journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with psycopg.connect(settings.PARVIS_OWNER.named(name).url, autocommit=True) as connection:
        connection.execute("SELECT set_config('parvis.reach', 'everything', false)")
        yield lambda statement, *values: connection.execute(statement, values).fetchall()


def link_in_mail(rows, email: str) -> str:
    mails = "SELECT text FROM notifications_outgoing WHERE recipient = %s AND key = %s ORDER BY created_on DESC LIMIT 1"
    [(text,)] = rows(mails, email, "privacy.rights_confirm")
    return re.search(r"https?://[^/]+(/mes-droits/suivi/\S+)", text)[1]


def sign_in(page, email, password):
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill(email)
    page.locator("#id_password").fill(password)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/compte/")


def test_access_and_objection_without_account(phone, page, rows, check_page, tmp_path):
    [(service, email)] = rows(
        "SELECT id, courriel FROM data_inclusion_service WHERE source_id = 'demonstration' AND courriel <> '' "
        "AND contact_nom_prenom = '' ORDER BY id LIMIT 1"
    )
    phone.goto(f"/trouver/services/{service}/")
    expect(phone.get_by_text(email).first).to_be_visible()
    ask(phone, email, check_page)
    phone.goto(link_in_mail(rows, email))
    check_page(phone, name="mes-droits-a-confirmer")
    phone.get_by_role("button", name="Oui, je confirme ma demande").click()
    expect(phone.get_by_text("En cours").first).to_be_visible()
    check_page(phone, name="mes-droits-en-cours")
    following = phone.url
    phone.goto(f"/trouver/services/{service}/")
    expect(phone.get_by_text(email)).to_have_count(0)
    answer(page, check_page)
    phone.goto(following)
    check_page(phone, name="mes-droits-repondue")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Télécharger mes données").click()
    kept = tmp_path / "copie.zip"
    download.value.save_as(kept)
    with zipfile.ZipFile(kept) as archive:
        assert archive.namelist() == ["vos-donnees.html", "vos-donnees.json"]
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Télécharger cette lettre").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def ask(phone, email, check_page):
    """The three questions, with a mistake on the way."""
    phone.goto("/")
    phone.get_by_role("link", name="Exercer mes droits").last.click()
    check_page(phone)
    phone.get_by_text("data·inclusion :").click()
    phone.get_by_role("button", name="Continuer").click()
    check_page(phone)
    phone.get_by_text("Droit d’information et d’accès").click()
    phone.get_by_text("Droit d’opposition").click()
    phone.get_by_role("button", name="Continuer").click()
    check_page(phone)
    phone.get_by_role("button", name="Envoyer ma demande").click()
    expect(phone.get_by_role("heading", name="Votre saisie est à corriger")).to_be_visible()
    check_page(phone, name="mes-droits-erreur")
    phone.get_by_label("Vos nom et prénom").fill("Zélie Morvan")
    phone.get_by_label("Votre adresse électronique").fill(email)
    phone.get_by_role("button", name="Envoyer ma demande").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Votre demande est reçue")
    check_page(phone)


def answer(page, check_page):
    """The officer answers both, with a mistake on the way."""
    sign_in(page, OFFICER[2], PASSWORD)
    page.goto("/guichet-donnees/")
    check_page(page)
    page.goto("/guichet-donnees/?droit=access")
    page.get_by_role("row").filter(has_text="Zélie Morvan").get_by_role("link").click()
    expect(page.get_by_text("Contacts masqués").first).to_be_visible()
    check_page(page, name="guichet-acces")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_role("heading", name="Votre saisie est à corriger")).to_be_visible()
    check_page(page, name="guichet-erreur")
    page.get_by_text("Accepter", exact=True).click()
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Acceptée", exact=True)).to_be_visible()
    page.goto("/guichet-donnees/?droit=object")
    row = page.get_by_role("row").filter(has_text="Zélie Morvan")
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Droit d’opposition")
    check_page(page, name="guichet-opposition")
    page.get_by_text("Accepter", exact=True).click()
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Acceptée", exact=True)).to_be_visible()
    check_page(page, name="guichet-repondue")


def test_asking_by_keyboard_without_javascript(no_javascript, check_page):
    page = no_javascript
    page.goto("/mes-droits/")
    page.get_by_text("La plateforme :").click()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Votre saisie est à corriger")).to_be_visible()
    page.get_by_text("Droit d’information et d’accès").click()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Vos nom et prénom").fill("Jean Sanmail")
    page.get_by_label("Votre téléphone").fill("03 81 61 50 50")
    page.get_by_role("button", name="Envoyer ma demande").press("Enter")
    expect(page.get_by_text("Code de suivi")).to_be_visible()
    page.get_by_role("button", name="Retirer ma demande").press("Enter")
    expect(page.get_by_text("Retirée").first).to_be_visible()


def test_my_data_on_a_phone(phone, check_page):
    sign_in(phone, "karim.belkacem@parvis.example", PASSWORD)
    phone.goto("/compte/mes-donnees/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mes données")
    check_page(phone)
    phone.get_by_role("link", name="Droit de rectification").click()
    expect(phone.get_by_text("Être connecté suffit")).to_be_visible()
    check_page(phone, name="mes-droits-connecte")
    phone.get_by_label("Précisions").fill("Mon prénom s’écrit Karîm.")
    phone.get_by_role("button", name="Envoyer ma demande").click()
    expect(phone).to_have_url("/compte/mes-donnees/")
    expect(phone.get_by_text("Retirer la demande").first).to_be_visible()


def test_coming_back_with_a_code(phone, check_page):
    phone.goto("/mes-droits/suivi/")
    check_page(phone)
    phone.get_by_label("Numéro de la demande").fill("D-0000-0000")
    phone.get_by_label("Code de suivi").fill("faux")
    phone.get_by_role("button", name="Voir ma demande").click()
    expect(phone.get_by_role("heading", name="Votre saisie est à corriger")).to_be_visible()
