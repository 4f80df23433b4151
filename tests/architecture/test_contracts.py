"""Each import contract is seen red once: a house copied, one wall broken, the linter asked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

INTRUSIONS = [
    ("Rings: config > shell | products > core > kernel", "kernel/clock.py", "import parvis.core.geography.apps"),
    ("Rings: config > shell | products > core > kernel", "core/geography/apps.py", "import parvis.shell.apps"),
    ("Products: sideways never", "products/mediature/apps.py", "import parvis.products.conseiller_numerique.apps"),
    ("Core order", "core/journal/apps.py", "import parvis.core.accounts.apps"),
    ("Rooms inside every app", "core/accounts/models/user.py", "import parvis.core.accounts.policies"),
    ("Rooms inside every app", "core/accounts/utils.py", "ANYTHING = 1"),
    ("Acyclic to the last file", "kernel/actor.py", "import parvis.kernel.scope"),
]


def broken_contracts(house: Path) -> str:
    """The report of the linter on a copy of the house; empty when every contract is kept."""
    result = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Contracts:" in result.stdout, result.stdout + result.stderr
    return result.stdout if result.returncode else ""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "parvis",
        tmp_path / "parvis",
        ignore=shutil.ignore_patterns("__pycache__", "templates", "static", "migrations"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_as_it_stands_keeps_every_contract(house):
    assert broken_contracts(house) == ""


@pytest.mark.parametrize(("contract", "place", "line"), INTRUSIONS)
def test_a_broken_wall_is_seen(house, contract, place, line):
    room = house / "parvis" / place
    room.touch()
    room.write_text(f"{line}\n{room.read_text()}")
    assert f"{contract} BROKEN" in " ".join(broken_contracts(house).split())
