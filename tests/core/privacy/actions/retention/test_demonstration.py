"""The demonstration shows some nights, once."""

from parvis.core.accounts.models import User
from parvis.core.accounts.operations import load_people
from parvis.core.privacy.actions.retention.demonstration import NIGHTS, play_nights
from parvis.core.privacy.actions.rights.demonstration import OFFICER, open_desk
from parvis.core.privacy.models import Hold, Night, RuleRun
from parvis.kernel import clock
from parvis.kernel.actor import system

BY = system("tests")


def test_its_hold_is_asked_by_the_officer_and_its_nights_find_nothing_from_the_future(db, acting):
    load_people(lambda done, total: None)
    open_desk(lambda done, total: None)
    play_nights(by=BY)
    (held,) = Hold.objects.in_force(clock.today())
    officer = User.objects.get(email=OFFICER[2])
    assert held.asked_by == f"user:{officer.pk}"
    assert held.organisation == officer.memberships.get().organisation_id
    assert not RuleRun.objects.filter(future__gt=0, rule__startswith="accounts").exists()


def test_the_demonstration_plays_its_nights_once(db, acting):
    assert play_nights(by=BY) == NIGHTS
    assert Night.objects.count() == NIGHTS
    assert sum(RuleRun.objects.filter(rule="accounts.User").values_list("done", flat=True)) == 4
    assert Hold.objects.in_force(clock.today()).count() == 1
    assert User.objects.filter(last_name="Ferrero").exists(), "a hold keeps who takes part in a dispute"
    assert play_nights(by=BY) == 0
