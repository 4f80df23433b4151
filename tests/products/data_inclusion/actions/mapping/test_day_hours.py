"""Times in prose, for one day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.products.data_inclusion.actions.mapping.day_hours import read_day, slots_of


def said(text):
    slots = read_day(text)
    return None if slots is None else ",".join("-".join(slot) for slot in slots)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9h-12h", "09:00-12:00"),
        ("9h30 à 12h, 14h - 18h15", "09:30-12:00,14:00-18:15"),
        ("9 h 30 – 12 h / 13 h – 17 h 30", "09:30-12:00,13:00-17:30"),
        ("09:00-12:00,13:30-17:00", "09:00-12:00,13:30-17:00"),
        ("9.30-12.00", "09:30-12:00"),
        ("9h12h, 14h18h", "09:00-12:00,14:00-18:00"),
        ("9h30h-12h30", "09:30-12:30"),
        ("10h-12h 15h-18h", "10:00-12:00,15:00-18:00"),
        ("9-12h et de 14 à 18h", "09:00-12:00,14:00-18:00"),
        ("9h-17", "09:00-17:00"),
        ("8: - 12: / 13:-15:", "08:00-12:00,13:00-15:00"),
        ("de 9 heures à 12 heures 30", "09:00-12:30"),
        ("9h-12h, 12h-17h", "09:00-12:00,12:00-17:00"),
        ("14h-17h, 14h-17h", "14:00-17:00"),
        ("18h - 00h00", "18:00-24:00"),
        ("9h-12h (et 18h s'il y a du monde)", "09:00-12:00"),
        ("9h - 12h / sur RDV : après-midi", "09:00-12:00"),
        ("Tél : 03 81 61 50 50, 9h-12h", "09:00-12:00"),
        ("", ""),
        ("-, -", ""),
        ("x, X", ""),
        ("Fermé", ""),
        ("sur RDV", ""),
        ("réservé aux scolaires", None),
        ("à partir de 14h", None),
        ("14h-12h", None),
        ("9h-12h, 11h-13h", None),
        ("25h-26h", None),
        ("9h75-12h", None),
        ("9h-12h en période scolaire", None),
        ("9h-12h un lundi sur deux", None),
        ("9h-12h salle 4", None),
        ("le matin", None),
    ],
)
def test_a_day_is_read_or_not_at_all(text, hours):
    assert said(text) == hours


def test_slots_follow_each_other():
    assert slots_of(["09:00"]) is None
    assert slots_of([]) is None
    assert slots_of(["09:00", "12:00", "14:00", "18:00"]) == (("09:00", "12:00"), ("14:00", "18:00"))


@given(st.text(st.sampled_from("0129h:- ,/àfermé()"), max_size=30) | st.text(max_size=30))
def test_whatever_the_text_slots_are_in_order(text):
    slots = read_day(text) or ()
    times = [time for slot in slots for time in slot]
    assert times == sorted(times)
    assert all(opens < closes for opens, closes in slots)
