"""A world in which one policy has changed since it was published."""

from dataclasses import replace
from datetime import date

import pytest

from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Contact, services
from tests.factories.privacy import sign_and_publish


@pytest.fixture
def published(db):
    """Everything is signed, and version 1 of each policy is in force."""
    return sign_and_publish()


@pytest.fixture
def moved(published, monkeypatch):
    """La coop changes its contact and makes the phone required."""
    coop = services.get("coop")
    first, *others = coop.activities
    category = replace(first.categories[0], optional=())
    changed = replace(
        coop,
        contact=Contact("nouvelle-adresse@anct.gouv.fr"),
        activities=(replace(first, categories=(category,)), *others),
        links=(),
    )
    monkeypatch.setitem(services._items, "coop", changed)
    return changed


@pytest.fixture
def night(db, acting):
    """Run the night of a day; the counts come by rule."""

    def run(today: date):
        return {found.rule: found for found in run_night(by=system("tests"), today=today)}

    return run
