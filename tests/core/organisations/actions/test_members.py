"""Roles and departures, never without somebody to manage."""

import pytest
from django.core.exceptions import ValidationError

from parvis.core.journal.models import JournalEntry
from parvis.core.organisations.actions.members import add_member, change_role, end_membership
from parvis.core.organisations.enums import Role
from parvis.core.organisations.models import Membership
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.organisations import make_membership

BY = system("tests")


@pytest.mark.parametrize(
    "leave",
    [lambda m: change_role(by=BY, membership=m, role=Role.MEMBRE), lambda m: end_membership(by=BY, membership=m)],
)
def test_the_last_gestionnaire_stays(ours, leave):
    with pytest.raises(ValidationError, match="seule personne qui gère"):
        leave(ours.gestionnaire)
    ours.gestionnaire.refresh_from_db()
    assert (ours.gestionnaire.role, ours.gestionnaire.ended_on) == (Role.GESTIONNAIRE, None)


def test_one_of_two_gestionnaires_may_leave(ours):
    make_membership(organisation=ours.organisation, role=Role.GESTIONNAIRE)
    end_membership(by=BY, membership=ours.gestionnaire)
    assert ours.gestionnaire.ended_on == clock.today()


def test_a_gestionnaire_who_left_does_not_count(ours):
    make_membership(organisation=ours.organisation, role=Role.GESTIONNAIRE, ended_on=clock.today())
    with pytest.raises(ValidationError):
        end_membership(by=BY, membership=ours.gestionnaire)


def test_a_leaver_has_no_role_and_may_come_back(ours):
    end_membership(by=BY, membership=ours.membre)
    assert member_actor(ours.membre.user).roles == ()
    add_member(by=BY, organisation=ours.organisation, user=ours.membre.user, role=Role.MEMBRE)
    assert member_actor(ours.membre.user).roles == ((ours.organisation.pk, "membre"),)
    assert Membership.objects.filter(user=ours.membre.user).count() == 2


def test_adding_a_member_again_keeps_the_role_held(ours):
    again = add_member(by=BY, organisation=ours.organisation, user=ours.gestionnaire.user, role=Role.MEMBRE)
    assert (again.pk, again.role) == (ours.gestionnaire.pk, Role.GESTIONNAIRE)


def test_each_change_leaves_one_line(ours):
    change_role(by=BY, membership=ours.membre, role=Role.GESTIONNAIRE)
    change_role(by=BY, membership=ours.membre, role=Role.GESTIONNAIRE)
    end_membership(by=BY, membership=ours.membre)
    end_membership(by=BY, membership=ours.membre)
    lines = JournalEntry.objects.filter(organisation=ours.organisation.pk, verb__startswith="membership")
    assert list(lines.order_by("recorded_at").values_list("verb", flat=True)) == ["membership.update", "membership.end"]


def test_the_roles_of_a_person_cost_one_query_whatever_their_number(ours, django_assert_num_queries):
    for _ in range(4):
        make_membership(user=ours.membre.user)
    with django_assert_num_queries(1):
        assert len(member_actor(ours.membre.user).roles) == 5
