"""A configuration, made ready: told wrong at once, or applied to any row without ever breaking."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mapping.compiling import compile_mapping
from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError
from parvis.products.data_inclusion.validators import Refusal
from tests.factories.mapping import DIRECTORY, make_config, make_mapping, make_row


def test_remarks_are_told_once_and_before_any_row():
    config = make_config(id=None, date_maj=None, code_insee={"colonne": "x"})
    mapping = compile_mapping(config, source="Essai", communes=DIRECTORY, columns=[*make_row()][:-1])
    assert mapping.remarks == (
        "« code_insee » est sans effet, comme dans l'outil national.",
        "La colonne « offre » n'existe pas dans la source.",
        "Sans « id », l'identifiant d'un lieu est son rang : il change quand une ligne est ajoutée.",
        "Sans « date_maj », les lieux n'ont pas de date de mise à jour.",
    )


def test_a_missing_column_is_told_before_any_row():
    with pytest.raises(ConfigError, match="« nom »"):
        compile_mapping(make_config(), source="Essai", communes=DIRECTORY, columns=["id", "offre", "date_maj"])


def test_nested_rows_and_lists_are_reached():
    config = make_config(
        nom={"colonne": "lieu.nom"}, services=[{"colonnes": ["s.0"], "cible": "Aide aux démarches administratives"}]
    )
    lieu = make_mapping(config).map_row(make_row(lieu={"nom": "Niché"}, s=["oui"]), 0).lieu
    assert (lieu.nom, lieu.services) == ("Niché", ("Aide aux démarches administratives",))


def test_the_list_of_kinds_completes_what_the_name_says():
    config = make_config(typologie=[{"colonnes": ["type"], "termes": ["epn"], "cible": "EPN"}])
    lieu = make_mapping(config).map_row(make_row(nom="Médiathèque", type="EPN"), 0).lieu
    assert lieu.typologie == ("BIB", "EPN")


def test_a_service_may_depend_on_the_modes_of_the_row():
    services = [
        {
            "colonnes": ["offre"],
            "termes": ["d"],
            "cible": "Utilisation sécurisée du numérique",
            "modalitesAccompagnement": "À distance",
        }
    ]
    config = make_config(
        services=services, modalites_accompagnement=[{"colonnes": ["mode"], "termes": ["visio"], "cible": "À distance"}]
    )
    mapping = make_mapping(config)
    assert mapping.map_row(make_row(mode="visio"), 0).lieu.services == ("Utilisation sécurisée du numérique",)
    with pytest.raises(Refusal):
        mapping.map_row(make_row(mode="sur place"), 0)


def test_a_configuration_is_read_from_json_as_it_is():
    mapping = make_mapping(json.loads(json.dumps(make_config())))
    assert mapping.identify(make_row(id=12.0), 0) == "Essai_12"
    with pytest.raises(Refusal):
        mapping.identify(make_row(id=""), 0)


@pytest.mark.parametrize("piece", ["a", "é ", "9h", "lundi ", "1er ", "a@", "http://", "25000 ", "centre ", "("])
def test_a_cell_that_never_ends_does_not_hold_the_import(piece):
    """A quadratic expression would take minutes."""
    endless = dict.fromkeys(make_row(), piece * 20_000)
    begun = time.monotonic()
    with contextlib.suppress(Refusal):
        make_mapping(EVERYTHING).map_row({**endless, "h": endless["nom"], "code_postal": "25000"}, 0)
    assert time.monotonic() - begun < 3


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.text(st.sampled_from("0123456789hH:àâ-/@.,()+ \n\x00\ud800"), max_size=30),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)
EVERYTHING = make_config(
    prise_rdv={"colonne": "rdv"},
    horaires={"osm": "h", "semaine": "h", "jours": [{"colonne": ["h", "h2"], "osm": "Mo"}]},
    autres_formations_labels=[{"colonnes": ["label"]}],
    typologie=[{"colonnes": ["label"], "cible": "EPN"}],
    services=[{"cible": "Aide aux démarches administratives"}],
)


@settings(max_examples=300)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys([*make_row(), "rdv", "h", "h2", "label"], CELLS)))
def test_any_cells_give_a_record_or_a_refusal_in_words(cells):
    refused = None
    try:
        mapped = make_mapping(EVERYTHING).map_row(make_row(**cells), 0)
    except Refusal as refusal:
        refused = refusal
    if refused:
        assert refused.reason
        assert refused.suggestion
        return
    record = json.dumps(mapped.lieu.as_record())
    assert "\\u0000" not in record
    assert not mapped.lieu.horaires or opening_hours.is_valid(mapped.lieu.horaires)
