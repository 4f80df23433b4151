"""When something stays beyond its term: an alarm the next day, an incident two days later."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from parvis.core.accounts.models import User
from parvis.core.journal.actions import record
from parvis.core.notifications.actions.sending import notify
from parvis.core.privacy.queries.retention.figures import Count
from parvis.core.privacy.queries.retention.words import rule_words
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.scope import unnoted

ALARM_AFTER, INCIDENT_AFTER = timedelta(days=1), timedelta(days=3)
OVERDUE = messages.register(
    Message(
        "privacy.retention_overdue",
        "Prévenir les administrateurs qu’un effacement est en retard",
        "Des données auraient dû être effacées",
    )
)

logger = logging.getLogger("parvis.retention")


def raise_alarms(*, by: Actor, today: date, counts: Sequence[Count], sealed: int = 0, copies: int = 0) -> None:
    """Tell the administrators what is still there; three days late, it is an incident of the journal too.

    ``sealed`` rows have moved tonight to the store where they wait for the public archives; ``copies`` of rows that
    are gone resist since yesterday.
    """
    left = [found for found in counts if found.due and found.oldest and today - found.oldest >= ALARM_AFTER]
    future = [found for found in counts if found.future]
    for found in left:
        logger.error("Retention: rule %s is overdue by %s rows", found.rule, found.due)
        if found.oldest and today - found.oldest >= INCIDENT_AFTER:
            record(
                by=by, verb="retention.incident", categories=found.categories, object_key=found.label, count=found.due
            )
    if copies:
        logger.error("Retention: %s copies outside the database resist", copies)
    if left or future or sealed or copies:
        named = [[(rule_words(found.rule), found) for found in each] for each in (left, future)]
        context = {"left": named[0], "future": named[1], "sealed": sealed, "copies": copies, "day": today}
        with unnoted():
            administrators = User.objects.filter(is_platform_administrator=True, is_active=True)
            addresses = list(administrators.values_list("email", flat=True))
        for address in addresses:
            notify(OVERDUE.key, to=address, by=by, context=context)
