"""A legal hold suspends the erasure of one category about one person, decided by two, for a year at most."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.erasing import HeldError, erase_person
from parvis.core.privacy.actions.retention.holding import (
    approve_hold,
    approve_overrun,
    ask_hold,
    ask_overrun,
    release_hold,
)
from parvis.core.privacy.actions.retention.restricting import lift, restrict
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from tests.factories.organisations import make_membership, make_person

TODAY = date(2027, 3, 1)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
ASKS, APPROVES = (Actor(ActorKind.USER, identifier=number, platform_administrator=True) for number in ("7", "8"))
OLD = datetime(2026, 3, 1, 12, tzinfo=UTC)
CATEGORY = "plateforme.comptes.identite"


@pytest.fixture
def user(db, acting):
    return make_person(last_login=OLD, date_joined=OLD)


def hold(user, category=CATEGORY, until=date(2028, 3, 1)):
    with clock.frozen(NOON):
        return ask_hold(
            by=ASKS,
            person=f"accounts.User:{user.pk}",
            category=category,
            reason="contentieux",
            ground="article 17-3 e)",
            until=until,
        )


def test_a_hold_keeps_what_is_due_until_it_is_released(user, night):
    held = approve_hold(by=APPROVES, hold=hold(user))
    found = night(TODAY)["accounts.User"]
    assert (found.done, found.held) == (0, 1)
    release_hold(by=ASKS, hold=held)
    assert night(TODAY)["accounts.User"].done == 1
    assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize(
    "person", ["accounts.User:douze", "accounts.User:999999", "accounts.User:", "organisations.Membership:{}"]
)
def test_a_hold_is_about_somebody_who_is_there(user, night, person):
    membership = make_membership(user)
    with pytest.raises(ValidationError), clock.frozen(NOON):
        ask_hold(
            by=ASKS, person=person.format(membership.pk), category=CATEGORY, reason="r", ground="g", until=date(2027, 6, 1)
        )  # fmt: skip
    night(TODAY)


def test_what_was_withdrawn_is_not_approved(user):
    asked = hold(user)
    release_hold(by=ASKS, hold=asked)
    with pytest.raises(ValidationError), clock.frozen(NOON):
        approve_hold(by=APPROVES, hold=asked)


def test_a_hold_on_what_goes_with_the_row_keeps_the_row(user, night):
    make_membership(user)
    approve_hold(by=APPROVES, hold=hold(user, "plateforme.organisations.rattachements"))
    assert night(TODAY)["accounts.User"].held == 1
    assert User.objects.filter(pk=user.pk).exists()


def test_a_hold_of_another_category_or_past_its_term_keeps_nothing(user, night):
    approve_hold(by=APPROVES, hold=hold(user, "plateforme.messages.envois"))
    approve_hold(by=APPROVES, hold=hold(user, until=date(2027, 3, 1)))
    assert night(TODAY)["accounts.User"].held == 1
    assert night(date(2027, 3, 2))["accounts.User"].done == 1


def test_nobody_decides_alone(user, night):
    asked = hold(user)
    with pytest.raises(ValidationError, match="autre personne"):
        approve_hold(by=ASKS, hold=asked)
    assert night(TODAY)["accounts.User"].done == 1, "what nobody approved holds nothing"


@pytest.mark.parametrize("until", [date(2027, 2, 28), date(2028, 3, 2)])
def test_a_hold_lasts_a_year_at_most(user, until):
    with pytest.raises(ValidationError, match="12 mois"):
        hold(user, until=until)


def test_a_hold_refuses_a_request(user):
    approve_hold(by=APPROVES, hold=hold(user))
    with clock.frozen(NOON), pytest.raises(HeldError):
        erase_person(by=system("tests"), person=f"accounts.User:{user.pk}", categories=None, ground="demande:1")
    assert User.objects.filter(pk=user.pk).exists()


def test_a_restricted_row_waits_until_it_is_lifted(user, night):
    person = f"accounts.User:{user.pk}"
    restrict(by=ASKS, person=person, reason="demande 12")
    found = night(TODAY)["accounts.User"]
    assert (found.done, found.restricted) == (0, 1)
    lift(by=ASKS, person=person)
    assert night(TODAY)["accounts.User"].done == 1


def test_two_persons_allow_a_larger_night(night, acting):
    User.objects.bulk_create(User(email=f"f{rank}@exemple.fr", last_login=OLD, date_joined=OLD) for rank in range(60))
    assert night(TODAY)["accounts.User"].stopped
    asked = ask_overrun(by=ASKS, rule="accounts.User", day=TODAY, most=60)
    with pytest.raises(ValidationError):
        approve_overrun(by=ASKS, overrun=asked)
    assert night(TODAY)["accounts.User"].stopped
    approve_overrun(by=APPROVES, overrun=asked)
    assert night(TODAY)["accounts.User"].done == 60
