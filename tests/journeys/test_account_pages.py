"""Every page of the account, drawn by a real browser on a phone and on a desktop.

The page comes from this process, where its state is easily made; all that it loads comes from the server.
"""

import pytest

from tests.factories.account_pages import PAGES


@pytest.fixture(autouse=True)
def house(db, acting):
    """The state of a page is built as the system."""


@pytest.mark.parametrize("name", PAGES)
def test_page_owes_nothing(client, at_both_widths, name):
    response = PAGES[name].show(client)
    at_both_widths(response, f"compte-{name}", status=response.status_code)
