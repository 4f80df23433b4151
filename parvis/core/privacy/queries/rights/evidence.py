"""What can be seen, on this installation, of the answers given to people."""

from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.rights.queue import counts_of
from parvis.kernel.declarations.privacy import Evidence, Figure


def answers_in_time() -> Evidence:
    """The requests that wait, and the answers that were or are late."""
    seen = counts_of(RightsLeg.objects.all())
    return Evidence(
        (
            Figure("Demandes en attente d’une réponse", seen.waiting),
            Figure("Réponses en retard", seen.late + seen.answered_late, "0", headline=True),
        ),
        holds=seen.late == 0,
        nothing="" if RightsLeg.objects.exists() else "Rien à constater encore : aucune demande n’a été reçue ici.",
    )
