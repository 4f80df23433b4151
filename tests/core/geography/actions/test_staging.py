"""Rows are copied as they are."""

import pytest
from django.db import connection

from parvis.core.geography.actions.staging import copy_rows, merging, stage

pytestmark = pytest.mark.django_db

COLUMNS = {"code": "text", "share": "float8", "shape": "bytea"}
ROWS = [("a\tb\n\\N", 0.1, b"\x00\xff"), ("é", None, None)]


def staged() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, share, shape FROM staged_test ORDER BY code")
        return cursor.fetchall()


def test_what_is_staged_is_read_back_to_the_byte():
    stage("staged_test", COLUMNS, ROWS)
    assert staged() == ROWS


def test_staging_again_starts_anew():
    stage("staged_test", COLUMNS, ROWS)
    stage("staged_test", COLUMNS, ROWS[:1])
    copy_rows("staged_test", COLUMNS, ROWS[1:])
    assert staged() == ROWS


def test_a_merge_takes_the_new_value_of_each_column():
    assert merging(["a", "b"]) == "a = excluded.a, b = excluded.b"
