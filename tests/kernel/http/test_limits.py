"""What is done too often is counted for an hour, by all the processes of an installation together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address

import pytest
from django.db import connection
from django.test import RequestFactory
from hypothesis import assume, given
from hypothesis import strategies as st

from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.http.limits import HOUR, already, counted, from_here, place_of
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


def here(address):
    return from_here(RequestFactory().get("/", REMOTE_ADDR=address), "knocking")


IPV4 = IPv6Address("::ffff:0:0")


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_one_household_is_one_place_whatever_address_it_takes(address, rest):
    assume(address.ipv4_mapped is None)
    other = IPv6Address(int(address) >> 64 << 64 | rest)
    assume(other.ipv4_mapped is None)
    assert here(str(address)) == here(other.exploded.upper()) != here(str(IPv6Address(int(address) ^ 1 << 64)))


@given(st.ip_addresses(v=4), st.ip_addresses(v=4))
def test_each_address_of_the_former_sort_is_a_place_however_it_is_written(one, other):
    mapped = IPv6Address(int(IPV4) + int(one))
    assert here(str(one)) == here(str(mapped)) == here(f"::ffff:{one}")
    assert (here(str(one)) == here(str(other))) == (one == other)
    assert IPv4Address(place_of(str(one))) == one


@given(st.text())
def test_what_is_no_address_stands_for_itself(typed):
    assume(not typed.strip().isascii() or not any(sign in typed for sign in ".:"))
    assert place_of(typed) == typed
