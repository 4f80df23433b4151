"""What others may ask of the register."""

from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from parvis.core.privacy.actions.accountability.proving import prove_again
from parvis.core.privacy.actions.retention.drills import keep_drill
from parvis.core.privacy.actions.retention.night import run_night
from parvis.core.privacy.actions.retention.replaying import KeyDestroyedError, replay
from parvis.core.privacy.actions.rights.hiding import hide_again
from parvis.core.privacy.queries.catalogue import migrated, relations, undeclared
from parvis.core.privacy.queries.retention.drills import Drilled, last_drill
from parvis.core.privacy.queries.retention.evidence import nothing_is_late_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import tables

__all__ = [
    "Drilled",
    "keep_drill",
    "last_drill",
    "nothing_is_late_of",
    "prove_again",
    "purge_after_restore",
    "refuse_undeclared",
]


def refuse_undeclared() -> None:
    """Raise ``ImproperlyConfigured`` when the real database holds something that the register does not know.

    A database that does not answer is left to whoever needs it: they tell people what happens.
    """
    try:
        if not migrated():
            raise ImproperlyConfigured("La base n’est pas à jour : lancez « parvis migrate ».")
        found = [problem.message for problem in undeclared(tables, relations())]
    except OperationalError:
        return
    if found:
        raise ImproperlyConfigured("Des données ne sont pas déclarées au registre :\n- " + "\n- ".join(found))


def purge_after_restore(*, by: Actor, since: datetime, copies: bool = True) -> tuple[int, int]:
    """Erase again what was erased after ``since``, hide who objected, erase what has become due.

    Tell how many rows were erased again, and how many were due.
    """
    try:
        replayed = replay(by=by, since=since)
    except KeyDestroyedError as error:
        raise ImproperlyConfigured(
            "Cette sauvegarde est trop ancienne : les clés du registre des effacements de son année sont détruites, et "
            "des personnes effacées reviendraient. Restaurez-en une plus récente."
        ) from error
    hide_again(by=by)
    purged = sum(found.erased for found in run_night(by=by, today=clock.today(), copies=copies))
    return replayed, purged
