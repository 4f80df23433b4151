"""The same due date in Python and in SQL, for every day of ten years."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from parvis.core.privacy.queries.retention.clocks import Clock, Source, due_date
from parvis.kernel.declarations.privacy import Period

FIRST, DAYS = date(2016, 1, 1), 3653
MONTHS = (6, 12, 13, 24, 25, 30)
TODAY = date(2030, 1, 1)


def in_sql(expression, rows, **parameters):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression} FROM ({rows}) t", {"today": TODAY} | parameters)
        return cursor.fetchall()


@pytest.mark.parametrize("months", MONTHS)
def test_sql_and_python_agree_on_every_day_of_ten_years(db, months):
    clock = Clock(months, 0, latest=True, events=(Source("d", is_date=True),))
    rows = "SELECT generate_series(date '2016-01-01', date '2025-12-31', '1 day')::date AS d"
    found = in_sql(f"t.d, {clock.due_sql('t', 'd')}", rows)
    assert len(found) == DAYS
    period = Period(months=months)
    assert [(day, due) for day, due in found if due != due_date(period, [day], None, today=TODAY)] == []


def test_sql_and_python_agree_on_every_hour_around_the_changes_of_time(db):
    clock = Clock(1, 7, latest=True, events=(Source("at", is_date=False),))
    for year in (2024, 2025):
        for month in (3, 10):
            rows = f"SELECT generate_series(timestamptz '{year}-{month}-24 00:30Z', timestamptz '{year}-{month}-31 23:30Z', '1 hour') AS at"
            for session in ("UTC", "Europe/Paris", "America/Cayenne"):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('TimeZone', %s, true)", [session])
                # Read as seconds: Django takes for UTC whatever a session shows.
                read = in_sql(f"extract(epoch FROM t.at), {clock.due_sql('t', 'at')}", rows)
                found = [(datetime.fromtimestamp(float(at), UTC), due) for at, due in read]
                assert len(found) > 180
                expected = [(at, due_date(Period(months=1, days=7), [at], None, today=TODAY)) for at, _ in found]
                wrong = [(a, b) for a, b in zip(found, expected, strict=True) if a != b]
                assert wrong == []
    with connection.cursor() as cursor:
        cursor.execute("RESET TimeZone")


EVENTS = [
    ("NULL", "NULL", "date '2025-05-31'"),
    ("timestamptz '2025-01-31 23:30Z'", "NULL", "date '2025-05-31'"),
    ("timestamptz '2025-01-31 23:30Z'", "timestamptz '2025-03-01 12:00Z'", "date '2025-05-31'"),
    ("timestamptz '2035-01-31 23:30Z'", "timestamptz '2025-03-01 12:00Z'", "date '2025-05-31'"),
    ("NULL", "NULL", "NULL"),
]


@pytest.mark.parametrize("latest", [True, False])
@pytest.mark.parametrize(("one", "two", "creation"), EVENTS)
def test_latest_first_fallback_and_future_agree(db, latest, one, two, creation):
    clock = Clock(
        0, 30, latest, (Source("one", is_date=False), Source("two", is_date=False)), (Source("creation", is_date=True),)
    )
    rows = f"SELECT {one}::timestamptz AS one, {two}::timestamptz AS two, {creation}::date AS creation"
    ((first, second, fallback, due),) = in_sql(f"t.one, t.two, t.creation, {clock.due_sql('t', 'creation')}", rows)
    assert due == due_date(Period(days=30), [first, second], fallback, today=TODAY, latest=latest)


def test_what_is_planned_may_lie_ahead(db):
    clock = Clock(12, 0, latest=False, events=(Source("d", is_date=True, planned=True),))
    rows = "SELECT date '2031-06-01' AS d"
    assert in_sql(clock.due_sql("t", "d"), rows) == [(date(2032, 6, 1),)]
    assert in_sql(clock.future_sql("t", "d"), rows) == [(False,)]


def test_a_month_is_a_month():
    assert due_date(Period(months=1), [date(2025, 1, 31)], None, today=TODAY) == date(2025, 2, 28)
    assert due_date(Period(years=1), [date(2024, 2, 29)], None, today=TODAY) == date(2025, 2, 28)
    late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert due_date(Period(days=0), [late], None, today=TODAY) == date(2026, 1, 1)
    assert late.date() + timedelta(days=1) == date(2026, 1, 1)
