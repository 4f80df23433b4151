"""Every night: the months of the journal, its chain, and the days that stand out."""

from datetime import timedelta

from parvis.core.journal.actions import record
from parvis.core.journal.actions.anomalies import expire_anomalies, report_day
from parvis.core.journal.actions.partitions import expire_months, prepare_months
from parvis.core.journal.actions.verifying import verify_chain
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor


def turn_the_months() -> None:
    """Prepare the coming months and drop those past their term."""
    prepare_months()
    if dropped := expire_months():
        record(by=current_actor(), verb="journal.months", object_key="journal.JournalEntry", count=dropped)


def verify_the_chain() -> None:
    """Recompute every link, keep the result and write the anchor outside."""
    verify_chain(by=current_actor())


def report_yesterday() -> None:
    """Look for what stood out yesterday, and in the nights that no worker served."""
    for days in (3, 2, 1):
        report_day(by=current_actor(), day=clock.today() - timedelta(days=days))
    expire_anomalies(by=current_actor())


jobs.register(
    Job(
        key="journal.months",
        label="Préparer les mois du journal et supprimer ceux de plus d’un an",
        run=turn_the_months,
        schedule="10 3 * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        key="journal.verify",
        label="Vérifier la chaîne du journal et écrire son ancre hors de la base",
        run=verify_the_chain,
        schedule="40 3 * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        key="journal.anomalies",
        label="Relever les consultations inhabituelles",
        run=report_yesterday,
        schedule="20 4 * * *",
        everything=True,
    )
)
