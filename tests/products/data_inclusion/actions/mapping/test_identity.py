"""Identifier, source, pivot, name, presentation."""

import pytest

from parvis.products.data_inclusion.actions.mapping.identity import NO_PIVOT
from parvis.products.data_inclusion.validators import Refusal
from tests.factories.mapping import make_config, make_mapping, make_row, map_one


def test_an_identifier_begins_with_its_source_and_has_no_blank():
    lieu = make_mapping(source="Mon réseau").map_row(make_row(id="a 7\u00a0b"), 3).lieu
    assert (lieu.id, lieu.source) == ("Mon-réseau_a-7-b", "Mon réseau")


def test_without_a_column_the_identifier_is_the_rank_in_the_source():
    assert make_mapping(make_config(id=None)).map_row(make_row(), 3).lieu.id == "Essai_3"


def test_a_row_may_say_its_own_source():
    config = make_config(source={"colonne": "origine"})
    assert map_one(config, origine="Autre").lieu.id == "Autre_7"
    assert map_one(config, origine="").lieu.source == "Essai"


@pytest.mark.parametrize("own", ["", None, " "])
def test_a_row_without_identifier_is_refused(own):
    with pytest.raises(Refusal, match="id : absent"):
        map_one(id=own)


@pytest.mark.parametrize("nom", ["", "  ", "Wifi", "ordinateur"])
def test_a_row_without_the_name_of_a_place_is_refused(nom):
    with pytest.raises(Refusal, match=r"^nom"):
        map_one(nom=nom)


@pytest.mark.parametrize(
    ("given", "pivot", "lines"),
    [
        ("130 025 265 00013", "13002526500013", 0),
        (13002526500013, "13002526500013", 0),
        ("W251000123", "W251000123", 0),
        ("", NO_PIVOT, 0),
        ("00000000000000", NO_PIVOT, 0),
        ("13002526500014", NO_PIVOT, 1),
        ("130025265", NO_PIVOT, 1),
        ("abcdefghijklmn", NO_PIVOT, 1),
    ],
)
def test_a_pivot_is_checked(given, pivot, lines):
    mapped = map_one(pivot=given)
    assert mapped.lieu.pivot == pivot
    assert len(mapped.corrections) == lines


def test_a_long_summary_is_the_description():
    config = make_config(presentation_resume={"colonne": "resume"})
    lieu = map_one(config, resume="a" * 281, presentation_detail="").lieu
    assert (lieu.presentation_resume, len(lieu.presentation_detail)) == ("", 281)
    lieu = map_one(config, resume="court", presentation_detail="long\r\n\\").lieu
    assert (lieu.presentation_resume, lieu.presentation_detail) == ("court", "long")
