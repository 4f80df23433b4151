"""A world with one person, whom the tests sign in."""

import pytest
from django.core.cache import cache

from tests.factories.accounts import make_user


@pytest.fixture(autouse=True)
def house(settings, db):
    """Forget what earlier tests counted."""
    cache.clear()


@pytest.fixture
def nadia(acting):
    return make_user("nadia.benali@ville.example")
