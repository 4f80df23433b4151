"""Sign in with a phone, the keyboard only; protect the account with a passkey and come back with it."""

import pytest
from playwright.sync_api import Page, expect

from parvis.kernel.declarations.loads import DEMONSTRATION_PASSWORD as PASSWORD

KARIM = "karim.belkacem@parvis.example"
MAELYS = "maelys.legoff@parvis.example"


@pytest.fixture
def at_localhost(browser, server):
    """A browser that calls the server by name: a passkey belongs to a name, never to a number."""
    context = browser.new_context(base_url=server.replace("127.0.0.1", "localhost"), locale="fr-FR")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def plug_authenticator(page: Page):
    """A virtual device that holds passkeys and recognises its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return devices, device


def fill_in(page: Page, email: str) -> None:
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill(email)
    page.locator("#id_password").fill(PASSWORD)


def test_signing_in_and_out_with_the_keyboard_on_a_phone(phone, check_page):
    phone.goto("/compte/login/")
    check_page(phone)
    fill_in(phone, KARIM)
    phone.keyboard.press("Enter")
    expect(phone).to_have_url("/compte/")
    expect(phone.get_by_role("heading", name="Mon compte", exact=True)).to_be_visible()
    check_page(phone)
    phone.get_by_role("main").get_by_role("button", name="Me déconnecter").focus()
    phone.keyboard.press("Enter")
    expect(phone).to_have_url("/")


def test_signing_in_without_javascript_and_after_a_mistake(no_javascript):
    fill_in(no_javascript, KARIM)
    no_javascript.locator("#id_password").fill("pas-le-bon-mot")
    no_javascript.keyboard.press("Enter")
    expect(no_javascript.get_by_role("heading", name="Votre saisie est à corriger")).to_be_visible()
    expect(no_javascript.locator("#id_login")).to_have_value(KARIM)
    no_javascript.locator("#id_password").fill(PASSWORD)
    no_javascript.keyboard.press("Enter")
    expect(no_javascript).to_have_url("/compte/")


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "inactive/", "comptes-lies/login/cancelled/"])
def test_entrances_owe_nothing(phone, check_page, path):
    phone.goto(f"/compte/{path}")
    check_page(phone)


def test_a_passkey_is_added_then_opens_the_account(at_localhost):
    page = at_localhost
    devices, device = plug_authenticator(page)
    fill_in(page, MAELYS)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/compte/")
    page.goto("/compte/second-facteur/webauthn/add/")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_name").fill("Téléphone")
    page.locator("label[for=id_passwordless]").click()
    page.locator("#mfa_webauthn_add").click()
    expect(page).not_to_have_url("/compte/second-facteur/webauthn/add/")
    assert len(devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1

    page.goto("/compte/")
    page.get_by_role("main").get_by_role("button", name="Me déconnecter").click()
    page.goto("/compte/login/")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(page).to_have_url("/compte/")
    expect(page.get_by_text("Téléphone")).to_be_visible()

    page.get_by_role("main").get_by_role("button", name="Me déconnecter").click()
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    fill_in(page, MAELYS)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/compte/second-facteur/authenticate/")
