"""``manage.py check``: the register against the models, itself, and the real database."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register  # noqa: A004  # Django's own name
from django.db import OperationalError, connection

from parvis.core.privacy.queries.accountability.impact import impact_lines
from parvis.core.privacy.queries.catalogue import Relation, migrated, relations, undeclared, undeclared_keys
from parvis.core.privacy.queries.coherence import incoherent
from parvis.core.privacy.queries.completeness import incomplete, misplaced, tables_of_models
from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.edges import loose_edges
from parvis.core.privacy.queries.outlets import foreign_hosts, talkative_logs
from parvis.core.privacy.queries.problems import Problem
from parvis.core.privacy.queries.retention.rules import inexecutable
from parvis.core.privacy.queries.trackers.coherence import misplaced_sites
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import services, tables
from parvis.kernel.scope import Reach, open_scope


def messages(problems: Iterable[Problem]) -> list[CheckMessage]:
    """Problems as Django's checks print them."""
    return [
        (Warning if problem.is_warning else Error)(
            problem.message, hint=problem.hint or None, id=f"privacy.{problem.code}"
        )
        for problem in problems
    ]


@register("privacy")
def every_column_is_declared(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A column that nobody declared, or a declaration without column, stops everything."""
    models = tables_of_models()
    return messages([*incomplete(tables, models), *misplaced(tables, services), *loose_edges(tables, models)])


@register("privacy")
def every_promise_holds_together(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A promise without duration, basis or control stops everything."""
    return messages([*incoherent(services, tables), *inexecutable()])


@register("privacy")
def nothing_leaves_undeclared(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A host that nobody declared, a log that could hold personal values, a shared audience site stop everything."""
    return messages([*foreign_hosts(settings, services), *talkative_logs(settings), *misplaced_sites(settings)])


def without_models_undeclared(existing: Iterable[Relation]) -> list[Relation]:
    """Leave out the tables whose model is undeclared: the check of the models already says so."""
    declared = {resolve(table).relation for table in tables}
    modelled = {model._meta.db_table for model in tables_of_models()}
    return [
        relation
        for relation in existing
        for name in [relation.partition_of or relation.name]
        if name in declared or name not in modelled
    ]


@register("privacy", Tags.database)
def the_database_is_as_declared(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """What was added to the database by hand, without a model, is seen too."""
    if not databases or connection.alias not in databases:
        return []
    try:
        if not migrated():
            return []
        with open_scope(system("register.check"), reach=Reach.EVERYTHING, channel="command"):
            # Rows are read for their keys once every column is known, so that a fault is told without a long search.
            found = list(undeclared(tables, without_models_undeclared(relations())))
            return messages(found or undeclared_keys(tables))
    except OperationalError:
        # No database yet (first migration) or none at all: whoever needs it will say so.
        return []


@register("privacy", Tags.database)
def every_high_risk_is_assessed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """An open processing whose impact assessment nobody signed: said here, and its policy is not published."""
    if not databases or connection.alias not in databases:
        return []
    try:
        if not migrated():
            return []
        # What waits for a person's signature is no fault of the software: it is told, and stops no build.
        return [
            Info(
                f"L’analyse d’impact de {line.key} n’est pas signée : sa politique ne sera pas publiée.",
                id="privacy.I014",
            )
            for line in impact_lines()
            if line.live and line.missing
        ]
    except OperationalError:
        return []


EVERY_CHECK = (
    every_column_is_declared,
    every_promise_holds_together,
    nothing_leaves_undeclared,
    the_database_is_as_declared,
    every_high_risk_is_assessed,
)
