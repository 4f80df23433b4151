"""Who objects is in no answer any more: columns, prepared answers, scores and duplicates are made anew without them.

What is left is, byte for byte, what would be there had the source never named the person.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from parvis.core.journal.actions.record import record as journal
from parvis.core.privacy.events.rights import Hide, HideAgain, Reached, Rectified, Remove, Show
from parvis.core.privacy.queries.rights.people import normal_email, normal_phone, phone_spellings
from parvis.core.privacy.queries.rights.suppressions import LOCK, is_hidden, suppressed, suppressed_by_case
from parvis.kernel.actor import Actor
from parvis.kernel.french.phone import numbers_in, written_anyhow
from parvis.products.data_inclusion.actions.duplicates import mark_duplicates
from parvis.products.data_inclusion.actions.editions import new_edition
from parvis.products.data_inclusion.actions.indexing import follow_words
from parvis.products.data_inclusion.actions.preparing import Preparation, territories
from parvis.products.data_inclusion.actions.scoring import refresh_scores
from parvis.products.data_inclusion.actions.tombstones import tell_contacts
from parvis.products.data_inclusion.enums import Fate, Kind
from parvis.products.data_inclusion.models import (
    HiddenContact,
    ImportRun,
    Service,
    StagedService,
    StagedStructure,
    Structure,
)
from parvis.products.data_inclusion.validators import check_service, check_structure

SERVICE: Final = "data-inclusion"
CATEGORY: Final = "data-inclusion.contacts.contact"
EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
Row: TypeAlias = Structure | Service | StagedStructure | StagedService
_TABLES: Final[tuple[type[Row], ...]] = (Structure, Service, StagedStructure, StagedService)
# What a record holds that the person's absence does not change.
_KEPT: Final = frozenset({"id", "run", "line", "record_hash"})
Wire = dict[str, Any]


def hide(fact: Hide) -> None:
    """Hide this person in what is published, and in what an import is about to publish."""
    if fact.service != SERVICE:
        return
    hidden = suppressed(SERVICE)
    touched = [row for row in _about(fact.reached) if _hide_in(row, hidden, fact.case)]
    _follow(fact.by, touched, "opposition ou limitation")
    tell_contacts(Fate.CONTACT_REMOVED, touched, case=fact.case)


def hide_again(fact: HideAgain) -> None:
    """Hide whoever objected in all that is published or about to be, each under the case that wanted it."""
    if fact.service != SERVICE:
        return
    cases = suppressed_by_case(SERVICE)
    everybody = frozenset().union(*cases.values())
    touched: list[Row] = []
    for model in _TABLES:
        rows: QuerySet[Row] = QuerySet(model)
        for row in rows.iterator():
            # Each case in turn: a record may name several of them.
            if without(wire_of(row), everybody) is not None:
                hidden_for = [case for case, hidden in cases.items() if _hide_in(row, hidden, case)]
                touched += [row] if hidden_for else []
    _follow(fact.by, touched, "oppositions rejouées après une restauration")
    tell_contacts(Fate.CONTACT_REMOVED, touched)


def show(fact: Show) -> None:
    """Show again what was hidden under this case and by no other."""
    if fact.service != SERVICE:
        return
    hidden, touched = suppressed(SERVICE), []
    for aside in HiddenContact.objects.filter(case=fact.case):
        model = Structure if aside.kind == Kind.STRUCTURE else Service
        row = model.objects.filter(pk=aside.record).first()
        if row is not None:
            _rewrite(row, without(json.loads(aside.document), hidden) or json.loads(aside.document))
            touched.append(row)
    HiddenContact.objects.filter(case=fact.case).delete()
    _follow(fact.by, touched, "fin d'une limitation ou opposition refusée")
    tell_contacts(Fate.READ_AGAIN, touched)


def remove(fact: Remove) -> None:
    """What was put aside under this case will not be shown again: destroy it."""
    if fact.service == SERVICE:
        count, _ = HiddenContact.objects.filter(case=fact.case).delete()
        journal(by=fact.by, verb="data_inclusion.remove", categories=[CATEGORY], count=count)


def follow_rectification(fact: Rectified) -> None:
    """The prepared answer says what the columns now say."""
    model = {each._meta.label: each for each in _TABLES}.get(fact.table)
    row = model.objects.filter(pk=fact.row).first() if model else None
    if row is not None:
        _rewrite(row, wire_of(row) | {name: value or None for name, value in fact.values.items()})
        _follow(fact.by, [row], "rectification")
        tell_contacts(Fate.READ_AGAIN, [row])


def hide_suppressed(run: ImportRun) -> bool:
    """Take out of what ``run`` has just written whoever has objected; whether anybody was there.

    Under the lock that objections take: who objects meanwhile waits, then finds the rows published.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [SERVICE])
    hidden = suppressed(SERVICE)
    if not hidden:
        return False
    found = False
    for model in (Structure, Service):
        for row in model.objects.filter(last_import=run).iterator():
            wire = without(wire_of(row), hidden)
            if wire is not None:
                _rewrite(row, wire)
                found = True
    return found


