"""Every night, the copies handed over a month ago end."""

from parvis.core.privacy.actions.rights.handling import destroy_old_copies
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor


def end_copies() -> None:
    """Destroy the copies of 30 days ago."""
    destroy_old_copies(by=current_actor())


jobs.register(
    Job(
        "privacy.rights-copies",
        "Détruire les copies remises il y a 30 jours",
        end_copies,
        schedule="50 3 * * *",
        everything=True,
    )
)
