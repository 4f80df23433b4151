"""What something here tried to set in a browser without declaring it."""

import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F

from parvis.core.journal.actions import record
from parvis.core.privacy.models import DroppedCookie
from parvis.kernel import clock
from parvis.kernel.actor import Actor

UNDECLARED = "undeclared"
TOO_LONG = "too-long"
logger = logging.getLogger("parvis.privacy")


def report_cookie(*, by: Actor, name: str, reason: str, route: str) -> None:
    """Keep that a cookie was dropped or shortened, never its value; one line of the journal a day for each.

    A report that cannot be written must not fail the page: the cookie is dropped all the same.
    """
    named: dict[str, Any] = {"name": name[:100], "reason": reason, "route": route[:120]}
    try:
        with transaction.atomic():
            before = DroppedCookie.objects.filter(**named).first()
            if before is None:
                DroppedCookie.objects.get_or_create(**named)
            else:
                DroppedCookie.objects.filter(pk=before.pk).update(times=F("times") + 1, last_seen=clock.now())
            if before is None or before.last_seen.date() < clock.now().date():
                record(by=by, verb="privacy.drop-cookie", object_key=f"cookie:{named['name']}")
    except DatabaseError:
        logger.warning("A dropped cookie could not be reported")
