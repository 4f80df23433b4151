"""Who objects is in no answer any more: columns, prepared answers, scores and duplicates are made anew without them.

What is left is, byte for byte, what would be there had the source never named the person. While the objection is
weighed or the limitation lasts, the record as its source gives it is put aside, and follows each import: what is
shown again is what the last import would have published.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from parvis.core.journal.actions.record import record as journal
from parvis.core.privacy.events.rights import Hide, HideAgain, Reached, Remove, Show
from parvis.core.privacy.queries.rights.people import normal_email, normal_phone, phone_spellings
from parvis.core.privacy.queries.rights.suppressions import (
    LOCK,
    contact_digest,
    is_hidden,
    suppressed,
    suppressed_by_case,
    undecided_cases,
)
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
    NAMED,
    HiddenContact,
    ImportRun,
    RectifiedContact,
    Service,
    StagedService,
    StagedStructure,
    Structure,
)
from parvis.products.data_inclusion.queries.rectified import Wrong, compared, found_wrong, key_of
from parvis.products.data_inclusion.validators import check_service, check_structure

SERVICE: Final = "data-inclusion"
CATEGORY: Final = "data-inclusion.contacts.contact"
EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
Row: TypeAlias = Structure | Service | StagedStructure | StagedService
_PUBLISHED: Final[tuple[type[Structure | Service], ...]] = (Structure, Service)
_STAGED: Final[tuple[type[StagedStructure | StagedService], ...]] = (StagedStructure, StagedService)
# What a record holds that the person's absence does not change.
_KEPT: Final = frozenset({"id", "run", "line", "record_hash"})
# What the schema wants of a text, and what is said where nobody is left in it.
_NEEDED: Final = {"nom": (3, "Sans nom publié"), "description": (5, "Sans description publiée.")}
Wire = dict[str, Any]


@dataclass(frozen=True)
class Everybody:
    """Who is hidden: for good, or until their case is decided; together, all of them; and what was found wrong."""

    pending: Mapping[str, frozenset[str]]
    settled: frozenset[str]
    hidden: frozenset[str]
    wrong: Wrong

    def named_in(self, whole: Wire) -> tuple[Wire, list[str]]:
        """What may be put aside of a record, and the undecided cases that hide somebody in it."""
        kept = without(whole, self.settled, self.wrong) or whole
        return kept, [case for case, digests in self.pending.items() if without(kept, digests, self.wrong) is not None]


def everybody_hidden() -> Everybody:
    """As things stand."""
    cases, undecided = suppressed_by_case(SERVICE), undecided_cases(SERVICE)
    settled = [digests for case, digests in cases.items() if case not in undecided]
    return Everybody(
        {case: digests for case, digests in cases.items() if case in undecided},
        frozenset().union(*settled),
        frozenset().union(*cases.values()),
        found_wrong(),
    )


def hide(fact: Hide) -> None:
    """Hide this person in what is published; what an import is about to publish is left to its end."""
    if fact.service != SERVICE:
        return
    hidden, own = suppressed(SERVICE), suppressed_by_case(SERVICE).get(fact.case, frozenset())
    wrong = found_wrong()
    righted = _put_right_of(own, wrong)
    # Another case may hide the same person already: whichever ends last shows them again.
    for copy in HiddenContact.objects.filter(_about(fact.reached, righted, "record")).exclude(case=fact.case):
        if without(json.loads(copy.document), own, wrong) is not None:
            _put_aside(copy.kind, copy.record, json.loads(copy.document), [fact.case])
    touched: list[Row] = []
    for model in _PUBLISHED:
        rows: QuerySet[Structure | Service] = QuerySet(model)
        for row in rows.filter(_about(fact.reached, righted)):
            wire = without(wire_of(row), hidden, wrong)
            if wire is not None:
                _put_aside(_kind(row), row.pk, whole_of(row), [fact.case])
                rewrite(row, wire)
                touched.append(row)
    follow(fact.by, touched, "opposition ou limitation")
    tell_contacts(Fate.CONTACT_REMOVED, touched, case=fact.case)


def hide_again(fact: HideAgain) -> None:
    """Hide whoever objected in all that is published, each under the case that wanted it, and in what waits to be."""
    if fact.service != SERVICE:
        return
    everybody = everybody_hidden()
    touched: list[Row] = []
    for model in _PUBLISHED:
        rows: QuerySet[Structure | Service] = QuerySet(model)
        for row in rows.iterator():
            if without(wire_of(row), everybody.hidden, everybody.wrong) is not None:
                hide_all_in(row, whole_of(row), everybody)
                touched.append(row)
    _forget_rectified(everybody.settled)
    wrong = found_wrong()
    for staged in _STAGED:
        _forget(QuerySet(staged).iterator(), everybody.settled, wrong)
    follow(fact.by, touched, "oppositions rejouées après une restauration")
    tell_contacts(Fate.CONTACT_REMOVED, touched)


def show(fact: Show) -> None:
    """Show again what was hidden under this case and by no other, as the last import would have published it."""
    if fact.service != SERVICE:
        return
    hidden, wrong, touched = suppressed(SERVICE), found_wrong(), []
    for copy in HiddenContact.objects.filter(case=fact.case):
        model = Structure if copy.kind == Kind.STRUCTURE else Service
        row = model.objects.filter(pk=copy.record, removed_at=None).first()
        whole = json.loads(copy.document)
        wire = without(whole, hidden, wrong) or whole
        if row is not None and wire != wire_of(row):
            rewrite(row, wire)
            touched.append(row)
    HiddenContact.objects.filter(case=fact.case).delete()
    follow(fact.by, touched, "fin d'une limitation ou opposition refusée")
    tell_contacts(Fate.READ_AGAIN, touched)


def remove(fact: Remove) -> None:
    """The person will not be shown again: destroy what was put aside, and what other copies say of them."""
    if fact.service != SERVICE:
        return
    own, wrong = suppressed_by_case(SERVICE).get(fact.case, frozenset()), found_wrong()
    copies = HiddenContact.objects.filter(case=fact.case)
    for kind, record in list(copies.values_list("kind", "record")):
        for other in HiddenContact.objects.filter(kind=kind, record=record).exclude(case=fact.case):
            left = without(json.loads(other.document), own, wrong)
            if left is not None:
                _put_aside(kind, record, left, [other.case])
    count, _ = copies.delete()
    _forget_rectified(own)
    # What waits is as its source gives it: under what was found wrong, it is theirs too.
    wrong = found_wrong()
    for model in _STAGED:
        _forget(QuerySet(model).filter(_about(fact.reached, _put_right_of(own, wrong))), own, wrong)
    journal(by=fact.by, verb="data_inclusion.remove", categories=[CATEGORY], count=count)


def wait_for_objections() -> None:
    """Take the lock that objections take: who objects meanwhile waits, then finds the rows published.

    Before any row is written: whoever objects has the lock first, and the rows after.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [SERVICE])


