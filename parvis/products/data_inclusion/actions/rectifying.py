"""What a person had put right stays so, as long as its source gives what was found wrong.

The day that the source gives anything else, right or not, it is believed again: what was kept is destroyed, and the
journal says so. Nothing here keeps the wrong value, only its digest.
"""

from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Q

from parvis.core.journal.actions.record import record as journal
from parvis.core.privacy.events.rights import Rectified
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.actions.hiding import (
    CATEGORY,
    Everybody,
    Wire,
    everybody_hidden,
    follow,
    hide_all_in,
    put_right_aside,
    rewrite,
    whole_of,
    wire_of,
)
from parvis.products.data_inclusion.actions.tombstones import tell_contacts
from parvis.products.data_inclusion.enums import Fate
from parvis.products.data_inclusion.models import NAMED, ImportRun, RectifiedContact, Service, Structure
from parvis.products.data_inclusion.queries.rectified import compared, digests

SOURCE_AGREES: Final = "data_inclusion.source-agrees"
SOURCE_DIFFERS: Final = "data_inclusion.source-differs"


def follow_rectification(fact: Rectified) -> None:
    """The prepared answer says what the columns now say, so does what is put aside of the record, and it lasts."""
    model = {each._meta.label: each for each in (Structure, Service)}.get(fact.table)
    row = model.objects.filter(pk=fact.row).first() if model else None
    if row is None:
        return
    values = {name: value or None for name, value in fact.values.items()}
    # The answer is still the one that was prepared: it says what the source gives, or what was put right before.
    whole, wire = whole_of(row), wire_of(row)
    rewrite(row, wire | values)
    for name, value in values.items():
        if value and not getattr(row, name):
            raise ValidationError(f"« {value} » : cette valeur n’a pas la forme que le schéma commun demande.")
        values[name] = getattr(row, name) or None
    everybody = everybody_hidden()
    _keep(row, whole, values, everybody)
    put_right_aside(row, values)
    if everybody.hidden:
        hide_all_in(row, whole | values, everybody)
    follow(fact.by, [row], "rectification")
    tell_contacts(Fate.READ_AGAIN, [row])


def rectify_again(*, by: Actor, run: ImportRun) -> bool:
    """Put right again what ``run`` has just written as its source gives it; whether anything was.

    Before anybody is hidden: what is put aside is then right too.
    """
    written = Q(structure__last_import=run) | Q(service__last_import=run)
    found = list(RectifiedContact.objects.filter(written).select_related("structure", "service"))
    if found:
        everybody = everybody_hidden()
        for entry in found:
            _rectify_again(by, entry, everybody)
    return bool(found)


def _rectify_again(by: Actor, entry: RectifiedContact, everybody: Everybody) -> None:
    row = entry.record
    given = wire_of(row)
    ended: dict[str, int] = {}
    right = given | {column: _right(entry, column, given, everybody, ended) for column in entry.columns}
    if right != given:
        rewrite(row, right)
    _describe(entry, everybody.named_in(right)[0])
    entry.keep()
    for verb, count in ended.items():
        journal(by=by, verb=verb, subjects=[f"{row._meta.label}:{row.pk}"], categories=[CATEGORY], count=count)


def _right(
    entry: RectifiedContact, column: str, given: Wire, everybody: Everybody, ended: dict[str, int]
) -> str | None:
    """What to publish in a column; what was kept of it ends when the source gives something else."""
    value, wrong, present = given.get(column), entry.wrong(column), digests(column, given.get(column))
    if not set(wrong).isdisjoint(present):
        entry.keep_wrong(column, [present[0], *(each for each in wrong if each not in present)])
        return getattr(entry, column) or None
    if not value and not everybody.settled.isdisjoint(wrong):
        # Emptied because they objected while the import was under way, not by the source.
        return None
    verb = SOURCE_AGREES if compared(column, value) == compared(column, getattr(entry, column)) else SOURCE_DIFFERS
    ended[verb] = ended.get(verb, 0) + 1
    entry.keep_wrong(column, [])
    return value


def _keep(row: Structure | Service, whole: Wire, values: Wire, everybody: Everybody) -> None:
    """Keep the digests of what was wrong: what the source gives, then what was believed right meanwhile."""
    field = "structure" if isinstance(row, Structure) else "service"
    entry = RectifiedContact.objects.filter(**{field: row}).first() or RectifiedContact(**{field: row})
    for column, value in values.items():
        wrong = [*entry.wrong(column), digests(column, whole.get(column))[0]]
        right = digests(column, value)
        agreed = wrong[0] in right
        entry.keep_wrong(column, [] if agreed else [each for each in wrong if each not in right])
    _describe(entry, everybody.named_in(whole | values)[0])
    entry.keep()


def _describe(entry: RectifiedContact, contact: Wire) -> None:
    for column in NAMED:
        setattr(entry, column, contact.get(column) or "")
