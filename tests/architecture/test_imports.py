"""What import-linter cannot see: doors of other apps and foreign keys that point upwards."""

import grimp
import pytest
from django.apps import apps

DOORS = {
    "urls", "views", "api", "admin", "jobs", "reactions", "navigation", "privacy", "operations", "middleware",
    "adapters", "management",
}  # fmt: skip
CORE_RANK = {
    "geography": 0, "jobs": 0, "journal": 0, "accounts": 1, "notifications": 2, "documents": 2,
    "organisations": 3, "messaging": 4, "privacy": 5,
}  # fmt: skip
PRODUCT_RANK = {
    "entrepot": 0, "data_inclusion": 0, "coop": 1,
    "conseiller_numerique": 2, "mediature": 2, "territoires_numeriques": 2,
}  # fmt: skip


def owner_of(module: str) -> tuple[str, str] | None:
    """(app, room) of a module of an app; ``None`` for the kernel, the shell and the configuration."""
    parts = module.split(".")
    if len(parts) < 3 or parts[1] not in {"core", "products"}:
        return None
    return ".".join(parts[:3]), parts[3] if len(parts) > 3 else ""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("parvis", exclude_type_checking_imports=True)


def intrusions(graph: grimp.ImportGraph) -> list[str]:
    """Imports of another app's doors; the composition root alone may enter them."""
    found = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            target, source = owner_of(imported), owner_of(importer)
            if target is None or target[1] not in DOORS or importer.startswith("parvis.config"):
                continue
            if source is None or source[0] != target[0]:
                found.append(f"{importer} → {imported}")
    return sorted(found)


def test_doors_are_entered_by_their_own_app_only(graph):
    assert intrusions(graph) == []


def test_an_intrusion_is_seen(graph):
    graph = grimp.build_graph("parvis", exclude_type_checking_imports=True)
    graph.add_module("parvis.core.geography.views")
    graph.add_import(importer="parvis.core.accounts.models", imported="parvis.core.geography.views")
    assert intrusions(graph) == ["parvis.core.accounts.models → parvis.core.geography.views"]


def rank(app_config) -> tuple[int, int]:
    ring, _, name = app_config.name.removeprefix("parvis.").partition(".")
    if not app_config.name.startswith("parvis."):
        return (-1, 0)
    return {"core": (1, CORE_RANK.get(name, 0)), "products": (2, PRODUCT_RANK.get(name, 0))}.get(ring, (3, 0))


def test_foreign_keys_point_to_their_own_app_or_strictly_lower():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("parvis.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if field.related_model._meta.app_label != model._meta.app_label
        if rank(field.related_model._meta.app_config) >= rank(model._meta.app_config)
    ]
    assert upward == []


def test_every_app_of_the_rings_has_a_rank():
    names = {
        config.name.rpartition(".")[2]
        for config in apps.get_app_configs()
        if config.name.startswith(("parvis.core.", "parvis.products."))
    }
    assert names <= set(CORE_RANK) | set(PRODUCT_RANK)
