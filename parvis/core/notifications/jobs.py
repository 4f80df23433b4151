"""Mails leave, and are forgotten."""

from parvis.core.notifications.actions.sending import SEND, forget, send, send_what_waits
from parvis.kernel.declarations.jobs import Job, jobs

# 5 s, 25 s, 2 min, 10 min, 52 min, 4 h, 22 h; then once more each time what waits is looked at, for a month.
jobs.register(Job(key=SEND, label="Envoyer un courriel", run=send, everything=True, retries=7))
jobs.register(
    Job(
        key="notifications.send-what-waits",
        label="Envoyer les courriels que rien n’a pu envoyer",
        run=send_what_waits,
        schedule="40 */3 * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        key="notifications.forget",
        label="Abandonner les courriels qui n’ont pu partir en un mois",
        run=forget,
        schedule="50 3 * * *",
        everything=True,
    )
)
