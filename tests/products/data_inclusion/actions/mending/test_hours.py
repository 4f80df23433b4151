import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mending.hours import read

WORDS = st.sampled_from(
    ["lundi", "mardi", "vendredi", "du", "au", "de", "à", "9h", "12h", "14h30", "9h-12h", "fermé", "sur rendez-vous", ";", "/", ":", ",", "et",
     "7j/7", "24h/24", "Mo-Fr", "09:00-12:00", "PH off", "(", ")", "matin", "le", "tous les jours", "sauf", "\n"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("du lundi au vendredi de 9h à 12h et de 14h à 17h", "Mo-Fr 09:00-12:00,14:00-17:00"),
        ("Lundi : 9h-12h / 14h-17h30; Mardi fermé", "Mo 09:00-12:00,14:00-17:30"),
        ("7j/7 24h/24", "24/7"),
        ("Ouvert 24h/24 et 7 jours sur 7", "24/7"),
        ("Sur rendez-vous", 'unknown "sur rendez-vous"'),
        ("Uniquement sur RDV.", 'unknown "sur rendez-vous"'),
        ("du lundi au mercredi de 9h à 12h sur rendez-vous", 'Mo-We 09:00-12:00 "sur rendez-vous"'),
    ],
)
def test_prose_is_written_as_openstreetmap_does(text, hours):
    found, said = read(text)
    assert found == hours
    assert opening_hours.is_valid(found)
    assert said


@pytest.mark.parametrize("hours", ["Mo-Fr 08:30-12:30; PH off", "24/7", "Mo-Fr 9:00-12:00", "Tu 14h-17h30"])
def test_hours_already_written_so_are_no_correction(hours):
    found, said = read(hours)
    assert opening_hours.is_valid(found)
    assert not said


@pytest.mark.parametrize(
    "text", ["9h-17h", "horaires variables", "un lundi sur deux de 9h à 12h", "selon la saison", "x" * 5000]
)
def test_hours_that_would_be_guessed_are_left_out_and_it_is_said(text):
    assert read(text)[0] == ""
    assert "laissés de côté" in read(text)[1]


@given(words=st.lists(WORDS, max_size=14))
def test_hours_are_always_valid_or_none(words):
    found, said = read(" ".join(words) or "x")
    assert found == "" or opening_hours.is_valid(found)
    assert found or said
    assert found == "" or read(found) == (found, "")
