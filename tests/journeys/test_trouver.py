"""From the home page to the hours of a mairie: on a phone by keyboard, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

SERVICE = "/trouver/services/demonstration--25056-1-1/"
STRUCTURE = "/trouver/structures/mairies--25056/"


def tab_to(page, locator, *, limit=60):
    """Press Tab until ``locator`` has the focus, as somebody without a mouse does."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The keyboard never reaches {locator}")


def test_mairie_and_its_hours_by_keyboard_on_a_phone(phone, check_page):
    phone.goto("/")
    tab_to(phone, phone.locator("main").get_by_role("link", name="Trouver un service ou un lieu près de chez vous"))
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile(r"/trouver/$"))
    check_page(phone)
    field = phone.get_by_role("combobox", name="Où ?")
    tab_to(phone, field)
    phone.keyboard.type("besanc")
    expect(phone.get_by_role("listbox", name="Communes").get_by_role("option").first).to_have_text("Besançon (25)")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile(r"/trouver/\?commune=25056$"))
    expect(phone.get_by_role("region", name="Carte")).to_be_visible()
    check_page(phone)
    tab_to(phone, phone.get_by_role("link", name="Mairie de Besançon", exact=True))
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile(f"{STRUCTURE}$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mairie de Besançon")
    expect(phone.get_by_text("Ouvert du lundi au vendredi")).to_be_visible()
    check_page(phone)


def test_mairie_and_its_hours_without_javascript(no_javascript):
    page = no_javascript
    page.goto("/")
    page.locator("main").get_by_role("link", name="Trouver un service ou un lieu près de chez vous").click()
    page.get_by_label("Où ?").fill("besancon")
    page.get_by_role("button", name="Trouver").click()
    expect(page).to_have_url(re.compile(r"commune=25056"))
    expect(page.get_by_role("region", name="Carte")).to_be_hidden()
    page.get_by_role("link", name="Mairie de Besançon", exact=True).click()
    expect(page.get_by_text("Ouvert du lundi au vendredi")).to_be_visible()


def test_numeric_help_and_its_hours_by_keyboard_on_a_phone(phone, check_page):
    phone.goto("/")
    tab_to(phone, phone.locator("main").get_by_role("link", name="Trouver un service ou un lieu près de chez vous"))
    phone.keyboard.press("Enter")
    tab_to(phone, phone.get_by_role("combobox", name="Quoi ?"))
    phone.keyboard.type("numérique")
    tab_to(phone, phone.get_by_role("combobox", name="Où ?"))
    phone.keyboard.type("besanc")
    expect(phone.get_by_role("listbox", name="Communes").get_by_role("option").first).to_have_text("Besançon (25)")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile(r"quoi=num.*commune=25056"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Services près de Besançon")
    check_page(phone)
    filters = phone.get_by_text("Filtrer et trier")
    tab_to(phone, filters)
    phone.keyboard.press("Enter")
    check_page(phone)
    tab_to(phone, phone.get_by_role("checkbox", name=re.compile("Gratuit")), limit=80)
    phone.keyboard.press("Space")
    expect(phone).to_have_url(re.compile("frais=gratuit"))
    expect(phone.locator("#resultats .di-pin").first).to_be_visible()
    expect(phone.locator("#frais-gratuit")).to_be_focused()
    tab_to(phone, phone.locator(".di-result a").first, limit=120)
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile("/trouver/services/demonstration--25056-"))
    expect(phone.get_by_role("heading", name="Horaires")).to_be_visible()
    expect(phone.get_by_text(re.compile("^Ouvert "))).to_be_visible()
    check_page(phone)
    phone.go_back()
    expect(phone.locator("#frais-gratuit")).to_be_checked()
    phone.go_back()
    expect(phone.locator("#frais-gratuit")).not_to_be_checked()


def test_numeric_help_and_its_hours_without_javascript(no_javascript):
    page = no_javascript
    page.goto("/trouver/")
    page.get_by_label("Quoi ?").fill("numerique")
    page.get_by_label("Où ?").fill("25000")
    page.get_by_role("button", name="Trouver").click()
    page.get_by_text("Filtrer et trier").click()
    page.locator("label[for=frais-gratuit]").click()
    page.get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile("frais=gratuit"))
    page.locator(".di-result a").first.click()
    expect(page.get_by_text(re.compile("^Ouvert "))).to_be_visible()
    page.get_by_role("link", name="Signaler une erreur").click()
    page.get_by_text("Les horaires").click()
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_role("heading", name="Horaires")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)], ids=["phone-dark", "desktop-light"])
@pytest.mark.parametrize(
    "path",
    [
        "/trouver/",
        "/trouver/?ou=saint-denis",
        "/trouver/?ou=besanson",
        "/trouver/?commune=25056&voir=services&rayon=50&theme=mobilite",
        "/trouver/?commune=25056&quoi=xqzwvk",
        STRUCTURE,
        "/trouver/structures/demonstration--25056-1/",
        SERVICE,
        f"{SERVICE}signaler/",
        "/api/v1/docs",
    ],
)
def test_page_owes_nothing(open_page, check_page, path, width, dark):
    page = open_page(width=width, dark=dark)
    assert page.goto(path).status == 200
    check_page(page)
