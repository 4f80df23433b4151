"""Files already in the national schema."""

import pytest

from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError
from parvis.products.data_inclusion.actions.mapping.standard import check_columns, read_record
from parvis.products.data_inclusion.validators import Refusal
from tests.factories.mapping import DIRECTORY, make_lieu, map_one


def record(**changes):
    return {name: str(value) for name, value in (map_one().lieu.as_record() | changes).items()}


def read(**changes):
    return read_record(record(**changes), DIRECTORY, "Fichier")


def test_a_record_that_we_wrote_is_read_back_as_it_was():
    mapped = read()
    assert mapped.lieu == map_one().lieu
    assert mapped.corrections == []


def test_lists_are_joined_by_bars_or_are_lists():
    words = ("Gratuit", "Payant")
    assert read(frais_a_charge="Gratuit| Payant |Gratuit").lieu.frais_a_charge == words
    assert read_record({**record(), "frais_a_charge": list(words)}, DIRECTORY, "x").lieu.frais_a_charge == words


def test_a_word_outside_the_vocabulary_is_left_out_and_told():
    mapped = read(services="Aide aux démarches administratives|Tricot")
    assert mapped.lieu.services == ("Aide aux démarches administratives",)
    assert mapped.corrections == ["services : un mot hors du vocabulaire national, laissé de côté"]
    with pytest.raises(Refusal, match="services"):
        read(services="Tricot")


def test_names_do_not_add_kinds_to_a_record_that_says_its_own():
    assert read(nom="Médiathèque", typologie="TIERS_LIEUX").lieu.typologie == ("TIERS_LIEUX",)


def test_columns_of_the_schema_are_all_read():
    mapped = read(source="Autre", structure_parente="La ville", horaires="Mo 9:00-12:00", complement_adresse="Cour")
    assert (mapped.lieu.source, mapped.lieu.structure_parente) == ("Autre", "La ville")
    assert (mapped.lieu.horaires, mapped.lieu.complement_adresse) == ("Mo 09:00-12:00", "Cour")
    assert read(source="").lieu.source == "Fichier"


def test_the_code_of_the_file_serves_when_the_name_leads_nowhere():
    mapped = read(commune="Nulle-Part", code_postal="71530", code_insee="71154", latitude="", longitude="")
    assert (mapped.lieu.code_insee, mapped.lieu.commune) == ("71154", "Crissey")
    mapped = read(code_insee="25388")
    assert mapped.lieu.code_insee == "25056"
    assert mapped.corrections == ["code_insee : contredit la commune et le code postal, remplacé"]


def test_a_record_without_identifier_is_refused():
    with pytest.raises(Refusal, match="id : absent"):
        read(id="")


def test_columns_are_checked_before_any_row():
    check_columns(list(make_lieu().as_record()))
    with pytest.raises(ConfigError) as caught:
        check_columns(["identifiant", "nom", "commune"])
    assert caught.value.problems == tuple(
        f"La colonne « {name} » du schéma national manque." for name in ("id", "code_postal", "services")
    )
