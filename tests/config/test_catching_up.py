"""A machine that was just set up, or is off at night, takes its backup soon after it starts; then it has a proof."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.config.jobs import BACKUP, SETTLING, catch_up
from parvis.config.privacy import DRILLED_WITHIN, NO_BACKUP, NO_DRILL, installed_on, not_yet
from parvis.core.privacy.models import Drill
from parvis.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def backups(acting, settings, tmp_path):
    settings.PARVIS_BACKUPS, settings.PARVIS_BACKUPS_NIGHTLY = tmp_path, True
    return tmp_path


def taken(folder, at):
    (folder / f"parvis-{at:%Y%m%dT%H%M%S%f}.sauvegarde").touch()


def waiting():
    return ProcrastinateJob.objects.filter(task_name=BACKUP, status="todo")


def test_what_is_new_has_a_backup_taken_once_it_answers_and_once_only(backups):
    assert catch_up() is not None
    assert catch_up() is None, "one waits already"
    assert waiting().get().scheduled_at >= clock.now() + SETTLING - timedelta(seconds=10)


def test_what_is_as_declared_is_left_to_the_night(backups):
    taken(backups, clock.now())
    Drill.objects.create(passed=True)
    assert catch_up() is None
    Drill.objects.update(happened_on=clock.now() - timedelta(days=9))
    assert catch_up() is not None


def test_nothing_is_taken_where_no_backup_is_asked_for(backups, settings):
    settings.PARVIS_BACKUPS_NIGHTLY = False
    assert catch_up() is None
    assert not waiting().exists()


def test_what_is_new_waits_for_its_first_proof_and_what_is_overdue_does_not(backups):
    made = installed_on()
    with clock.frozen(made + timedelta(hours=23)):
        assert not_yet() == NO_BACKUP
    with clock.frozen(made + timedelta(hours=25)):
        assert not not_yet()
        taken(backups, clock.now())
        assert not_yet() == NO_DRILL
    with clock.frozen(made + DRILLED_WITHIN + timedelta(hours=1)):
        taken(backups, clock.now())
        assert not not_yet(), "a drill that is overdue is a fault"
    with clock.frozen(made + timedelta(hours=2)):
        Drill.objects.create(passed=False)
        assert not not_yet(), "one that failed too"
