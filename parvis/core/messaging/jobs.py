"""Mail goes to its case; its raw copy is destroyed."""

import logging
from datetime import timedelta
from typing import Final

from parvis.core.messaging.actions.receiving import TAKE, forget, take, take_what_waits
from parvis.core.messaging.models import Incoming
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor

# The night that follows the third day: never more than the four days that are promised.
KEPT: Final = timedelta(days=3)
logger = logging.getLogger("parvis.messaging")


class LostMailError(Exception):
    """Mails went without having reached their case: their time was over, and no attempt could file them."""


def forget_raw_copies() -> None:
    """Destroy what came in three days ago; what nobody has read yet is read first, and what cannot be is told."""
    lost = 0
    for incoming in Incoming.objects.filter(received_at__lt=clock.now() - KEPT).select_related("raw"):
        try:
            take(str(incoming.pk))
        except Exception as error:  # noqa: BLE001  the copy goes whatever happens: it is promised
            lost += 1
            logger.error("A mail is destroyed that no attempt could file: %s", type(error).__name__)  # noqa: TRY400
        forget(by=current_actor(), incoming=incoming)
    if lost:
        raise LostMailError(lost)


jobs.register(Job(key=TAKE, label="Ranger un courriel reçu dans son dossier", run=take, everything=True, retries=6))
jobs.register(
    Job(
        key="messaging.take-what-waits",
        label="Ranger les courriels reçus que rien n’a pu ranger",
        run=take_what_waits,
        schedule="25 * * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        key="messaging.forget",
        label="Détruire les copies brutes des courriels reçus",
        run=forget_raw_copies,
        schedule="5 4 * * *",
        everything=True,
        # What it could not file is destroyed: another attempt would find nothing, and say that all is well.
        retries=0,
    )
)
