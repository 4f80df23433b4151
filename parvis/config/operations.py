"""What running the platform needs of its backups: to be watched."""

from django.conf import settings

from parvis.config.backups import flaws
from parvis.kernel.declarations.health import Finding, Probe, probes


def backups() -> Finding:
    """Whether they are as declared; old ones keep nobody from being served, and somebody must look."""
    if not settings.PARVIS_BACKUPS_NIGHTLY:
        return Finding(healthy=True, message="Aucune sauvegarde n’est prise ici : PARVIS_BACKUPS n’est pas défini.")
    found = flaws()
    if found:
        return Finding(healthy=True, to_watch=True, message=" ".join(found))
    return Finding(healthy=True, message="Les sauvegardes ont l’âge annoncé.")


probes.register(Probe("sauvegardes", backups))
