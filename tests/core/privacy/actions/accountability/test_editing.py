"""The sheets of article 30 say what the register declares, by role, edition by edition."""

import json
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from odf.opendocument import load
from odf.table import Table, TableRow
from odf.teletype import extractText

from parvis.core.privacy.actions.accountability.editing import keep_edition
from parvis.core.privacy.models import RegisterEdition
from parvis.core.privacy.queries.accountability.article30 import (
    CONTROLLER,
    PROCESSOR,
    last_edition,
    processing_sheets,
    sheets_of,
)
from parvis.core.privacy.queries.accountability.register_files import files_of
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Processor, Role, services
from tests.factories.organisations import enter, make_membership

pytestmark = pytest.mark.django_db
TASK = system("tests")
PAGE = "/administration/registre/fiches/"
ASKED = {
    # Article 30(1) a to g, and 30(2) a to d.
    CONTROLLER: (
        "Responsable de traitement", "Délégué à la protection des données", "Finalités", "Personnes concernées",
        "Données", "Destinataires", "Transferts hors de l’Union européenne", "Durées de conservation",
        "Mesures de sécurité",
    ),
    PROCESSOR: (
        "Sous-traitant", "Pour le compte de", "Délégué à la protection des données", "Traitements effectués",
        "Transferts hors de l’Union européenne", "Mesures de sécurité",
    ),
}  # fmt: skip


def test_there_is_one_sheet_a_processing_under_the_role_it_declares():
    declared = {
        f"{service.key}.{activity.key}": activity.responsibility.role
        for service in services
        for activity in service.activities
    }
    found = {sheet.key: sheet.role for sheet in processing_sheets()}
    assert found == {key: PROCESSOR if role is Role.PROCESSOR else CONTROLLER for key, role in declared.items()}


@pytest.mark.parametrize("role", ASKED)
def test_each_sheet_answers_everything_that_the_article_asks(role):
    sheets = [sheet for sheet in processing_sheets() if sheet.role == role]
    assert sheets
    for sheet in sheets:
        rows = dict(sheet.rows)
        assert set(ASKED[role]) <= set(rows)
        # A processing that holds no category of data has no subjects nor duration to give.
        empty = {heading for heading in ASKED[role] if not rows[heading]}
        assert not empty or sheet.key == "territoires-numeriques.tendances"


def test_a_transfer_outside_the_union_is_told_with_its_ground(monkeypatch):
    mediature = services.get("mediature")
    sentry = Processor("Sentry", "relevé des erreurs", ("US",), ground="clauses contractuelles types")
    first, *others = mediature.activities
    moved = replace(mediature, activities=(replace(first, processors=(sentry,)), *others))
    monkeypatch.setitem(services._items, "mediature", moved)
    rows = dict(next(sheet for sheet in processing_sheets() if sheet.key == "mediature.saisines").rows)
    assert rows["Transferts hors de l’Union européenne"] == ("Sentry, États-Unis : clauses contractuelles types",)


def test_an_edition_is_made_when_a_sheet_changes_and_only_then(acting, monkeypatch):
    first = last_edition()
    assert first.number == 1
    assert keep_edition(by=TASK) == first
    coop = services.get("coop")
    activity, *others = coop.activities
    monkeypatch.setitem(
        services._items, "coop", replace(coop, activities=(replace(activity, title="Autre titre"), *others))
    )
    assert keep_edition(by=TASK).number == 2
    assert "Autre titre" not in {sheet.title for sheet in sheets_of(first)}


@pytest.mark.parametrize(
    "statement", ["UPDATE privacy_registeredition SET number = 9", "DELETE FROM privacy_registeredition"]
)
def test_an_edition_never_changes(statement):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_spreadsheet_says_what_the_json_says():
    files = files_of(last_edition())
    tables = load(BytesIO(files.spreadsheet)).spreadsheet.getElementsByType(Table)
    lines = {table.getAttribute("name"): table.getElementsByType(TableRow) for table in tables}
    assert "Édition 1" in extractText(lines["Édition"][1])
    for name, role in (("Responsable (30-1)", CONTROLLER), ("Sous-traitant (30-2)", PROCESSOR)):
        expected = [sheet for sheet in files.document["sheets"] if sheet["role"] == role]
        assert len(lines[name]) == len(expected) + 1
        for row, sheet in zip(lines[name][1:], expected, strict=True):
            told = extractText(row)
            assert all(words in told for _, rows in sheet["rows"] for words in rows)


def test_the_command_writes_the_three_files(tmp_path):
    out = StringIO()
    call_command("register", export=str(tmp_path / "registre"), stdout=out)
    written = sorted(path.name for path in (tmp_path / "registre").iterdir())
    assert written == [f"registre-edition-1.{kind}" for kind in ("html", "json", "ods")]
    document = json.loads((tmp_path / "registre" / written[1]).read_text())
    assert (document["schema"], document["edition"], len(document["sheets"])) == (1, 1, len(processing_sheets()))
    page = (tmp_path / "registre" / written[0]).read_text()
    assert all(f'id="{sheet.key}"' in page for sheet in processing_sheets())


def test_administrators_and_officers_read_the_sheets_and_nobody_else(acting, client, administrator):
    assert client.get(PAGE).status_code == 200
    assert "Sous-traitant" in client.get(f"{PAGE}mediature.saisines/").content.decode()
    assert client.get(f"{PAGE}rien.du-tout/").status_code == 404
    assert client.get(f"{PAGE}editions/1.json").json()["edition"] == 1
    assert client.get(f"{PAGE}editions/1.ods").content[:2] == b"PK"
    assert client.get(f"{PAGE}editions/9.ods").status_code == 404
    client.cookies.clear()
    assert client.get(PAGE).status_code == 302
    enter(client, make_membership().user)
    assert client.get(PAGE).status_code == 403


def test_the_register_lists_what_waits_for_a_signature():
    out = StringIO()
    call_command("register", stdout=out)
    told = out.getvalue().partition("À signer")[2]
    assert "La coop de la médiation numérique. Décision D-000-a : en attente" in told
    assert "Analyse d’impact « Fichiers déposés » : à signer" in told
    assert RegisterEdition.objects.count() == 1
