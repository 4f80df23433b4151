"""Put work in the queue, within the transaction that needs it."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from parvis.kernel.actor import Actor
from parvis.kernel.declarations.jobs import jobs

Identifier = str | int | bool | None
IDENTIFIER = re.compile(r"[\w.:/-]{0,128}", re.ASCII)


def defer(
    key: str,
    *,
    by: Actor | None = None,
    organisations: Iterable[int] | None = None,
    lock: str | None = None,
    queueing_lock: str | None = None,
    at: datetime | None = None,
    **payload: Identifier | list[Identifier],
) -> int | None:
    """Queue the job declared as ``key``: it runs once this transaction commits, never if it rolls back.

    The job reaches ``organisations``, by default those of ``by``; a job declared for everything needs
    neither. Two jobs with the same ``lock`` never run together. While a job with the same
    ``queueing_lock`` waits, nothing is added and the answer is ``None``; otherwise it is the number
    of the job. ``payload`` holds identifiers only: personal values stay in their tables.
    """
    jobs.get(key)
    refuse_prose(payload)
    reached = organisations if organisations is not None else (by.organisations if by else ())
    deferrer = app.configure_task(
        key,
        allow_unknown=True,
        lock=lock,
        queueing_lock=queueing_lock,
        schedule_at=at,
        task_kwargs={"payload": payload, "organisations": sorted(reached)},
    )
    try:
        # The savepoint keeps the caller's transaction usable when the queue already has this work.
        with transaction.atomic():
            return deferrer.defer()
    except AlreadyEnqueued:
        return None


def refuse_prose(payload: dict[str, Identifier | list[Identifier]]) -> None:
    """Raise ``ValueError`` for anything that is not an identifier, such as an e-mail address or a name."""
    for name, given in payload.items():
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, bool | int) or value is None:
                continue
            if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
                raise ValueError(f"A job carries identifiers only: {name} is not one")
