"""What the imports did."""

from parvis.products.data_inclusion.enums import RunState
from parvis.products.data_inclusion.models import ImportRun, Source


def edition_name(version: str, revision: int) -> str:
    """A source's version, as a revision of our reading understands it."""
    return f"{version}+{revision}"


def is_up_to_date(source: str, edition: str) -> bool:
    """Whether the last published import of ``source`` is of this edition."""
    last = ImportRun.objects.filter(source=source, state=RunState.COMPLETE).first()
    return last is not None and last.version == edition


def sources_listed() -> list[tuple[str, str, str]]:
    """The slug, the name and the description of each source."""
    return list(Source.objects.order_by("slug").values_list("slug", "name", "description"))
