"""Files are scanned as they come in, and again while nothing could scan them."""

from parvis.core.documents.actions.keeping import SCAN
from parvis.core.documents.actions.scanning import scan, scan_what_waits
from parvis.kernel.declarations.jobs import Job, jobs

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
