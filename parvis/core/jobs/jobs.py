"""The queue's own housekeeping."""

from parvis.core.jobs.actions.recovering import forget_finished
from parvis.kernel.declarations.jobs import Job, jobs

jobs.register(
    Job(
        key="jobs.forget-finished",
        label="Oublier les tâches terminées depuis longtemps",
        run=forget_finished,
        schedule="40 3 * * *",
        everything=True,
    )
)
