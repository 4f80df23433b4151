"""What can be seen, on this installation, of durations."""

from parvis.core.privacy.models import Night
from parvis.core.privacy.queries.retention.figures import proofs
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Evidence, Figure
from parvis.kernel.french.typography import date_in_words


def nothing_is_late() -> Evidence:
    """What is past its term, and what the last night erased."""
    found = proofs(clock.today())
    late = sum(proof.overdue for proof in found)
    last = Night.objects.order_by("-day").first()
    night = (Figure("Dernière nuit d’effacement", date_in_words(last.day)),) if last else ()
    done = sum(proof.last_done for proof in found)
    return Evidence(
        (
            Figure("Lignes en retard d’effacement", late, "0", headline=True),
            Figure("Lignes effacées par les dernières nuits", done),
            *night,
        ),
        holds=late == 0,
    )
