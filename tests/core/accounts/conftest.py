"""A world with one person, whom the tests sign in."""

import pytest

from tests.factories.accounts import make_user


@pytest.fixture(autouse=True)
def house(db, acting):
    """Tests build their world as the system; requests open their own scope inside."""


@pytest.fixture
def nadia():
    return make_user("nadia.benali@ville.example")
