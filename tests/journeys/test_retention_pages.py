"""The pages of retention, as an administrator sees them."""

from datetime import UTC, datetime

import pytest

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.demonstration import play_nights
from parvis.core.privacy.actions.retention.holding import ask_hold
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

HOLDS = "/administration/conservation/suspensions/"
OLD = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def administrator(db, acting):
    """Someone who opens pages after four nights, one hold in force and another waiting."""
    play_nights(by=system("tests"))
    held = make_person(email="tenu@exemple.fr", last_login=clock.now())
    ask_hold(
        by=system("dpo"),
        person=f"accounts.User:{held.pk}",
        category="plateforme.comptes.identite",
        reason="recours",
        ground="article 17-3 e)",
        until=clock.today(),
    )
    User.objects.bulk_create(User(email=f"f{rank}@exemple.fr", last_login=OLD, date_joined=OLD) for rank in range(60))
    person = make_person(is_platform_administrator=True, last_login=clock.now())
    return signed_in_browser(person, second_factor=True)


SHOWN = {
    "nights": lambda client: client.get("/administration/conservation/"),
    "rehearsal": lambda client: client.post("/administration/conservation/a-blanc/"),
    "holds": lambda client: client.get(HOLDS),
    "holds-refused": lambda client: client.post(HOLDS, {"person": "x"}),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_of_retention_owes_nothing(administrator, at_both_widths, name):
    response = SHOWN[name](administrator)
    at_both_widths(response, f"conservation-{name}", status=response.status_code)
