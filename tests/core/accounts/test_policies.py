"""Every route that the library brings is either an entrance or for signed-in people."""

import pytest
from django.urls import NoReverseMatch, get_resolver

from parvis.core.accounts.policies import ACCOUNT, ENTRANCE, LIBRARY_ROUTES
from parvis.kernel.actor import VISITOR, Actor, ActorKind


def test_every_policy_names_a_route_that_exists():
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {route.key for route in LIBRARY_ROUTES} - known == set()


def test_visitors_pass_entrances_only():
    ada = Actor(ActorKind.USER, "1")
    for route in LIBRARY_ROUTES:
        assert route.policy.allows(ada)
        assert route.policy.allows(VISITOR) is (route.key in ENTRANCE)


@pytest.mark.parametrize("name", ACCOUNT)
def test_a_visitor_is_invited_to_sign_in(client, name):
    from django.urls import reverse

    try:
        url = reverse(name)
    except NoReverseMatch:
        url = reverse(name, kwargs={"pk": 1})
    answer = client.get(url)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/compte/login/?next=")
