"""The face of the site: home by keyboard, the pages every site owes, menus without JavaScript, a lost visitor."""

import pytest
from playwright.sync_api import expect

PAGES = ["/", "/mentions-legales/", "/accessibilite/", "/cookies/", "/plan-du-site/", "/code-source/"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
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
    expect(page).to_have_url("/")
