"""Opening hours by the three roads, always well-formed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mapping.hours import mended, read_hours
from parvis.products.data_inclusion.actions.mapping.language import Config, Day, Hours, Place
from parvis.products.data_inclusion.actions.mapping.outcome import Report
from parvis.products.data_inclusion.actions.mapping.prose_hours import UNREADABLE

WEEK = Config(hours=Hours(week="h"))
OSM = Config(hours=Hours(osm="h"))
DAYS = Config(hours=Hours(days=(Day("Mo", ("matin", "soir")), Day("Tu", ("mardi",)))))


def hours(config, **cells):
    report = Report()
    return read_hours(config, cells, report), report.lines


@pytest.mark.parametrize(
    ("given_", "out"),
    [
        ("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off"),
        ("Mo-Fr 9h00-12h00, 14h-18h30", "Mo-Fr 09:00-12:00,14:00-18:30"),
        ("Mo 9 : 30-12:00", "Mo 09:30-12:00"),
        ("24/7", "24/7"),
        ("lundi 9h-12h", "Mo 09:00-12:00"),
    ],
)
def test_hours_of_openstreetmap_are_mended(given_, out):
    assert hours(OSM, h=given_) == (out, [])


def test_ill_formed_hours_are_never_given():
    assert hours(OSM, h="Mo,Fr :undefined-12:00") == ("", [f"horaires : {UNREADABLE}"])
    assert hours(WEEK, h="Mo-Fr 09:00-26:00") == ("", [f"horaires : {UNREADABLE}"])
    assert hours(WEEK, h="x" * 3000)[0] == ""


@pytest.mark.parametrize("nothing", ["", " ", "-", "False", "True", "null"])
def test_a_cell_that_says_nothing_is_no_fault(nothing):
    assert hours(WEEK, h=nothing) == ("", [])


@pytest.mark.parametrize(
    ("weeks", "out"),
    [
        ("Semaine paire", "week 2-52/2 Mo 09:00-12:00; week 2-52/2 Tu 10:00-12:00"),
        ("Semaine impaire", "week 1-53/2 Mo 09:00-12:00; week 1-53/2 Tu 10:00-12:00"),
        ("", "Mo 09:00-12:00; Tu 10:00-12:00"),
    ],
)
def test_a_place_may_open_every_other_week(weeks, out):
    config = Config({"semaine_ouverture": Place(("s",))}, hours=Hours(osm="h"))
    assert hours(config, h="Mo 09:00-12:00; Tu 10:00-12:00", s=weeks) == (out, [])
    assert opening_hours.is_valid(out)


def test_days_may_have_several_columns():
    assert hours(DAYS, matin="9h-12h", soir="14h-18h", mardi="-")[0] == "Mo 09:00-12:00,14:00-18:00"


def test_one_day_that_cannot_be_read_takes_the_week_away():
    assert hours(DAYS, matin="9h-12h", soir="", mardi="à partir de 9h") == (
        "",
        ["horaires : ceux du mardi ne se lisent pas sans deviner, tous laissés de côté"],
    )
    both = Config(hours=Hours(days=DAYS.hours.days, week="h"))
    assert hours(both, mardi="à partir de 9h", h="mardi 9h-12h") == ("Tu 09:00-12:00", [])


def test_an_aside_left_out_is_told():
    out, lines = hours(WEEK, h="lundi 9h-12h (17h pendant les vacances scolaires)")
    assert out == "Mo 09:00-12:00"
    assert lines == ["horaires : une précision entre parenthèses n'a pas pu être reprise"]


PIECES = st.sampled_from(
    ["lundi", "du lundi au vendredi", "mardi,", "samedi", "9h", "12h30", "-", "à", "14:00", "et", "de", "fermé", "/",
     "(sauf)", "2e", "du mois", "Mo-Fr", "09:00-12:00", ";", "24/7", "PH off", "\n", "le", "matin", "18"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60))
def test_whatever_the_cell_hours_are_valid_or_absent(text):
    for config in (WEEK, OSM):
        out, _ = hours(config, h=text)
        assert out == "" or opening_hours.is_valid(out)
    out, _ = hours(DAYS, matin=text, mardi=text)
    assert out == "" or opening_hours.is_valid(out)


@given(st.lists(PIECES, max_size=6).map(" ".join))
def test_mending_what_is_well_formed_changes_nothing(text):
    once = mended(text)
    if opening_hours.is_valid(once):
        assert mended(once) == once
