"""``parvis import``: what its user reads, and what stays when it fails."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from parvis.products.data_inclusion.models import ImportRun, Source, Structure
from tests.factories.mapping import make_config, make_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    write(make_row(), make_row(id="8", offre="Tricot", presentation_detail="=1+1"), make_row(id="9", telephone="?"))
    (tmp_path / "config.json").write_text(json.dumps(make_config()))
    return tmp_path


def write(*rows, name="lieux.json"):
    Path(name).write_text(json.dumps(rows), encoding="utf-8")


def run(*arguments):
    out = StringIO()
    call_command("import", *arguments, stdout=out, verbosity=0)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def declare(*more, location="lieux.json"):
    return run("essai", "--depuis", location, "--config", "config.json", "--nom", "Essai", *more)


def test_a_report_says_once_what_is_true_of_several_lines(files):
    write(*(make_row(id=str(rank), telephone="?") for rank in range(7)))
    said = declare()
    assert "0 acceptée, 7 corrigées, 0 refusée" in said
    assert said.count("ce n'est pas un numéro de téléphone") == 1
    assert "1, 2, 3, 4, 5…" in said
    assert "--rapport" in said


def test_a_report_names_each_line(files):
    said = declare("--rapport")
    assert "essai--Essai_8" in said
    assert "services : aucun terme reconnu dans « offre »" in said


def test_a_report_is_a_file_for_a_spreadsheet(files):
    declare("--rapport", "rapport.csv")
    rows = list(csv.reader(Path("rapport.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["ligne", "identifiant", "nom", "verdict", "remarque", "avant", "après", "que faire"]
    assert [row[:4] for row in rows[1:]] == [
        ["2", "essai--Essai_8", "", "refusée"],
        ["3", "essai--Essai_9", "Le Fil numérique", "corrigée"],
        ["", "essai--Essai_7", "Le Fil numérique", "acceptée"],
    ]
    assert rows[1][7].startswith("Compléter ces cellules")


def test_a_report_shows_before_and_after_but_no_contact(files):
    wrong = {"latitude": "6.02", "longitude": "47.24", "commune": "Besancon", "code_postal": ""}
    write(make_row(id="9", telephone="06 12 34 56 78 ou Mme Dupont", courriels="?", site_web="exemple.fr et", **wrong))
    said = json.loads(declare("--json"))
    assert [said[name] for name in ("source", "accepted", "corrected", "refused")] == ["essai", 0, 1, 0]
    (line,) = said["lines"]
    assert (line["line"], line["id"], line["kind"], line["verdict"]) == (1, "essai--Essai_9", "structure", "corrected")
    told = {each["what"].split(" : ")[0]: each for each in line["said"]}
    assert (told["localisation"]["before"], told["localisation"]["after"]) == ("6.02 ; 47.24", "47.24 ; 6.02")
    assert (told["code_postal"]["before"], told["code_postal"]["after"]) == ("", "25000")
    assert told["courriels"].keys() == {"what"}
    assert "Dupont" not in str(said)
    assert "34" not in str(told.get("telephone", ""))
    assert "6.02 ; 47.24" in declare("--rapport")


def test_the_lines_accepted_are_told_as_often_as_the_report_is_asked_for(files):
    declare("--rapport", "rapport.json")
    accepted = [each for each in json.loads(Path("rapport.json").read_text())["lines"] if each["line"] is None]
    assert [(each["id"], each["name"], each["verdict"]) for each in accepted] == [
        ("essai--Essai_7", "Le Fil numérique", "accepted")
    ]
    again = json.loads(run("essai", "--json"))
    assert [(each["id"], each["verdict"]) for each in again["lines"]] == [
        ("essai--Essai_8", "refused"),
        ("essai--Essai_9", "corrected"),
        ("essai--Essai_7", "unchanged"),
    ]


def test_a_report_that_cannot_be_written_is_known_before_the_import(files):
    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        declare("--rapport", "nulle-part/rapport.csv")
    assert not ImportRun.objects.filter(source="essai").exists()


def test_the_same_import_again_changes_nothing_and_still_reports(files):
    declare()
    said = run("essai")
    assert "0 acceptée, 0 corrigée, 1 refusée, 2 inchangées" in said
    assert "Aucun changement : le référentiel est à jour." in said
    assert "ce n'est pas un numéro de téléphone" in said


def test_what_is_odd_in_the_configuration_is_said_once(files):
    (files / "config.json").write_text(json.dumps(make_config(id=None)))
    assert "Source : Sans « id », l'identifiant d'un lieu est son rang" in declare()


@pytest.mark.parametrize(
    ("location", "content", "said"),
    [
        ("absent.csv", None, "Aucun fichier « absent.csv »"),
        ("vide.csv", "", "vide"),
        ("coupe.json", '[{"id": "1", "nom": "Un lieu', "fin prématurée"),
        ("sans.csv", "a;b\n1;2\n", "la colonne « nom » n'existe pas dans la source"),
    ],
)
def test_a_declaration_that_does_not_open_leaves_the_one_before(files, location, content, said):
    declare()
    if content is not None:
        (files / location).write_text(content)
    with pytest.raises(CommandError, match=said):
        declare(location=location)
    assert Source.objects.get(slug="essai").locations == ["lieux.json"]
    assert Structure.objects.filter(source="essai", removed_at=None).count() == 2
    with pytest.raises(CommandError):
        run("neuve", "--depuis", location, "--config", "config.json")
    assert not Source.objects.filter(slug="neuve").exists()


def test_a_source_that_breaks_off_keeps_its_last_good_version(files):
    declare()
    whole = json.dumps([make_row(id=str(rank)) for rank in range(3000)])
    (files / "lieux.json").write_text(whole[:-200])
    with pytest.raises(CommandError, match=r"après l'enregistrement 3000 \(fin prématurée\)"):
        run("essai")
    (files / "lieux.json").write_text("[]")
    with pytest.raises(CommandError, match="La source ne contient aucun enregistrement lisible"):
        run("essai")
    assert Structure.objects.filter(source="essai", removed_at=None).count() == 2


def test_a_source_without_any_record_says_its_cause(files):
    (files / "vide.csv").write_text("id;nom\n")
    with pytest.raises(CommandError, match="Cause : la source ne contient aucun enregistrement lisible"):
        run("vide", "--depuis", "vide.csv")


def test_an_unknown_source_is_told_with_those_that_are_known(files):
    with pytest.raises(CommandError, match=r"Source inconnue : « ailleurs »\. Sources connues : .*mairies"):
        run("ailleurs")
    with pytest.raises(CommandError, match="elle ne se déclare pas"):
        run("mairies", "--depuis", "lieux.json")
