"""What can be seen, on this installation, of what data·inclusion promises."""

from parvis.kernel.declarations.privacy import Evidence, Figure
from parvis.products.data_inclusion.models import Edition, Service, Source, Structure, Tombstone
from parvis.products.data_inclusion.queries.tombstones import followed_up_to


def reference() -> Evidence | None:
    """How much the common reference holds, and since when."""
    edition = Edition.objects.order_by("-pk").first()
    if edition is None:
        return None
    return Evidence(
        (
            Figure("Sources", Source.objects.count()),
            Figure("Structures", Structure.objects.count()),
            Figure("Services", Service.objects.count()),
        ),
        at=edition.published_at,
    )


def copies_follow() -> Evidence | None:
    """How many re-users say that their copies follow everything that they were told."""
    last = Tombstone.objects.order_by("-pk").first()
    if last is None:
        return None
    done, told = followed_up_to(last.pk)
    return Evidence(
        (
            Figure("Avis de retrait signés", Tombstone.objects.count()),
            Figure("Réutilisateurs à jour du dernier avis", done, str(told)),
        ),
        at=last.happened_at,
    )
