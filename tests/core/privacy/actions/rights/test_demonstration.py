"""The demonstration shows every stage, and running it again adds nothing."""

import pytest

from parvis.core.privacy.actions.rights.demonstration import STORIES, load_requests, open_desk
from parvis.core.privacy.enums.rights import State
from parvis.core.privacy.models import RightsLeg, RightsRequest

pytestmark = pytest.mark.django_db


def test_every_stage_is_shown_once(acting):
    seen = []
    open_desk(lambda done, total: None)
    load_requests(lambda done, total: seen.append((done, total)))
    load_requests(lambda done, total: None)
    assert seen[-1] == (len(STORIES), len(STORIES))
    assert RightsRequest.objects.count() == len(STORIES)
    states = set(RightsLeg.objects.values_list("state", flat=True))
    assert states == {State.OPEN, State.IDENTITY, State.EXTENDED, State.ANSWERED}
