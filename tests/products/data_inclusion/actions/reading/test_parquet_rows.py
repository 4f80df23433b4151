from datetime import date
from decimal import Decimal

import pytest

from parvis.kernel.reading.rows import Format, SourceUnreadable
from parvis.products.data_inclusion.actions.reading.opening import open_source
from tests.factories.files import lines_of, make_parquet, values_of


def test_parquet_keeps_types_lists_and_objects(tmp_path):
    path = make_parquet(
        tmp_path / "x.parquet",
        "SELECT 1 AS id, 'é' AS nom, ['a', NULL] AS l, {'x': 1.5} AS o, DATE '2026-01-02' AS j, 1.50::DECIMAL(4,2) AS d, NULL AS rien, "
        "TIMESTAMPTZ '2026-01-02 03:04:05+00' AS t, 'b'::BLOB AS b",
    )
    row = values_of(path)[0]
    assert row.pop("t").startswith("2026-01-02")
    assert row == {
        "id": 1, "nom": "é", "l": ["a", None], "o": {"x": 1.5}, "j": date(2026, 1, 2), "d": Decimal("1.50"), "rien": None, "b": "b",
    }  # fmt: skip


def test_parquet_is_counted_without_being_read_and_read_in_order(tmp_path):
    path = make_parquet(tmp_path / "x [1].bin", "SELECT i AS id FROM range(5000) t(i)")
    with open_source(str(path)) as rows:
        assert (rows.format, rows.count) == (Format.PARQUET, 5000)
        assert [line.values["id"] for line in rows] == list(range(5000))


def test_a_cut_parquet_says_what_to_do(tmp_path):
    path = make_parquet(tmp_path / "x.parquet", "SELECT i AS id FROM range(5000) t(i)")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceUnreadable, match="abîmé"):
        lines_of(path)
