"""A world with one person, whom the tests sign in."""

import time
from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa import app_settings

from tests.factories.accounts import make_user


@pytest.fixture(autouse=True)
def house(db, acting):
    """Tests build their world as the system; requests open their own scope inside."""


@pytest.fixture
def nadia():
    return make_user("nadia.benali@ville.example")


@pytest.fixture
def new_code() -> Iterator[None]:
    """The clock is at the beginning of a period of the codes: none expires between being read and being typed."""
    with time_machine.travel(time.time() // app_settings.TOTP_PERIOD * app_settings.TOTP_PERIOD):
        yield