def hide_suppressed(run: ImportRun) -> bool:
    """Take out of what ``run`` has just written whoever has objected; whether anybody was there.

    What is put aside follows the source: a contact that it gives no more, or another one, is not to be shown again.
    """
    everybody = everybody_hidden()
    if not everybody.hidden:
        return False
    found = False
    for model in _PUBLISHED:
        copies = HiddenContact.objects.filter(kind=_kind(model()))
        copied = frozenset(copies.values_list("record", flat=True))
        rows: QuerySet[Structure | Service] = QuerySet(model)
        for row in rows.filter(last_import=run).iterator():
            if row.pk in copied:
                _, named = everybody.named_in(wire_of(row))
                copies.filter(record=row.pk).exclude(case__in=named).delete()
            found |= hide_all_in(row, wire_of(row), everybody)
    return found


def without(wire: Wire, hidden: frozenset[str], wrong: Wrong) -> Wire | None:
    """The record without whoever is hidden; ``None`` when it names none of them.

    Where a person is named, name, address and number are all theirs; otherwise only what was recognised goes. They are
    also known by what their source still gives, where it was put right.
    """
    email, phone = wire.get("courriel") or "", wire.get("telephone") or ""
    given = wrong.get(key_of(wire), {})
    gone = {
        "courriel": bool(email) and is_hidden(normal_email(email), hidden),
        "telephone": bool(number := normal_phone(phone)) and is_hidden(number, hidden),
    }
    gone = {name: found or not hidden.isdisjoint(given.get(name, ())) for name, found in gone.items()}
    if any(gone.values()) and wire.get("contact_nom_prenom"):
        gone = dict.fromkeys(("courriel", "telephone", "contact_nom_prenom"), True)
    left = {name: None if gone.get(name) else _text_without(value, hidden) for name, value in wire.items()}
    for name, (shortest, otherwise) in _NEEDED.items():
        if left.get(name) != wire.get(name) and len(str(left[name]).strip()) < shortest:
            left[name] = otherwise
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


