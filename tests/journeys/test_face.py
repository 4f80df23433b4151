"""The face of the site: home by keyboard, the pages every site owes, menus without JavaScript, a lost visitor."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from parvis.kernel.actor import VISITOR
from parvis.kernel.declarations.navigation import Section
from parvis.shell.menus import lines_of

PAGES = ["/", "/mentions-legales/", "/accessibilite/", "/cookies/", "/plan-du-site/", "/code-source/"]
KEPT = {"sessionid", "messages", "csrftoken", "scheme"}
CHOICES = {"parvis_choix", "piwik_ignore"}


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)], ids=["phone-dark", "desktop-light"])
@pytest.mark.parametrize("path", PAGES)
def test_page_owes_nothing(open_page, check_page, path, width, dark):
    page = open_page(width=width, dark=dark)
    assert page.goto(path).status == 200
    check_page(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_lost_visitor_is_helped(open_page, check_page, width):
    page = open_page(width=width)
    assert page.goto("/nulle-part/").status == 404
    check_page(page)
    page.get_by_role("link", name="Page d’accueil").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))


@pytest.mark.django_db
def test_whoever_was_signed_out_while_writing_copies_what_they_wrote(at_both_widths):
    written = "Madame,\nvoici ce que le service m’a répondu hier."
    refused = Client().post("/mediature/bureau/lot/", {"text": written}, headers={"origin": "http://testserver"})
    page = at_both_widths(refused, "plus-connecte", status=403)
    expect(page.get_by_label("Texte à copier")).to_have_value(written)
    expect(page.get_by_label("Texte à copier")).not_to_be_editable()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def has_visible_focus(page: Page) -> bool:
    """Whether the element in focus is outlined, itself or by the surface that enlarges it."""
    return page.evaluate(
        """[null, '::before', '::after'].some(part => {
            const style = getComputedStyle(document.activeElement, part);
            return style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
        })"""
    )


def test_keyboard_reaches_the_content_by_the_skip_link(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Contenu"
    expect(page.get_by_role("link", name="Contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_each_stop_of_the_keyboard_is_seen(page):
    page.goto("/")
    page.wait_for_selector("html[data-fr-js=true]")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append((focused(page), has_visible_focus(page)))
    assert "Paramètres d’affichage" in [name for name, _ in stops]
    assert [name for name, seen in stops if not seen] == []


def test_theme_is_chosen_by_keyboard_and_kept(page, check_page):
    page.goto("/")
    page.wait_for_selector("html[data-fr-js=true]")
    page.get_by_role("button", name="Paramètres d’affichage").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Thème sombre").press("Space")
    page.get_by_role("button", name="Fermer").press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Paramètres d’affichage")).to_be_focused()
    page.goto("/cookies/")
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "dark")
    check_page(page, name="cookies-choisi")


def test_phone_menu_opens_and_closes_by_keyboard(phone, check_page):
    phone.goto("/")
    phone.wait_for_selector("html[data-fr-js=true]")
    phone.get_by_role("button", name="Menu").press("Enter")
    menu = phone.locator("#menu-mobile")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("link", name="Se connecter")).to_be_visible()
    check_page(phone, name="menu")
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(phone.get_by_role("button", name="Menu")).to_be_focused()


def test_menus_are_there_without_javascript(no_javascript, check_page):
    no_javascript.goto("/cookies/")
    expect(no_javascript.get_by_role("link", name="Se connecter").first).to_be_visible()
    for line in lines_of((Section.MAIN,), VISITOR):
        expect(no_javascript.get_by_role("banner").get_by_role("link", name=line.label)).to_be_visible()
    expect(no_javascript.get_by_role("link", name="Accueil", exact=True)).to_be_visible()
    expect(no_javascript.get_by_role("button", name="Menu")).to_be_hidden()
    expect(no_javascript.get_by_role("button", name="Paramètres d’affichage")).to_be_hidden()
    check_page(no_javascript, name="cookies-sans-javascript")


def test_browser_keeps_only_what_the_cookies_page_says(page):
    for path in PAGES:
        page.goto(path)
    assert {cookie["name"] for cookie in page.context.cookies()} <= KEPT
    assert set(page.evaluate("Object.keys(localStorage)")) <= {"scheme"}
    page.goto("/cookies/")
    told = page.get_by_role("region", name="Cookies : La plateforme").locator("tbody tr td:first-child")
    assert set(told.all_text_contents()) == KEPT | CHOICES


def test_links_are_read_on_paper(page, screenshot):
    page.goto("/accessibilite/")
    page.emulate_media(media="print")
    expect(page.get_by_role("banner").get_by_role("link", name="Se connecter")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    shown = page.evaluate("getComputedStyle(document.querySelector('main a[href^=http]'), '::after').content")
    assert "https://formulaire.defenseurdesdroits.fr/" in shown
    screenshot(page, "accessibilite-papier")
