"""What can be seen, on this installation, of what data·inclusion promises."""

from parvis.kernel.declarations.privacy import Evidence, Figure
from parvis.products.data_inclusion.models import Edition, Service, Source, Structure


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
