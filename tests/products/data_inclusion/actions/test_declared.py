"""A declared source goes from its files to what is published, with the words of its producer."""

import json

import pytest

from parvis.kernel.actor import system
from parvis.kernel.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.actions.declared import declared_producer
from parvis.products.data_inclusion.actions.declaring import declare_source, draft_source
from parvis.products.data_inclusion.actions.importing import import_source
from parvis.products.data_inclusion.enums import SourceFormat
from parvis.products.data_inclusion.models import ImportLine, Service, Structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]

CONFIG = {
    "id": {"colonne": "numero"},
    "nom": {"colonne": "lieu"},
    "adresse": {"colonne": "rue"},
    "code_postal": {"colonne": "cp"},
    "commune": {"colonne": "ville"},
    "date_maj": {"colonne": "maj"},
    "services": [
        {
            "colonnes": ["offre"],
            "termes": ["ordinateur"],
            "cible": "Accès internet et matériel informatique",
        }
    ],
}


def imported(slug, format_, path, mapping=""):
    draft = draft_source(slug=slug, name=slug.title(), format=format_, locations=[str(path)], mapping=mapping)
    source = declare_source(by=system("tests"), draft=draft)
    with declared_producer(source) as producer:
        return import_source(by=system("tests"), producer=producer)


def test_files_in_the_words_of_the_reference_give_structures_and_services(tmp_path):
    path = tmp_path / "tout.json"
    structure = {
        "id": "reseau--1", "nom": "Maison des services", "date_maj": "2026-10-01", "commune": "Besançon",
        "code_postal": "25000", "code_insee": "25056", "telephone": "03 81 61 50 50",
    }  # fmt: skip
    service = {
        "id": "reseau--s1", "structure_id": "reseau--1", "nom": "Atelier", "description": "Apprendre ensemble.",
        "date_maj": "2026-10-01", "thematiques": ["numerique--maitriser-les-fondamentaux-du-numerique"],
    }  # fmt: skip
    path.write_text(json.dumps([structure, service, service | {"id": "s2", "structure_id": "absente"}]))
    run = imported("reseau", SourceFormat.REFERENCE, path)
    assert Structure.objects.get(pk="reseau--1").telephone == "+33381615050"
    assert Service.objects.get(pk="reseau--s1").structure_id == "reseau--1"
    orphan = ImportLine.objects.get(run=run, record="reseau--s2")
    assert "la structure de ce service n'est pas publiée" in orphan.reason
    assert run.refused == 1


def test_a_file_without_the_columns_of_the_schema_is_refused_with_those_that_it_has(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_text("Liste des lieux;de 2026\nid;nom\n1;Médiathèque\n")
    with pytest.raises(SourceUnreadable, match=r"pas de colonne « id » ni « nom ».*« Liste des lieux », « de 2026 »"):
        imported("ville", SourceFormat.REFERENCE, path)


def test_a_producers_mapping_is_followed_and_its_lines_are_those_of_the_file(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_text(
        "numero;lieu;rue;cp;ville;maj;offre\n"
        "1;Médiathèque;1 rue Battant;25000;Besançon;2026-01-02;Ordinateur en libre service\n"
        "2;Cantine;2 rue Battant;25000;Besançon;2026-01-02;Repas\n",
        encoding="cp1252",
    )
    run = imported("ville", SourceFormat.MAPPING, path, json.dumps(CONFIG))
    published = Structure.objects.get(source="ville")
    assert (published.nom, published.code_insee) == ("Médiathèque", "25056")
    assert Service.objects.get(structure=published).thematiques
    refused = ImportLine.objects.get(run=run, verdict="refused")
    assert (refused.number, refused.reason.startswith("services")) == (3, True)


def test_a_report_shows_what_each_column_held_and_what_it_has_become(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_text(
        "numero;lieu;rue;cp;ville;maj;offre;siren;lundi;samedi\n"
        "1;Médiathèque;1 rue Battant;;Besancon;2026-01-02;Ordinateur;434806402;le matin;9h-12h\n",
    )
    days = [{"colonne": "lundi", "osm": "Mo"}, {"colonne": "samedi", "osm": "Sa"}]
    config = CONFIG | {"pivot": {"colonne": "siren"}, "horaires": {"jours": days}}
    line = ImportLine.objects.get(run=imported("ville", SourceFormat.MAPPING, path, json.dumps(config)))
    told = {each["said"].split(" : ")[0]: (each["before"], each["after"]) for each in line.corrections}
    assert told["code_postal"] == ("", "25000")
    assert told["pivot"] == ("434806402", ""), "the zeros of the national schema stand for no number"
    assert told["horaires"] == ("lundi : le matin ; samedi : 9h-12h", "")


def test_a_report_shows_what_a_record_in_the_words_of_the_reference_said(tmp_path):
    path = tmp_path / "tout.json"
    structure = {
        "id": "1", "nom": "Maison des services", "date_maj": "2026-10-01", "commune": "Besançon", "code_postal": "",
        "code_insee": "25056", "latitude": 6.02, "longitude": 47.24, "horaires_ouverture": "du lundi au vendredi 9h-12h",
    }  # fmt: skip
    path.write_text(json.dumps([structure]))
    line = ImportLine.objects.get(run=imported("reseau", SourceFormat.REFERENCE, path))
    told = {each["said"].split(" : ")[0]: (each["before"], each["after"]) for each in line.corrections}
    assert told["latitude"] == ("6.02 ; 47.24", "47.24 ; 6.02")
    assert told["horaires_accueil"] == ("du lundi au vendredi 9h-12h", "Mo-Fr 09:00-12:00")


def test_the_same_files_change_nothing_and_what_has_gone_is_removed(tmp_path):
    path = tmp_path / "lieux.csv"
    header = "numero;lieu;rue;cp;ville;maj;offre\n"
    lines = [f"{n};Lieu {n};{n} rue Battant;25000;Besançon;2026-01-02;Ordinateur\n" for n in (1, 2)]
    path.write_text(header + "".join(lines))
    imported("ville", SourceFormat.MAPPING, path, json.dumps(CONFIG))
    again = imported("ville", SourceFormat.MAPPING, path, json.dumps(CONFIG))
    assert (again.accepted, again.corrected, again.unchanged, again.removed) == (0, 0, 2, 0)
    path.write_text(header + lines[0])
    imported("ville", SourceFormat.MAPPING, path, json.dumps(CONFIG))
    assert Structure.objects.filter(source="ville", removed_at=None).count() == 1
    assert Service.objects.filter(source="ville", removed_at=None).count() == 1
