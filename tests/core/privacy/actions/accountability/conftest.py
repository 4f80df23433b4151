"""Whoever answers for the platform, signed in."""

import pytest

from tests.factories.accounts import protect
from tests.factories.organisations import enter, make_person


@pytest.fixture
def administrator(acting, db, client):
    user = protect(make_person(is_platform_administrator=True))
    enter(client, user)
    return user
