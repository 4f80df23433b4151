"""Every night, the months of the journal."""

from parvis.core.journal.actions.partitions import expire_months, prepare_months
from parvis.kernel.declarations.jobs import Job, jobs


def turn_the_months() -> None:
    """Prepare the coming months and drop those past their term."""
    prepare_months()
    expire_months()


jobs.register(
    Job(
        key="journal.months",
        label="Préparer les mois du journal et supprimer ceux de plus d’un an",
        run=turn_the_months,
        schedule="10 3 * * *",
        everything=True,
    )
)
