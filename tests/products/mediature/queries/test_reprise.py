"""A line of a spreadsheet becomes a case: kept, corrected or refused, and never told with what its cells hold."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel import clock
from parvis.products.mediature.enums import Verdict
from parvis.products.mediature.queries.reprise import CHAMPS, guessed, read

DOMAINES = {"voirie": 1, "eclairage public": 2}
MAPPING = {name: name for name in CHAMPS}
DAY = {"received_on": "2024-03-01"}


def told(**values):
    return read({**DAY, **values}, MAPPING, DOMAINES)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2024, 3, 1, 8, tzinfo=clock.PARIS), "2024-03-01"), (date(2024, 3, 1), "2024-03-01"), ("01/03/2024", "2024-03-01"),
        ("1er mars 2024", "2024-03-01"), ("1-3-2024", "2024-03-01"), ("2024-03-01T08:00:00", "2024-03-01"),
        ("12.08.2019 14:30", "2019-08-12"), ("3 août 2021", "2021-08-03"),
    ],
)  # fmt: skip
def test_days_however_they_are_written(cell, day):
    found = told(received_on=cell)
    assert (found.verdict, found.values["received_on"]) == (Verdict.ACCEPTEE, day)


@pytest.mark.parametrize(
    ("cell", "day", "words"),
    [(45352, "2024-03-01", "nombre de jours"), ("01/03/98", "1998-03-01", "année complétée")],
)
def test_days_that_are_mended(cell, day, words):
    found = told(received_on=cell)
    assert (found.verdict, found.values["received_on"]) == (Verdict.CORRIGEE, day)
    assert words in found.words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"received_on": "Jean Dupont"}, "n’est pas une date"), ({"received_on": "31/02/2024"}, "n’est pas une date"),
        ({"received_on": None}, "manque"), ({"ended_on": "2023-01-01"}, "précède"),
        ({"received_on": clock.today() + timedelta(days=2)}, "à venir"), ({"received_on": "01/01/1900"}, "avant 1973"),
    ],
)  # fmt: skip
def test_lines_that_are_refused(values, words):
    found = told(**values)
    assert (found.verdict, found.values) == (Verdict.REFUSEE, {})
    assert words in found.words


def test_words_of_the_lists_and_of_the_day():
    found = told(canal="E-mail", origine="DDD", qualite="ASSOCIATION", issue="Droit à l’usager", recevabilite="oui")
    assert found.verdict is Verdict.ACCEPTEE
    assert found.values == DAY | {
        "canal": "courriel", "origine": "defenseur", "qualite": "association", "issue": "droit-usager",
        "recevabilite": "recevable",
    }  # fmt: skip


@pytest.mark.parametrize("cell", ["Voirie", "VOIRIE", "Déplacement : Voirie", "Déplacement / voirie"])
def test_domains_by_their_name(cell):
    assert told(domaine=cell).values["domaine_id"] == 1


@pytest.mark.parametrize(
    ("name", "cell"),
    [("canal", "Jean Dupont"), ("domaine", "Jean Dupont"), ("postal_code", "Jean Dupont"), ("ended_on", "Jean Dupont")],
)
def test_what_is_not_known_is_left_empty_and_its_words_are_not_repeated(name, cell):
    found = told(**{name: cell})
    assert (found.verdict, found.values) == (Verdict.CORRIGEE, DAY)
    assert "laissé vide" in found.words
    assert "Dupont" not in found.words


def test_a_postal_code_has_its_zero_back():
    assert told(postal_code=1000).values["postal_code"] == "01000"
    assert told(postal_code=21000.0).values["postal_code"] == "21000"
    assert told(postal_code="01000").verdict is Verdict.ACCEPTEE


def test_a_column_that_is_left_aside_is_not_read():
    found = read(DAY | {"Nom": "Dupont"}, {"received_on": "received_on", "Nom": ""}, DOMAINES)
    assert "Dupont" not in str(found)


def test_columns_are_guessed_by_their_name_or_as_last_time_and_each_field_once():
    columns = ["N°", "Date de la demande", "Mode de saisine", "Thème", "Nom", "Date"]
    found = guessed(columns, {"Nom": "", "Thème": "service"})
    assert found == {
        "N°": "", "Date de la demande": "received_on", "Mode de saisine": "canal", "Thème": "service", "Nom": "",
        "Date": "",
    }  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(CHAMPS)), st.one_of(st.text(), st.integers(), st.floats(), st.dates())))
def test_no_cell_stops_the_reading(values):
    found = read(values, MAPPING, DOMAINES)
    assert found.verdict in Verdict
