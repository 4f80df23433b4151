"""A world in which one policy has changed since it was published."""

from dataclasses import replace

import pytest

from parvis.kernel.declarations.privacy import Contact, services


@pytest.fixture
def moved(monkeypatch):
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
