"""The mairies: every one of them valid, well named, and its hours readable."""

import pytest

from parvis.core.geography.enums import CommuneType, NameType
from parvis.core.geography.models import Mairie
from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mairies import MAIRIES, hours_of, of_commune, title
from parvis.products.data_inclusion.enums import RunState
from parvis.products.data_inclusion.models import ImportRun, Structure
from parvis.products.data_inclusion.queries.imports import is_up_to_date


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Besançon", NameType.CONSONANT, "de Besançon"),
        ("Aix-en-Provence", NameType.VOWEL, "d'Aix-en-Provence"),
        ("Le Havre", NameType.LE, "du Havre"),
        ("Les Sables-d'Olonne", NameType.LES, "des Sables-d'Olonne"),
        ("La Rochelle", NameType.LA, "de La Rochelle"),
        ("L'Haÿ-les-Roses", NameType.L, "de L'Haÿ-les-Roses"),
    ],
)
def test_name_of_a_commune_takes_the_right_article(name, kind, expected):
    assert of_commune(name, kind) == expected


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (CommuneType.COM, "Besançon", "Mairie de Besançon"),
        (CommuneType.COMD, "Lancrans", "Mairie déléguée de Lancrans"),
        (CommuneType.COMA, "Lomme", "Mairie annexe de Lomme"),
        (CommuneType.SRM, "Marseille — 1er secteur", "Mairie du 1er secteur de Marseille"),
        (CommuneType.SRM, "Paris — centre", "Mairie de Paris Centre"),
    ],
)
def test_title_says_which_office_it_is(kind, name, expected):
    assert title({"commune__name": name, "commune__type": kind, "commune__name_type": NameType.CONSONANT}) == expected


def test_hours_of_the_directory_become_opening_hours():
    morning, afternoon = ["08:30", "12:00"], ["13:30", "17:30"]
    raw = [["lundi", "vendredi", [morning, afternoon]], ["samedi", "samedi", [morning]]]
    assert hours_of(raw) == ("Mo-Fr 08:30-12:00,13:30-17:30; Sa 08:30-12:00", [])


def test_hours_without_day_or_empty_are_left_out_and_reported():
    hours, corrections = hours_of([["", "", [["09:00", "12:00"]]], ["lundi", "lundi", [["12:00", "12:00"]]]])
    assert hours is None
    assert len(corrections) == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("acting")
def test_every_mairie_is_published_and_every_correction_explained():
    run = ImportRun.objects.get(source=MAIRIES.slug)
    expected = Mairie.objects.exclude(commune__type=CommuneType.ARM).filter(commune__active=True).count()
    assert (run.state, run.lines_read) == (RunState.COMPLETE, expected)
    assert run.accepted + run.corrected > 35_000
    assert run.lines.count() == run.corrected + run.refused
    assert run.refused < 5
    assert run.corrected < 100
    assert is_up_to_date(MAIRIES.slug, MAIRIES.edition())


@pytest.mark.django_db
@pytest.mark.usefixtures("acting")
def test_hours_of_every_mairie_are_a_week_said_in_words():
    unreadable = [
        hours
        for hours in Structure.objects.filter(source=MAIRIES.slug)
        .exclude(horaires_accueil="")
        .values_list("horaires_accueil", flat=True)
        .distinct()
        if opening_hours.read_week(hours) is None
    ]
    assert unreadable == []


@pytest.mark.django_db
@pytest.mark.usefixtures("acting")
def test_besancon_is_as_its_directory_says():
    mairie = Structure.objects.get(pk="mairies--25056")
    assert (mairie.nom, mairie.adresse, mairie.code_postal) == ("Mairie de Besançon", "2 rue Mégevand", "25030")
    assert (mairie.telephone, mairie.code_departement, mairie.code_region) == ("+33381615050", "25", "27")
    assert Structure.objects.get(pk="mairies--97411").telephone.startswith("+262")
