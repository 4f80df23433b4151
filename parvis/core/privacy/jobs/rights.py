"""Every night, the copies handed over a month ago end; every morning, desks are told what is urgent."""

from parvis.core.privacy.actions.rights.handling import destroy_old_copies
from parvis.core.privacy.actions.rights.reminding import remind_desks
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor


def end_copies() -> None:
    """Destroy the copies of 30 days ago."""
    destroy_old_copies(by=current_actor())


def remind() -> None:
    """Tell those who answer what is due within days, and what is late."""
    remind_desks(by=current_actor())


jobs.register(
    Job(
        "privacy.rights-reminders",
        "Rappeler les demandes sur les données urgentes ou en retard",
        remind,
        schedule="20 8 * * 1-5",
        everything=True,
    )
)
jobs.register(
    Job(
        "privacy.rights-copies",
        "Détruire les copies remises il y a 30 jours",
        end_copies,
        schedule="50 3 * * *",
        everything=True,
    )
)
