"""The demonstration shows some nights, once."""

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.demonstration import NIGHTS, play_nights
from parvis.core.privacy.models import Hold, Night, RuleRun
from parvis.kernel import clock
from parvis.kernel.actor import system

BY = system("tests")


def test_the_demonstration_plays_its_nights_once(db, acting):
    assert play_nights(by=BY) == NIGHTS
    assert Night.objects.count() == NIGHTS
    assert sum(RuleRun.objects.filter(rule="accounts.User").values_list("done", flat=True)) == 4
    assert Hold.objects.in_force(clock.today()).count() == 1
    assert User.objects.filter(last_name="Ferrero").exists(), "a hold keeps who takes part in a dispute"
    assert play_nights(by=BY) == 0
