"""When a person's row goes, what becomes of the rows that point to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import CASCADE, SET_DEFAULT, SET_NULL, Field, Model

from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.problems import Problem
from parvis.kernel.declarations.privacy import Edge, Table

# What a foreign key says by itself; any other one stops the erasure, unless its table says what happens.
IMPLIED: Mapping[object, Edge] = {CASCADE: Edge.WITH_PARENT, SET_NULL: Edge.DETACH, SET_DEFAULT: Edge.DETACH}


def loose_edges(declarations: Iterable[Table], models: Iterable[type[Model]]) -> Iterator[Problem]:
    """Foreign keys into a table whose rows go whose own rows would be left, or would hold the erasure back.

    Rows go in the personal tables, and in those whose rows go with theirs.
    """
    resolved = [found for found in map(resolve, declarations) if found.model is not None]
    people = {found.model for found in resolved if found.table.is_personal}
    edges = {found.model: found.table.edges for found in resolved}
    models = list(models)
    going = _going(people, edges, models)
    for model in models:
        towards = {field.name: field for field in _foreign_keys(model) if field.related_model in going}
        declared = edges.get(model, {})
        for name, field in towards.items():
            yield from _edge(f"{model._meta.label}.{name}", field, declared.get(name))
        for name in sorted(set(declared) - set(towards)):
            yield Problem(
                "E002", f"Le lien déclaré {model._meta.label}.{name} ne mène plus à des données personnelles."
            )


def _going(people: set[Any], edges: Mapping[Any, Mapping[str, Edge]], models: list[type[Model]]) -> set[Any]:
    """The tables of people, and step by step those whose rows go with them."""
    going, before = set(people), 0
    while len(going) > before:
        before = len(going)
        for model in models:
            declared = edges.get(model, {})
            going |= {
                model
                for field in _foreign_keys(model)
                if field.related_model in going and rule_of(field, declared.get(field.name)) is Edge.WITH_PARENT
            }
    return going


def _foreign_keys(model: type[Model]) -> list["Field[Any, Any]"]:
    return [field for field in model._meta.local_fields if field.is_relation and field.remote_field is not None]


def rule_of(field: "Field[Any, Any]", declared: Edge | None) -> Edge | None:
    """What a foreign key says of its row, or its table for it; ``None`` where nobody says."""
    return declared or IMPLIED.get(getattr(field.remote_field, "on_delete", None))


def _edge(name: str, field: "Field[Any, Any]", declared: Edge | None) -> Iterator[Problem]:
    rule = rule_of(field, declared)
    if rule is None:
        yield Problem(
            "E005",
            f"Le lien {name} mène à des données personnelles sans dire ce qu’il devient quand elles sont effacées.",
            "Déclarez-le dans le Table(…, edges={…}) de sa table : Edge.WITH_PARENT, Edge.DETACH ou Edge.OWN_CLOCK.",
        )
    elif rule is Edge.DETACH and not field.null:
        yield Problem("E005", f"Le lien {name} doit se détacher, mais ne peut pas être vide.")
