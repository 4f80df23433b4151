"""Every night, what proves the promises."""

from parvis.core.privacy.actions.accountability.proving import prove
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor


def look_again() -> None:
    """Take the evidence of every promise and control that can be seen on this installation."""
    prove(by=current_actor())


jobs.register(
    Job(
        key="privacy.proofs",
        label="Relever les preuves des engagements",
        run=look_again,
        schedule="40 5 * * *",
        everything=True,
    )
)
