"""What can be seen, on this installation, of the antivirus: a harmless file that it must refuse."""

from django.conf import settings

from parvis.core.documents.queries.antivirus import verdict
from parvis.kernel.declarations.privacy import Evidence, Figure

# The file that every antivirus takes for a virus, in two halves so that none takes this source for it.
PLANTED = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"


def refuses_a_planted_file() -> Evidence:
    """Whether the antivirus refuses the file of its trade, now; without antivirus, what becomes of files."""
    if not settings.PARVIS_CLAMD:
        shown = settings.PARVIS_MODE == "demo"
        words = "absent : les fichiers sont servis sans analyse" if shown else "absent : aucun fichier n’est servi"
        return Evidence((Figure("Antivirus", words),), holds=not shown)
    refused = not verdict(settings.PARVIS_CLAMD, [PLANTED]).clean
    return Evidence((Figure("Fichier d’essai", "refusé" if refused else "accepté", "refusé"),), holds=refused)
