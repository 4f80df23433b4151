"""Every page of the account, drawn by a real browser on a phone and on a desktop.

The page comes from this process, where its state is easily made; all that it loads comes from the server.
"""

import pytest
from playwright.sync_api import Page, Route

from tests.factories.account_pages import PAGES

HEADERS = ("Content-Type", "Content-Security-Policy")


@pytest.fixture(autouse=True)
def house(db, acting):
    """The state of a page is built as the system."""


def draw(page: Page, response) -> None:
    """Show ``response`` at its own address."""
    path = response.request["PATH_INFO"]
    headers = {name: response.headers[name] for name in HEADERS if name in response.headers}

    def answer(route: Route) -> None:
        route.fulfill(status=200, headers=headers, body=response.content)

    page.route(lambda url: url.split("?")[0].endswith(path), answer, times=1)
    page.goto(path)


@pytest.mark.parametrize("name", PAGES)
def test_page_owes_nothing(client, phone, check_page, name):
    draw(phone, PAGES[name].show(client))
    check_page(phone, name=f"compte-{name}")
    phone.set_viewport_size({"width": 1280, "height": 900})
    check_page(phone, name=f"compte-{name}")
