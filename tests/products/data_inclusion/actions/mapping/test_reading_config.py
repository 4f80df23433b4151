"""What is wrong with a configuration is said in French, all of it, before any line is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError, missing_columns, read_config
from tests.factories.mapping import make_config


def problems(**changes):
    with pytest.raises(ConfigError) as caught:
        read_config(make_config(**changes))
    return caught.value.problems


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"servces": []}, "« servces » : champ inconnu (vouliez-vous dire « services » ?)."),
        ({"nom": None}, "« nom » : champ obligatoire, absent."),
        ({"nom": "Lieu"}, "« nom » : attendu { « colonne » : « nom de la colonne » }."),
        ({"nom": {"colonnes": ["a"]}}, "« nom » : attendu { « colonne » : « nom de la colonne » }."),
        ({"nom": {"colonne": 3}}, "« nom.colonne » : un texte ou une liste de textes est attendu."),
        ({"services": {}}, "« services » : une liste de choix { colonnes, termes, cible } est attendue."),
        ({"services": ["x"]}, "« services, choix 1 » : { colonnes, termes, cible } est attendu."),
        ({"services": [{"colonnes": ["a"]}]}, "« services, choix 1 » : « cible » manque."),
        ({"adresse": {"joindre": {}}}, "« adresse.joindre » : attendu { « colonnes » : […], « séparateur » : « … » }."),
        ({"date_maj": {"valeur": 3}}, "« date_maj.valeur » : un texte est attendu."),
    ],
)
def test_an_error_is_told_in_words(changes, said):
    assert problems(**changes) == (said,)


def test_a_word_outside_the_vocabulary_comes_with_the_nearest():
    [said] = problems(frais_a_charge=[{"cible": "Gratuits"}])
    assert "n'est pas dans le vocabulaire national (vouliez-vous dire « Gratuit » ?)" in said


def test_errors_are_told_all_at_once():
    assert len(problems(nom=None, servces=[], horaires={"jours": [{"osm": "Lundi"}]})) == 3


def test_a_split_needs_a_column_and_a_part():
    [said] = problems(latitude={"dissocier": {"colonne": "geo", "partie": -1}})
    assert said.startswith("« latitude.dissocier »")


def test_keys_without_effect_are_kept_and_told():
    config = make_config(
        code_insee={"colonne": "x"}, horaires={"colonne": "h"}, autres_formations_labels=[{"colonnes": ["l"]}]
    )
    assert read_config(config).ignored == ("code_insee", "horaires.colonne")


def test_a_default_mode_is_without_effect_whatever_its_word():
    config = read_config(make_config(modalites_accompagnement=[{"cible": "Seul"}]))
    assert config.ignored == ("modalites_accompagnement, choix 1",)


def test_a_field_of_the_former_schema_is_told_with_the_one_that_took_its_place():
    [said] = problems(publics_accueillis=[])
    assert "« publics_specifiquement_adresses »" in said


def test_the_column_of_a_split_may_be_a_list_of_one():
    config = read_config(make_config(latitude={"dissocier": {"colonne": ["geo"], "séparateur": ",", "partie": 0}}))
    assert config.place("latitude").text({"geo": "47.2,6.0"}) == "47.2"


def test_every_way_to_say_a_place_is_understood():
    joined = {"joindre": {"colonnes": ["a", "b"], "séparateur": ", ", "ou": {"colonnes": ["c"]}}}
    config = read_config(
        make_config(
            adresse=joined,
            latitude={"dissocier": {"colonne": "geo", "séparateur": ",", "partie": 1}},
            date_maj={"valeur": "2026-01-01"},
            commune={"colonne": ["ville", "commune"]},
            code_postal={"colonne": ""},
        )
    )
    assert config.place("adresse").text({"b": "B"}) == "B"
    assert config.place("adresse").text({"c": "C"}) == "C"
    assert config.place("latitude").text({"geo": "1,2"}) == "2"
    assert config.place("date_maj").text({}) == "2026-01-01"
    assert config.place("commune").columns == ("ville", "commune")
    assert config.place("code_postal").columns == ()


def test_a_missing_column_is_an_error_for_what_cannot_do_without_and_a_remark_for_the_rest():
    config = read_config(make_config())
    present = [*make_config(), "offre"]
    assert missing_columns(config, present) == ([], [])
    errors, _ = missing_columns(config, [name for name in present if name != "nom"])
    assert errors == ["« nom » : la colonne « nom » n'existe pas dans la source."]
    errors, remarks = missing_columns(config, [name for name in present if name not in {"telephone", "offre"}])
    assert (errors, len(remarks)) == ([], 2)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["nom", "services", "horaires", "jours", "adresse", "joindre", "colonne", "cible", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_a_configuration_holds_only_a_config_error_comes_out(config):
    problems_ = ("none",)
    try:
        read_config(config)
    except ConfigError as error:
        problems_ = error.problems
    assert problems_