def _about(reached: Reached, records: Iterable[str], key: str = "pk") -> Q:
    """Rows and copies that may name this person, and those of ``records``."""
    condition = Q(**{f"{key}__in": list(records)})
    for email in reached.emails:
        condition |= Q(courriel__iexact=email) | Q(document__icontains=email)
    for number in reached.phones:
        condition |= Q(telephone__in=phone_spellings(number)) | Q(document__regex=written_anyhow(number))
    return condition


def _put_right_of(digests: frozenset[str], wrong: Wrong) -> list[str]:
    """The records in which one of these people was found wrong, and which do not say so any more."""
    return [pk for (_, pk), given in wrong.items() if not digests.isdisjoint(frozenset().union(*given.values()))]


def _kind(row: Structure | Service) -> Kind:
    return Kind.STRUCTURE if isinstance(row, Structure) else Kind.SERVICE


def whole_of(row: Structure | Service) -> Wire:
    """The record with those whom an undecided case hides in it: every copy of it says the same."""
    copy = HiddenContact.objects.filter(kind=_kind(row), record=row.pk).first()
    return json.loads(copy.document) if copy else wire_of(row)


def _put_aside(kind: str, record: str, whole: Wire, cases: Iterable[str]) -> None:
    contact = {name: whole.get(name) or "" for name in ("courriel", "telephone", "contact_nom_prenom")}
    for case in cases:
        HiddenContact.objects.update_or_create(
            case=case, kind=kind, record=record, defaults={**contact, "document": json.dumps(whole)}
        )


def put_right_aside(row: Structure | Service, values: Wire) -> None:
    """What is put aside of a record says these values too."""
    for copy in HiddenContact.objects.filter(kind=_kind(row), record=row.pk):
        _put_aside(_kind(row), row.pk, json.loads(copy.document) | values, [copy.case])


def hide_all_in(row: Structure | Service, whole: Wire, everybody: Everybody) -> bool:
    """Hide whoever must be in one row; ``whole`` is put aside for each case that may still show them again."""
    wire = without(wire_of(row), everybody.hidden, everybody.wrong)
    if wire is None:
        return False
    _put_aside(_kind(row), row.pk, *everybody.named_in(whole))
    rewrite(row, wire)
    return True


def _forget(rows: Iterable[Row], digests: frozenset[str], wrong: Wrong) -> None:
    """Leave nothing of them in rows that wait to be published."""
    for row in rows:
        wire = without(wire_of(row), digests, wrong)
        if wire is not None:
            rewrite(row, wire)


def _forget_rectified(digests: frozenset[str]) -> None:
    """Leave nothing of them in what was put right.

    What their source may still give of them stays known as wrong, so that it does not come back under that name.
    """
    for entry in RectifiedContact.objects.all():
        values = {column: compared(column, getattr(entry, column)) for column in ("courriel", "telephone")}
        found = [
            column
            for column, value in values.items()
            if (value and is_hidden(value, digests)) or not digests.isdisjoint(entry.wrong(column))
        ]
        for column in NAMED if found and entry.contact_nom_prenom else found:
            known = entry.wrong(column) if column in found else []
            if known and values[column]:
                known.append(contact_digest(values[column]))
            entry.keep_wrong(column, known)
            setattr(entry, column, "")
        if found:
            entry.keep()


def rewrite(row: Row, wire: Wire) -> None:
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


def follow(by: Actor, touched: Iterable[Row], cause: str) -> None:
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
