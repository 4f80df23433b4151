"""What is done too often is counted for an hour, by all the processes of an installation together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.http.limits import HOUR, already, counted
from parvis.kernel.scope import open_scope

THREADS, EACH = 8, 10


@pytest.mark.django_db
@pytest.mark.usefixtures("acting")
def test_the_hour_runs_from_the_first_time_and_no_act_renews_it():
    first = clock.now()
    for minutes in (0, 10, 59):
        with clock.frozen(first + timedelta(minutes=minutes)):
            counted("knocking")
            assert counted("another") == already("another"), "each is counted apart"
    with clock.frozen(first + HOUR - timedelta(seconds=1)):
        assert already("knocking") == 3
        assert already("knocking") == 3, "looking counts nothing"
    with clock.frozen(first + HOUR):
        assert already("knocking") == 0
        assert counted("knocking") == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("acting")
def test_what_was_never_done_counts_none():
    assert already("knocking") == 0


@pytest.mark.usefixtures("database_apart")
def test_those_who_count_at_the_same_moment_are_all_counted():
    def count(rank):
        try:
            with open_scope(system("tests")):
                return [counted("knocking") for _ in range(EACH)]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        told = [number for numbers in pool.map(count, range(THREADS)) for number in numbers]
    assert sorted(told) == [*range(1, THREADS * EACH + 1)]
