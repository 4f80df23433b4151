"""A published policy never changes, and two versions compare in plain words."""

from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.core.privacy.actions import publish
from parvis.core.privacy.queries.accountability.article30 import last_edition
from parvis.core.privacy.queries.accountability.decisions import sheet_in_force
from parvis.core.privacy.queries.drawing import sheet_of
from parvis.core.privacy.queries.facts import changes
from parvis.core.privacy.queries.sheet import Sheet
from parvis.core.privacy.queries.versions import latest, sheet_of_version, template_digest
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

TASK = system("register.publish")


@pytest.mark.parametrize("key", [each.key for each in services])
def test_a_published_policy_reads_back_as_it_was(key):
    assert sheet_of_version(latest(key)) == sheet_in_force(services.get(key))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE privacy_policyversion SET summary = 'x'",
        "DELETE FROM privacy_policyversion",
        "UPDATE privacy_policyversion SET number = 9 WHERE service = 'coop'",
    ],
)
def test_a_published_policy_is_immutable(statement):
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_changes_are_told_in_plain_words(moved):
    found = changes(sheet_of_version(latest("coop")), sheet_in_force(moved))
    assert [(change.kind, change.before, change.after) for change in found[:2]] == [
        ("modifié", "coop-numerique@anct.gouv.fr", "nouvelle-adresse@anct.gouv.fr"),
        (
            "modifié",
            "Données relatives aux comptes des médiateurs : numéro de téléphone (facultatif)",
            "Données relatives aux comptes des médiateurs : numéro de téléphone",
        ),
    ]
    assert found[2].kind == "retiré"


def test_a_policy_is_the_same_as_itself():
    sheet = sheet_of(services.get("coop"))
    assert changes(sheet, sheet) == []
    assert Sheet.model_validate(sheet.content).digest == sheet.digest


def test_the_digest_follows_every_fact(moved):
    assert sheet_of(moved).digest != latest("coop").digest


def test_the_page_gives_its_version_and_date(client):
    page = client.get("/confidentialite/la-coop/").content.decode()
    assert "Version 1, publiée le <time datetime=" in page


def test_a_version_names_its_edition_of_the_register_and_its_template(client, moved, acting):
    first = latest("coop")
    assert (first.edition, first.template) == (last_edition().number, template_digest())
    assert f"édition {first.edition} du registre, sur le modèle de page {first.template}" in unescape(
        client.get("/confidentialite/mediature/").content.decode()
    )
    publish(by=TASK)
    assert latest("coop").edition == first.edition + 1


def test_a_policy_not_yet_published_says_so(client, moved):
    assert "n’est pas encore publiée" in client.get("/confidentialite/la-coop/").content.decode()


def test_the_history_lists_versions_and_compares_them(client, acting, moved):
    publish(by=TASK)
    page = client.get("/confidentialite/la-coop/versions/").content.decode()
    assert "2 faits modifiés, 2 faits retirés" in page
    assert "/confidentialite/la-coop/versions/1/" in page
    assert 'href="/confidentialite/la-coop/versions/comparer/?avant=1&amp;apres=2"' in page
    page = client.get("/confidentialite/la-coop/versions/comparer/?avant=1&apres=2").content.decode()
    assert "<del>coop-numerique@anct.gouv.fr</del>" in page
    assert "<ins>nouvelle-adresse@anct.gouv.fr</ins>" in page


def test_an_old_version_stays_readable_and_says_that_it_is_old(client, acting, moved):
    publish(by=TASK)
    page = client.get("/confidentialite/la-coop/versions/1/").content.decode()
    assert "Ancienne version" in page
    assert "coop-numerique@anct.gouv.fr" in page
    assert "nouvelle-adresse@anct.gouv.fr" not in page


def test_a_version_never_published_is_not_found(client):
    assert client.get("/confidentialite/la-coop/versions/9/").status_code == 404


@pytest.mark.parametrize("query", ["", "?avant=1", "?avant=1&apres=9", "?avant=x&apres=1"])
def test_a_wrong_comparison_asks_again(client, query):
    response = client.get(f"/confidentialite/la-coop/versions/comparer/{query}")
    assert response.status_code == 400
    assert "Choisissez" in response.content.decode()


def test_the_history_costs_one_query_however_long(client, acting, moved, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/confidentialite/la-coop/versions/")
    publish(by=TASK)
    with django_assert_num_queries(1):
        client.get("/confidentialite/la-coop/versions/")
