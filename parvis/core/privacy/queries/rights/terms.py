"""Until when a row is kept, and what the register says of it: purposes, bases, sources, recipients."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from parvis.core.privacy.queries.coherence import processors_of
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import FirstOf, Keep, Moment, category_named, grounds


@dataclass(frozen=True)
class Terms:
    """What the register says of one category of data."""

    key: str
    service: str
    activity: str
    label: str
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    source: str
    recipients: tuple[str, ...]
    processors: tuple[str, ...]
    kept: str
    automated: str


def terms_of(key: str) -> Terms:
    """The words of the register for the category known by ``key``."""
    service, activity, category = category_named(key)
    return Terms(
        key,
        service.title,
        activity.title,
        category.label,
        tuple(purpose.words for purpose in activity.purposes),
        tuple(dict.fromkeys(str(ground) for purpose in activity.purposes for ground in grounds(purpose.basis))),
        category.source or "la personne elle-même",
        tuple(
            f"{one.who}, {one.condition}" if one.condition else one.who
            for one in activity.recipients or service.recipients
        ),
        tuple(f"{one.name} ({one.does}, {one.where})" for one in activity.processors or processors_of(service)),
        str(category.keep) if category.keep else "durée en attente de décision",
        activity.automated or "aucune décision automatisée",
    )


def until(instance: Model, categories: Iterable[str]) -> date | None:
    """The last day on which this row is kept: the latest that any of its categories justifies, where it is known."""
    found = [_end(instance, category_named(key)[2].keep) for key in categories]
    known = [day for day in found if day is not None]
    return max(known) if known and len(known) == len(found) else None


def _end(instance: Model, keep: Keep | None) -> date | None:
    if keep is None:
        return None
    days = [day for moment in keep.after.moments if (day := _day(instance, moment)) is not None]
    if not days and keep.fallback is not None and not keep.during:
        days = [day for day in [_day(instance, keep.fallback)] if day is not None]
    if not days:
        return None
    return keep.length.after(min(days) if isinstance(keep.after, FirstOf) else max(days))


def _day(instance: Model, moment: Moment) -> date | None:
    """When ``moment`` happened for this row; what is written in another table is not known here."""
    for reference in moment.columns:
        label, _, name = reference.rpartition(".")
        value: Any = getattr(instance, name, None) if label == instance._meta.label else None
        if isinstance(value, datetime):
            return value.astimezone(clock.PARIS).date()
        if isinstance(value, date):
            return value
    return None
