"""A line is written whole, with pseudonyms instead of people."""

import pytest

from parvis.core.journal.actions import record
from parvis.core.journal.models import JournalEntry
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import open_scope

pytestmark = pytest.mark.django_db

NADIA = Actor(ActorKind.USER, "12", "Nadia", roles=((3, "gestionnaire"),))


def test_a_line_tells_who_in_which_role_by_which_door_and_about_whom():
    with open_scope(NADIA, channel="api") as scope:
        record(
            by=NADIA,
            verb="membership.end",
            subjects=["accounts.User:7", "accounts.User:8"],
            categories=["plateforme.organisations.rattachements"],
            organisation=3,
            object_key="organisations.Membership:5",
        )
        entry = JournalEntry.objects.get()
    assert (entry.actor_key, entry.actor_role, entry.organisation) == ("user:12", "gestionnaire", 3)
    assert (entry.channel, entry.request_id) == ("api", scope.request_id)
    assert entry.activity == "plateforme.organisations"
    assert len(entry.subjects) == 2


def test_a_line_costs_one_query(django_assert_num_queries):
    with open_scope(NADIA), django_assert_num_queries(1):
        record(by=NADIA, verb="read", subjects=[f"accounts.User:{n}" for n in range(50)])
