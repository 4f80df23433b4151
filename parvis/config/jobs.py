"""Backups that are taken by themselves, the ledger that follows beside them, and the drill that proves both."""

import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from parvis.config.backups import backup, flaws, follow_ledger
from parvis.core.jobs.actions.deferring import defer
from parvis.core.privacy.facade import last_drill, prove_again
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor

# A little less than a week, so that the night of the seventh day is not too early.
DRILL_AFTER = timedelta(days=6, hours=12)
# The first pages that somebody asks for are not slowed down.
SETTLING = timedelta(seconds=30)
BACKUP = "backups.backup"


def take_backup() -> None:
    """Write the backup of the night, forget the old ones, drill once a week; fail if it is not then as declared."""
    if not settings.PARVIS_BACKUPS_NIGHTLY:
        return
    backup()
    try:
        if _drill_is_due():
            drill()
    finally:
        prove_again(by=current_actor(), keys=frozenset({"ALL-12", "control:backups"}))
    if found := flaws():
        raise ImproperlyConfigured(" ".join(found))


def catch_up() -> int | None:
    """Have the worker do soon what no night has done, on a machine that was just set up or is off at night."""
    if not settings.PARVIS_BACKUPS_NIGHTLY or not (flaws() or _drill_is_due()):
        return None
    return defer(BACKUP, queueing_lock=BACKUP, at=clock.now() + SETTLING)


def _drill_is_due() -> bool:
    last = last_drill()
    return last is None or not last.passed or clock.now() - last.happened_on > DRILL_AFTER


def keep_ledger() -> None:
    """Whoever was erased today must be known even if this machine is lost before the next backup."""
    if settings.PARVIS_BACKUPS_NIGHTLY:
        follow_ledger()


def drill() -> None:
    """Restore the last backup beside what is in use: in a process of its own, which speaks to another database."""
    command = [sys.executable, "-m", "parvis.config.cli", "restore", "--drill"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own words


jobs.register(Job(BACKUP, "Sauvegarder la base et les fichiers", take_backup, schedule="40 3 * * *", everything=True))
jobs.register(
    Job(
        "backups.ledger",
        "Garder le registre des effacements à côté des sauvegardes",
        keep_ledger,
        schedule="50 * * * *",
        everything=True,
    )
)
