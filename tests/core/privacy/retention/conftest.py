"""A night in a small world."""

from datetime import date

import pytest

from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel.actor import system

BY = system("tests")


@pytest.fixture
def night(db, acting):
    """Run the night of a day; the counts come by rule."""

    def run(today: date):
        return {found.rule: found for found in run_night(by=BY, today=today)}

    return run
