"""The rules that the night executes: what each category promises, for each table where it lives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, Field, Model, TextField

from parvis.core.privacy.queries.declared import column_name
from parvis.core.privacy.queries.problems import Problem
from parvis.core.privacy.queries.retention.clocks import Clock, Source, Way, calendar
from parvis.core.privacy.queries.retention.nodes import Node, closure, links, node_of, nodes
from parvis.kernel.declarations.privacy import (
    Archive,
    Edge,
    Ending,
    Keep,
    LastOf,
    Moment,
    Period,
    Personal,
    Table,
    category_named,
    holders,
    tables,
)

HINT = (
    "Nommez la colonne dans Moment(columns=…) ou Table(moments=…), liez la ligne à celle d’une personne "
    "(Edge.WITH_PARENT), ou dites par Table(ended_by=…) ce qui la détruit."
)


@dataclass(frozen=True)
class Rule:
    """What is done to the rows of a table, and when. Without ``columns`` the row itself goes; else they are emptied.

    With several clocks the row is due when all of them are.
    """

    node: Node
    categories: tuple[str, ...]
    clocks: tuple[Clock, ...]
    columns: tuple[str, ...] = ()
    notice: Period | None = None
    archive: Archive | None = None

    @property
    def key(self) -> str:
        """How reports and ledger name this rule."""
        return f"{self.node.label}/{'+'.join(self.categories)}" if self.columns else self.node.label

    def due_sql(self, row: str) -> str:
        """The due date of ``row``, null while a clock has not started."""
        dues = [clock.due_sql(row, self.node.key) for clock in self.clocks]
        if len(dues) == 1:
            return dues[0]
        unstarted = " OR ".join(f"{due} IS NULL" for due in dues)
        return f"(CASE WHEN {unstarted} THEN NULL ELSE greatest({', '.join(dues)}) END)"

    def future_sql(self, row: str) -> str:
        """Whether ``row`` says that something has happened which is still to come."""
        return "(" + " OR ".join(clock.future_sql(row, self.node.key) for clock in self.clocks) + ")"

    def selected_sql(self, row: str) -> str:
        """The rows that are due today, holds and restrictions apart."""
        due = f"{self.due_sql(row)} <= %(today)s::date"
        return f"{due} AND {self.filled_sql(row)}" if self.columns else due

    def filled_sql(self, row: str) -> str:
        """Whether anything is left to empty."""
        return "(" + " OR ".join(f"nullif({row}.\"{column}\"::text, '') IS NOT NULL" for column in self.columns) + ")"


def rules() -> list[Rule]:
    """Every rule, in the order of the labels; on one table, rows go before columns are emptied."""
    return [rule for node in nodes().values() for rule in rules_of(node)]


def rules_of(node: Node) -> list[Rule]:
    """The rules of one table; none where its rows go with those of another, or by other means."""
    return [] if followed(node) or node.table.ended_by else list(_rules(node))


def _rules(node: Node) -> Iterator[Rule]:
    groups: dict[tuple[Clock, ...], list[tuple[str, tuple[str, ...]]]] = {}
    for name, column in node.columns.items():
        if isinstance(column, Personal):
            clocks = tuple(clock for key in column.categories if (clock := clock_of(node, keep_of(key))))
            if len(clocks) == len(column.categories) and clocks:
                groups.setdefault(tuple(dict.fromkeys(clocks)), []).append((name, column.categories))
    if not groups:
        return
    endings = {keep.ending for key in node.categories if (keep := keep_of(key))}
    if Ending.ANONYMISE not in endings:
        every = tuple(dict.fromkeys(clock for clocks in groups for clock in clocks))
        yield Rule(node, tuple(sorted(node.categories)), every, (), _notice(node), _archive(node))
    if len(groups) > 1 or Ending.ANONYMISE in endings:
        for clocks, columns in groups.items():
            categories = tuple(sorted({key for _, keys in columns for key in keys}))
            yield Rule(node, categories, clocks, tuple(name for name, _ in columns))


def _notice(node: Node) -> Period | None:
    """How long before the end the person is told; only where the row is the person and tells the address."""
    subject = node.subject
    given = [keep.notice for key in sorted(node.categories) if (keep := keep_of(key)) and keep.notice]
    return Period.parse(given[0]) if given and subject and not subject.path and subject.address else None


def _archive(node: Node) -> Archive | None:
    return next((keep.archive for key in sorted(node.categories) if (keep := keep_of(key)) and keep.archive), None)


def keep_of(category: str) -> Keep | None:
    """What is promised of a category."""
    try:
        return category_named(category)[2].keep
    except LookupError:
        return None


def followed(node: Node) -> Node | None:
    """The table whose rows take those of ``node`` with them, where no clock is written in ``node`` itself."""
    keeps = [keep for key in sorted(node.categories) if (keep := keep_of(key))]
    if any(_own(node, moment) for keep in keeps for moment in _moments(keep)):
        return None
    parents = (link.parent for link in links() if link.child == node and link.edge is Edge.WITH_PARENT)
    return next((parent for parent in parents if parent.table.is_personal), None)


def clock_of(node: Node, keep: Keep | None) -> Clock | None:
    """How the promise is counted on a table; ``None`` where no column tells it."""
    if keep is None or keep.fallback is None:
        return None
    months, days = calendar(keep.length)
    latest = isinstance(keep.after, LastOf)
    events = tuple(source for moment in keep.after.moments for source in sources(node, moment))
    if keep.during and events:
        return Clock(months, days, latest, events)
    # A moment that every row has needs nothing to fall back on.
    fallback = sources(node, keep.fallback) or tuple(event for event in events if not event.nullable)
    if not fallback:
        return None
    return Clock(months, days, latest, tuple(each for each in events if each not in fallback), fallback)


def _moments(keep: Keep) -> tuple[Moment, ...]:
    return (*keep.after.moments, *([keep.fallback] if keep.fallback else []))


def sources(node: Node, moment: Moment) -> tuple[Source, ...]:
    """Where a moment is written for a row: in itself and in what is about it, else one step away."""
    own, reverse = _own(node, moment), _reverse(node, moment)
    return own + reverse or _forward(node, moment)


def _own(node: Node, moment: Moment) -> tuple[Source, ...]:
    names = [name for label, name in _columns(moment) if label == node.label]
    names += list(node.table.moments.get(moment.key, ()))
    return tuple(_source(node, name, moment) for name in dict.fromkeys(names))


def _forward(node: Node, moment: Moment) -> tuple[Source, ...]:
    found = []
    for field in node.model._meta.local_fields if node.model else ():
        related = field.related_model
        for label, name in _columns(moment) if isinstance(related, type) else ():
            there = node_of(tables.get(label)) if label in tables else None
            if there and there.model is related:
                found.append(_source(there, name, moment, Way.FORWARD, str(field.column), nullable=bool(field.null)))
    return tuple(found)


def _reverse(node: Node, moment: Moment) -> tuple[Source, ...]:
    found = []
    for label, name in _columns(moment):
        there = node_of(tables.get(label)) if label in tables and label != node.label else None
        subject = there.subject if there else None
        if there and there.model and subject and subject.path and "." not in subject.path:
            field = there.model._meta.get_field(subject.path)
            if field.related_model is node.model:
                found.append(_source(there, name, moment, Way.REVERSE, str(getattr(field, "column", ""))))
    return tuple(found)


def _columns(moment: Moment) -> Iterator[tuple[str, str]]:
    for reference in moment.columns:
        label, _, name = reference.rpartition(".")
        yield label, name


def _source(
    node: Node, name: str, moment: Moment, way: Way = Way.OWN, link: str = "", *, nullable: bool = False
) -> Source:
    field = _field(node.model, name)
    return Source(
        column=column_name(node.model, name),
        is_date=field is not None and field.get_internal_type() == "DateField",
        way=way,
        relation=node.relation,
        link=link,
        key=node.key,
        nullable=nullable or way is Way.REVERSE or (field is not None and bool(field.null)),
        planned=moment.planned,
    )


def _field(model: type[Model] | None, name: str) -> "Field | None":
    for field in model._meta.local_fields if model else ():
        if name in {field.name, field.column}:
            return field
    return None


def inexecutable() -> Iterator[Problem]:
    """Personal columns whose promise nothing executes: no clock, a clock that may be empty, no way to empty them."""
    for table in tables:
        if table.is_personal and not table.ended_by and not table.partitioned:
            yield from _inexecutable(table)


def _inexecutable(table: Table) -> Iterator[Problem]:
    node = node_of(table)
    if followed(node):
        return
    for key in sorted(node.categories):
        keep = keep_of(key)
        if keep is None or keep.fallback is None:
            continue
        clock = clock_of(node, keep)
        if clock is None:
            yield Problem("E004", f"Aucune colonne ne dit quand la durée de {key} commence pour {table.key}.", HINT)
        elif clock.fallback and all(source.nullable for source in clock.fallback):
            yield Problem("E004", f"Le point de départ de repli de {key} peut être vide dans {table.key}.", HINT)
    for rule in rules_of(node):
        if rule.archive and rule.archive.moves and (kept := _files_of(node)):
            yield Problem("E004", f"Des archives publiques seraient détruites : les fichiers de {', '.join(kept)}.")
        for name in sorted(set(rule.columns) - set(emptiable(node, rule.columns))):
            yield Problem("E004", f"La colonne {table.key}.{name} doit être vidée à son terme, et ne peut pas l’être.")


def _files_of(node: Node) -> list[str]:
    """The tables that hold files among those whose rows go with ``node``: the sealed store takes rows only."""
    held = {holder.column.rpartition(".")[0] for holder in holders}
    return sorted({each.label for each in closure(node)} & held)


def emptiable(node: Node, columns: Iterable[str]) -> dict[str, str]:
    """Those of ``columns`` that can be emptied, with the SQL of what they hold then."""
    found = {}
    for name in columns:
        field = _field(node.model, name)
        if field is not None and field.null:
            found[name] = "NULL"
        elif isinstance(field, CharField | TextField) and not field.unique:
            found[name] = "''"
    return found
