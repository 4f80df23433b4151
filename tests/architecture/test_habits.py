"""Habits that a reader relies on: sizes, names, mirrors, one screen of README for each app."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
SOURCES = [path for path in sorted((ROOT / "parvis").rglob("*.py")) if "migrations" not in path.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "parvis").rglob("templates/**/*.*"))

BANNED_MODULES = {"utils", "helpers", "common", "misc", "manager", "services", "signals"}
BANNED_NAMES = re.compile(r"\b(ticket|usager_id|city|cities|subdivision|todo)\b", re.IGNORECASE)


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize(
    ("paths", "limit"), [(SOURCES, 400), (TESTS, 600), (TEMPLATES, 150)], ids=["modules", "tests", "templates"]
)
def test_files_have_one_subject(paths, limit):
    assert [f"{path.relative_to(ROOT)}: {lines(path)}" for path in paths if lines(path) > limit] == []


def test_functions_are_read_without_scrolling():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 50
    ]
    assert long == []


def is_drawer(path: Path) -> bool:
    """Beside « structures », « services » is what data·inclusion describes, not a place where all is thrown."""
    described = path.stem == "services" and path.with_name("structures.py").exists()
    return path.stem in BANNED_MODULES and not described


def test_no_drawer_for_everything():
    assert [str(path.relative_to(ROOT)) for path in SOURCES if is_drawer(path)] == []


def test_words_of_the_glossary():
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None)
            if isinstance(name, str) and BANNED_NAMES.search(name.replace("_", " ")):
                found.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} {name}")
    assert found == []


def test_time_comes_from_the_clock():
    other = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|time\.sleep\(")
    allowed = {ROOT / "parvis/kernel/clock.py", ROOT / "parvis/config/management/commands/demo.py"}
    assert [
        str(path.relative_to(ROOT)) for path in SOURCES if path not in allowed and other.search(path.read_text())
    ] == []


def test_what_is_done_for_a_request_is_of_that_request():
    """Who looks at the scope in force to open another one has ``within`` for it, but the door that opens the first."""
    allowed = {ROOT / "parvis/kernel/scope.py", ROOT / "parvis/core/organisations/middleware.py"}
    both = [
        path for path in SOURCES if {"current_scope(", "open_scope("} <= set(re.findall(r"\w+\(", path.read_text()))
    ]
    assert [str(path.relative_to(ROOT)) for path in both if path not in allowed] == []


def test_each_action_and_policy_has_its_tests():
    missing = []
    for path in SOURCES:
        relative = path.relative_to(ROOT / "parvis")
        acts = "actions" in relative.parts and path.stem != "__init__"
        if not (acts or path.name == "policies.py") or relative.parts[0] == "kernel":
            continue
        mirror = ROOT / "tests" / relative.with_name(f"test_{path.name}")
        if not mirror.exists():
            missing.append(str(mirror.relative_to(ROOT)))
    assert missing == []


def test_each_app_says_what_it_is_for():
    folders = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("parvis.")]
    assert [str(folder) for folder in folders if folder.name != "config" and not (folder / "README.md").exists()] == []
