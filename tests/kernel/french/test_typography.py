"""French as it is written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from parvis.kernel.french import typography


def plain(text: str) -> str:
    """The same words, no-break spaces shown as « _ » and narrow ones as « . » so that a lost one is seen."""
    return text.replace("\u00a0", "_").replace("\u202f", "·")


def test_date_is_written_in_words():
    assert plain(typography.date_in_words(date(2026, 3, 3))) == "mardi_3_mars_2026"
    assert plain(typography.date_in_words(date(2026, 3, 1), weekday=False)) == "1er_mars_2026"


def test_instant_is_read_in_its_zone():
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert plain(typography.date_in_words(late)) == "mercredi_4_mars_2026"
    assert plain(typography.moment_in_words(late)) == "mercredi_4_mars_2026 à 0_h_30"
    assert plain(typography.moment_in_words(late, zone=ZoneInfo("America/Cayenne"))) == "mardi_3_mars_2026 à 20_h_30"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234567, None, "1·234·567"),
        (999, None, "999"),
        (-1234.5, None, "-1·234,5"),
        (Decimal("2.5"), 0, "3"),
        (3, 2, "3,00"),
    ],
)
def test_number_has_narrow_spaces_and_a_comma(value, decimals, written):
    assert plain(typography.number(value, decimals)) == written


def test_plural_starts_at_two():
    assert [plain(typography.counted(count, "lieu", "lieux")) for count in (0, 1, 2)] == ["0_lieu", "1_lieu", "2_lieux"]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=2, hours=3, minutes=9), "2_jours et 3_heures"),
        (timedelta(days=2, minutes=9), "2_jours"),
        (timedelta(minutes=61), "1_heure et 1_minute"),
        (timedelta(minutes=-5), "5_minutes"),
        (timedelta(seconds=40), "moins d’une minute"),
    ],
)
def test_duration_keeps_two_units(length, words):
    assert plain(typography.duration_in_words(length)) == words


@pytest.mark.parametrize(
    ("octets", "written"), [(312, "312_o"), (1_000, "1_ko"), (1_234_567, "1,2_Mo"), (12**12, "8,9_To")]
)
def test_file_size_has_the_unit_that_suits(octets, written):
    assert plain(typography.file_size(octets)) == written
