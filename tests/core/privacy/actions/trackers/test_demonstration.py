"""The demonstration's audience is invented once."""

import pytest

from parvis.core.privacy.actions.trackers.demonstration import load_audience
from parvis.core.privacy.models import AudienceCount
from parvis.core.privacy.queries.trackers.audience import counted_pages, hidden
from parvis.kernel.actor import system


@pytest.mark.django_db
def test_a_month_is_invented_once_and_shows_a_hidden_number(acting):
    load_audience(by=system("load"))
    count = AudienceCount.objects.count()
    load_audience(by=system("load"))
    assert AudienceCount.objects.count() == count > 100
    assert hidden(counted_pages(30)) == 1
