"""What is said to be kept is what a test proves, both ways."""

import ast
import re
from pathlib import Path

import pytest

from parvis.kernel.declarations.privacy import keepings, promises, services

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NUMBERED = re.compile(r"test_([a-z]{2,3})_(\d\d)_")


def proven_promises():
    """The promises that have a real test here, with the names of these tests."""
    found = {}
    for path in sorted(HERE.glob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and (match := NUMBERED.match(node.name)):
                key = f"{match[1].upper()}-{match[2]}"
                found.setdefault(key, set()).add(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def test_the_promises_said_to_be_kept_are_those_that_a_test_proves():
    assert {each.key for each in keepings} == set(proven_promises())


@pytest.mark.parametrize("keeping", list(keepings), ids=lambda each: each.key)
def test_the_test_that_a_keeping_names_is_one_of_its_promise(keeping):
    assert keeping.test in proven_promises()[keeping.key]


def test_every_promise_of_the_texts_is_declared_and_nothing_else():
    numbers = {"ALL": 12, "CO": 17, "ME": 18, "CN": 20, "TN": 21, "DI": 11}
    expected = {f"{seed}-{number:02}" for seed, last in numbers.items() for number in range(1, last + 1)}
    assert {each.key for each in promises} == expected


def test_a_promise_belongs_to_a_service_and_says_why_it_is_awaited():
    assert {each.service for each in promises} == {each.key for each in services}
    silent = [each.key for each in promises if each.key not in keepings and not each.awaited]
    assert silent == []
