"""What a report shows of a correction: values of places and hours, never those of people."""

import pytest

from parvis.products.data_inclusion.actions.changes import LONGEST, kept_by, masked, told


@pytest.mark.parametrize(
    "text",
    [
        "08.30-12.00 14.00-18.00",
        "08:30-12:00,13:30-17:30",
        "Lambert 652381.12, 6862305.44",
        "3 rue du Docteur Roux, 25000 Besançon",
        "47,237829 ; 6,0240539",
        "13002526500013",
        "https://exemple.fr/2026/10/01",
    ],
)
def test_what_says_nothing_of_anybody_is_left(text):
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("sur rendez-vous au 06 12 34 56 78", "sur rendez-vous au [téléphone masqué]"),
        ("tél.0381615050 le lundi", "tél.[téléphone masqué] le lundi"),
        ("+33 (0)3.81.61.50.50", "[téléphone masqué]"),
        ("écrire à lea.martin@ville.example", "écrire à [courriel masqué]"),
        ("@Lea.Martin.33", "[courriel masqué]"),
        ("chez Mme Dupont-Durand, 3 rue Battant", "chez Mme [nom masqué], 3 rue Battant"),
        ("M. Jean Martin sur rendez-vous", "M. [nom masqué] sur rendez-vous"),
    ],
)
def test_people_are_masked_in_what_is_shown(text, left):
    assert masked(text) == left


@pytest.mark.parametrize("name", ["telephone", "courriel", "courriels", "contact_nom_prenom", "nom", "description"])
def test_contacts_and_prose_are_told_in_words_alone(name):
    assert told([f"{name} : retiré"], lambda name: "avant", lambda name: "après") == [f"{name} : retiré"]


def test_values_are_short_texts_that_a_database_can_keep():
    (said,) = told(["adresse : coupée"], lambda name: "x\x00\ud800" * 400, lambda name: None)
    assert (len(said["before"]), said["after"]) == (LONGEST, "")
    assert said["before"].startswith("xxx")


def test_a_half_of_coordinates_is_shown_with_the_other():
    given = {"latitude": "47.2", "longitude": ""}.get
    assert told(["latitude : sans l'autre coordonnée"], given, lambda name: None)[0]["before"] == "47.2 ; ?"


def test_what_the_schema_emptied_is_told_empty():
    class Row:
        site_web = ""

    kept = kept_by(Row(), otherwise=lambda name: "autre")
    assert (kept("site_web"), kept("horaires")) == ("", "autre")
