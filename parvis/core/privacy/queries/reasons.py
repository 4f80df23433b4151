"""Why one column is asked for: what a form tells beside its field."""

from dataclasses import dataclass

from parvis.core.privacy.queries.declared import find_column
from parvis.kernel.declarations.privacy import BACKUPS_KEPT, Personal, category_named, tables


@dataclass(frozen=True)
class Reason:
    """For one category of data: aims, duration, who receives, and the page that says all."""

    service: str
    slug: str
    category: str
    purposes: tuple[str, ...]
    keep: str
    backups: str
    recipients: tuple[str, ...]


def reasons(column: str) -> list[Reason]:
    """Why ``app.Model.column`` is held; empty for a column that says nothing about a person.

    ``LookupError`` when nobody declared the column: a form must not ask for it.
    """
    declared = find_column(column, tables)
    if declared is None:
        raise LookupError(f"No column declared as {column!r}")
    return [_reason(key) for key in declared.categories] if isinstance(declared, Personal) else []


def _reason(key: str) -> Reason:
    service, activity, category = category_named(key)
    return Reason(
        service=service.title,
        slug=service.slug,
        category=key,
        purposes=tuple(purpose.words for purpose in activity.purposes),
        keep=str(category.keep),
        backups=str(BACKUPS_KEPT),
        recipients=tuple(recipient.who for recipient in activity.recipients),
    )
