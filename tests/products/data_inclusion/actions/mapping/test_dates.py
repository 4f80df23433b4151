"""The day of the last update, in the forms that producers write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.products.data_inclusion.actions.mapping.dates import (
    ABSENT,
    MONTH_ONLY,
    NO_DATE,
    UNREADABLE,
    read_date,
    read_date_maj,
)
from parvis.products.data_inclusion.actions.mapping.outcome import Report


@pytest.mark.parametrize(
    ("text", "day", "what"),
    [
        ("2026-03-02", "2026-03-02", ""),
        ("2026/03/02", "2026-03-02", ""),
        ("2026-3-2", "2026-03-02", ""),
        (" 2026-03-02 14:05:10 ", "2026-03-02", ""),
        ("2026/03/02 14:05:10.123", "2026-03-02", ""),
        ("2026-03-02T00:30:00+02:00", "2026-03-01", ""),
        ("2026-03-02T23:00:00-03:00", "2026-03-03", ""),
        ("2026-03-02T23:00:00Z", "2026-03-02", ""),
        ("02/03/2026", "2026-03-02", ""),
        ("2/3/2026", "2026-03-02", ""),
        ("02/03/2026 14:05", "2026-03-02", ""),
        ("20260302", "2026-03-02", ""),
        ("1772409600", "2026-03-02", ""),
        ("1772409600123", "2026-03-02", ""),
        ("le 2 mars 2026", "2026-03-02", ""),
        ("1er Août 2026", "2026-08-01", ""),
        ("Février 2026", "2026-02-01", MONTH_ONLY),
        ("2026-02", "2026-02-01", MONTH_ONLY),
        ("", "", ABSENT),
        ("31/02/2026", "", UNREADABLE),
        ("2026-13-01", "", UNREADABLE),
        ("bientôt", "", UNREADABLE),
        ("0", "", UNREADABLE),
    ],
)
def test_a_day_is_read(text, day, what):
    assert read_date(text) == (day, what)


def test_an_unknown_day_is_written_as_the_national_map_does():
    report = Report()
    assert read_date_maj("bientôt", report) == NO_DATE
    assert report.lines == [f"date_maj : {UNREADABLE}"]


def test_an_absent_day_is_told_by_who_supplies_one_only():
    report = Report()
    assert read_date_maj(" ", report) == NO_DATE
    assert report.lines == []


@given(st.text(st.sampled_from("0123456789-/:. TZ+jmarsdû"), max_size=30) | st.text(max_size=30))
def test_any_text_is_a_day_or_is_told(text):
    day, what = read_date(text)
    assert bool(day) or bool(what)
    if day:
        assert read_date(day) == (day, "")