def without(wire: Wire, hidden: frozenset[str]) -> Wire | None:
    """The record without whoever is hidden; ``None`` when it names none of them.

    Where a person is named, name, address and number are all theirs; otherwise only what was recognised goes.
    """
    email, phone = wire.get("courriel") or "", wire.get("telephone") or ""
    gone = {
        "courriel": bool(email) and is_hidden(normal_email(email), hidden),
        "telephone": bool(number := normal_phone(phone)) and is_hidden(number, hidden),
    }
    if any(gone.values()) and wire.get("contact_nom_prenom"):
        gone = dict.fromkeys(("courriel", "telephone", "contact_nom_prenom"), True)
    left = {name: None if gone.get(name) else _text_without(value, hidden) for name, value in wire.items()}
    return left if left != wire else None


def wire_of(row: Row) -> Wire:
    """The record as its source gave it, from the prepared answer."""
    told: Wire = json.loads(f"{row.document}}}")
    return told


def _text_without(value: Any, hidden: frozenset[str]) -> Any:
    """The prose without the addresses and numbers of whoever is hidden."""
    if not isinstance(value, str):
        return value
    if "@" in value:
        value = EMAIL.sub(lambda found: "" if is_hidden(normal_email(found[0]), hidden) else found[0], value)
    for found in reversed(numbers_in(value)):
        if is_hidden(found.number, hidden):
            value = value[: found.start] + value[found.end :]
    return value


def _about(reached: Reached) -> Iterator[Row]:
    condition = Q(pk__in=[])
    for email in reached.emails:
        condition |= Q(courriel__iexact=email) | Q(document__icontains=email)
    for number in reached.phones:
        condition |= Q(telephone__in=phone_spellings(number)) | Q(document__regex=written_anyhow(number))
    for model in _TABLES:
        yield from QuerySet(model).filter(condition)


def _hide_in(row: Row, hidden: frozenset[str], case: str) -> bool:
    before = wire_of(row)
    wire = without(before, hidden)
    if wire is None:
        return False
    if isinstance(row, Structure | Service):
        HiddenContact.objects.get_or_create(
            case=case,
            kind=Kind.STRUCTURE if isinstance(row, Structure) else Kind.SERVICE,
            record=row.pk,
            defaults={
                "courriel": row.courriel,
                "telephone": row.telephone,
                "contact_nom_prenom": before.get("contact_nom_prenom") or "",
                "document": json.dumps(before),
            },
        )
    _rewrite(row, wire)
    return True


def _rewrite(row: Row, wire: Wire) -> None:
    """Prepare the row anew from what its source would have given."""
    preparation = Preparation(territories())
    if isinstance(row, Structure | StagedStructure):
        prepared: StagedStructure | StagedService = preparation.structure(
            check_structure(wire).record, record_hash=row.record_hash, run=0
        )
    else:
        prepared = preparation.service(check_service(wire).record, record_hash=row.record_hash, run=0, line=0)
    names = [field.attname for field in prepared._meta.concrete_fields if field.name not in _KEPT]
    for name in names:
        setattr(row, name, getattr(prepared, name))
    row.save(update_fields=names)


def _follow(by: Actor, touched: Iterable[Row], cause: str) -> None:
    """Words, scores, duplicates and edition follow, in the same transaction; caches are kept by edition."""
    rows = list(touched)
    if not rows:
        return
    with transaction.atomic():
        follow_words(
            structures=[row.pk for row in rows if isinstance(row, Structure)],
            services=[row.pk for row in rows if isinstance(row, Service)],
        )
        refresh_scores()
        mark_duplicates(communes={row.code_insee for row in rows})
        new_edition(cause)
        journal(
            by=by,
            verb="data_inclusion.hide",
            subjects=sorted({f"{row._meta.label}:{row.pk}" for row in rows}),
            categories=[CATEGORY],
            count=len(rows),
        )
