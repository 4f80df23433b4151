"""A cell of opening hours in French, or why it is left out."""

import pytest

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mapping.prose_hours import (
    APPOINTMENT_LOST,
    ASIDE_LOST,
    NO_DAY,
    NO_HOUR,
    UNREADABLE,
    VARYING,
    read_prose,
)


@pytest.mark.parametrize(
    ("text", "hours", "what"),
    [
        ("Du lundi au vendredi : 9h-12h, sans RDV", "Mo-Fr 09:00-12:00", ""),
        ("Atelier ouvert sur rendez vous", 'unknown "sur rendez-vous"', ""),
        ("Sur RDV : 02.47.74.56.08", 'unknown "sur rendez-vous"', ""),
        ("lundi 9h-12h sur rendez-vous", 'Mo 09:00-12:00 "sur rendez-vous"', ""),
        ("lundi 9h-12h, mardi 9h-11h sur rendez-vous", "Mo 09:00-12:00; Tu 09:00-11:00", APPOINTMENT_LOST),
        ("lundi 9h-12h (sur rendez-vous le mercredi)", "Mo 09:00-12:00", ASIDE_LOST),
        ("lundi 9h-12h (journée continue)", "Mo 09:00-12:00", ""),
        ("24/7", "24/7", ""),
        ("après inscription et signature de la charte", "", NO_HOUR),
        ("9h à 12h / 14h à 17h", "", NO_DAY),
        ("un lundi sur deux de 9h à 12h", "", VARYING),
        ("lundi à partir de 9h", "", UNREADABLE),
        ("Mo-Fr 09:00-26:00", "", UNREADABLE),
        # Nobody writes hours like these, and they would be read until the end of times.
        ("1er " * 200 + "lundi", "", UNREADABLE),
        ("lundi 9h-12h " * 200, "", UNREADABLE),
    ],
)
def test_a_cell_gives_hours_or_says_why_not(text, hours, what):
    assert read_prose(text) == (hours, what)
    assert not hours or opening_hours.is_valid(hours)
