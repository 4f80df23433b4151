"""Files are scanned as they come in, and again while nothing could scan them; files and rows are compared."""

from parvis.core.documents.actions.keeping import SCAN
from parvis.core.documents.actions.scanning import scan, scan_what_waits
from parvis.core.documents.actions.sweeping import sweep
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor


def sweep_orphans() -> None:
    """Delete the sealed files older than a day that no row knows; fail when rows have lost theirs."""
    sweep(by=current_actor())


jobs.register(Job(key=SCAN, label="Analyser un fichier par l’antivirus", run=scan, everything=True, retries=5))
jobs.register(
    Job(
        key="documents.scan-what-waits",
        label="Analyser les fichiers restés en quarantaine",
        run=scan_what_waits,
        schedule="*/15 * * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        key="documents.sweep",
        label="Comparer les fichiers et leurs fiches",
        run=sweep_orphans,
        schedule="20 4 * * *",
        everything=True,
    )
)
