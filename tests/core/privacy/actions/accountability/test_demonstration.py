"""The demonstration signs what waits and tells two breaches, once."""

import pytest

from parvis.core.privacy.actions.accountability.demonstration import OFFICER, sign_everything, tell_breaches
from parvis.core.privacy.models import Breach, DecisionTaken
from parvis.core.privacy.queries.accountability.breaches import standing_of
from parvis.core.privacy.queries.accountability.decisions import DecisionState, decision_lines
from parvis.core.privacy.queries.accountability.publication import publications
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db
TASK = system("tests")


def test_everything_is_signed_once_by_the_officer_of_the_demonstration(acting):
    given = sign_everything(by=TASK)
    assert given > 50
    assert not any(publication.refused for publication in publications())
    assert {line.state for line in decision_lines()} == {DecisionState.SIGNED}
    assert set(DecisionTaken.objects.values_list("signatory", flat=True)) == {OFFICER.name}
    assert sign_everything(by=TASK) == 0


def test_two_breaches_are_told_once_one_to_notify_and_one_closed(acting):
    assert (tell_breaches(by=TASK), tell_breaches(by=TASK)) == (2, 0)
    waiting, closed = (Breach.objects.get(closed_at__isnull=state) for state in (True, False))
    assert "notifier la CNIL" in standing_of(waiting).tasks
    assert standing_of(closed).tasks == []
