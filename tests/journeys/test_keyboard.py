"""The keyboard alone: a form refused, corrected and accepted; the menus of somebody signed in on a phone."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page, expect

from parvis.kernel.declarations.loads import DEMONSTRATION_PASSWORD as PASSWORD
from parvis.shell.failures import Failure, answer

KARIM = "karim.belkacem@parvis.example"


def step_to(page: Page, selector: str, *, at_most: int = 40) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(at_most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is out of reach of the keyboard")


def sign_in(page: Page) -> None:
    """Sign in without a mouse."""
    page.goto("/compte/login/")
    step_to(page, "#id_login")
    page.keyboard.type(KARIM)
    step_to(page, "#id_password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/compte/")


def test_an_account_is_asked_for_corrected_and_obtained_by_keyboard(page, check_page):
    page.goto("/compte/signup/")
    for name, value in {"first_name": "Ada", "last_name": "Lovelace", "email": "ada.clavier@ville.example"}.items():
        step_to(page, f"#id_{name}")
        page.keyboard.type(value)
    step_to(page, "#id_password1")
    page.keyboard.type("court")
    page.keyboard.press("Enter")

    summary = page.locator("#erreurs")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Erreur : Créer un compte — Parvis")
    expect(page.locator("#id_last_name")).to_have_value("Lovelace")
    check_page(page, name="clavier-erreur")
    links = summary.get_by_role("link")
    assert [text.split(" :")[0] for text in links.all_inner_texts()] == [
        "Mot de passe",
        "J’accepte les conditions d’utilisation",
    ]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_password1")).to_be_focused()
    page.keyboard.type("grand-peuplier-au-vent")
    step_to(page, "#id_terms")
    page.keyboard.press("Space")
    step_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/compte/confirm-email/")


def test_a_reason_opens_by_keyboard(page):
    page.goto("/compte/signup/")
    step_to(page, "[data-pourquoi] summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-pourquoi]").first).to_have_attribute("open", "")
    expect(page.get_by_text("ouvrir un accès personnel et protégé aux services").first).to_be_visible()


def test_the_menus_of_a_signed_in_person_on_a_phone(phone, check_page):
    sign_in(phone)
    check_page(phone, name="telephone-connecte")
    step_to(phone, "#bouton-menu")
    phone.keyboard.press("Enter")
    menu = phone.locator("#menu-mobile")
    expect(menu).to_be_visible()
    step_to(phone, "#menu-mobile summary")
    phone.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Mes sessions ouvertes")).to_be_visible()
    check_page(phone, name="telephone-menu-ouvert")
    step_to(phone, "#menu-mobile a[href='/compte/sessions/']")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Mes sessions ouvertes")).to_be_visible()


def test_the_menu_of_a_signed_in_person_without_javascript(no_javascript, check_page):
    sign_in(no_javascript)
    check_page(no_javascript, name="telephone-connecte-sans-javascript")
    step_to(no_javascript, "header summary")
    no_javascript.keyboard.press("Enter")
    expect(no_javascript.get_by_role("banner").get_by_role("link", name="Mes sessions ouvertes")).to_be_visible()


@pytest.mark.parametrize("failure", Failure)
def test_what_the_platform_fails_at_is_told_as_well_as_the_rest(at_both_widths, failure):
    request = RequestFactory().get(f"/panne/{failure.name.lower()}/")
    told: HttpResponse = answer(request, failure)
    told.request = {"PATH_INFO": request.path}
    page = at_both_widths(told, f"panne-{failure.value.status}", status=failure.value.status)
    expect(page.get_by_role("link", name="Page d’accueil")).to_be_visible()
