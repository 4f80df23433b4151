"""No column without declaration, no declaration without column."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from parvis.core.privacy.checks import every_column_is_declared
from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.completeness import incomplete, misplaced, tables_of_models
from parvis.kernel.declarations.privacy import Plain, Subject, Table, personal, services, tables

COMPLETE = tables.get("privacy.PolicyVersion")


def without(column):
    return Table(COMPLETE.key, {name: value for name, value in COMPLETE.columns.items() if name != column})


def found(*declarations):
    return [(problem.code, problem.message) for problem in incomplete(declarations, [PolicyVersion])]


def test_a_complete_table_is_silent():
    assert found(COMPLETE) == []


def test_an_undeclared_table_is_an_error():
    assert found() == [("E001", "La table privacy.PolicyVersion n’est pas déclarée.")]


def test_an_undeclared_column_is_an_error():
    assert found(without("digest")) == [("E001", "La colonne privacy.PolicyVersion.digest n’est pas déclarée.")]


def test_a_declaration_whose_column_is_gone_is_an_error():
    stale = Table(COMPLETE.key, {**COMPLETE.columns, "birth_place": Plain("gone")})
    assert found(stale) == [("E002", "La colonne déclarée privacy.PolicyVersion.birth_place n’existe plus.")]


def test_a_declaration_whose_model_is_gone_is_an_error():
    gone = Table("privacy.Gone", {"id": Plain("gone")})
    assert found(COMPLETE, gone) == [("E002", "La table déclarée privacy.Gone n’existe plus.")]


def test_a_table_declared_under_two_names_is_an_error():
    again = Table("privacy_policyversion", COMPLETE.columns)
    assert [code for code, _ in found(COMPLETE, again)] == ["E001"]


def test_a_column_declared_under_two_names_is_an_error():
    membership = apps.get_model("organisations.Membership")
    fields = {field.column: Plain("x") for field in membership._meta.local_fields}
    twice = Table("organisations.Membership", {**fields, "user": Plain("x")})
    problems = list(incomplete([twice], [membership]))
    assert [problem.message for problem in problems] == [
        "La colonne organisations.Membership.user_id est déclarée deux fois."
    ]


def test_tables_of_libraries_and_of_relations_count():
    labels = {model._meta.label for model in tables_of_models()}
    assert {"account.EmailAddress", "auth.Group_permissions", "geography.CodePostal_communes"} <= labels


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (Table("x", {"a": personal("coop.comptes.inconnue")}, subject=Subject("user")), "E003"),
        (Table("x", {"a": personal("nobody.comptes.identite")}, subject=Subject("user")), "E003"),
        (Table("x", {"a": personal()}, subject=Subject("user")), "E003"),
        (Table("x", {"a": personal("coop.comptes.identite")}), "E006"),
        (
            Table(
                "accounts.ApiToken", {"name": personal("plateforme.jetons.clients")}, subject=Subject("user", "owner")
            ),
            "E006",
        ),
    ],
)
def test_a_column_that_leads_nowhere_is_an_error(table, code):
    assert [problem.code for problem in misplaced([table], services)] == [code]


def test_a_path_through_relations_is_followed():
    table = Table(
        "account.EmailConfirmation",
        {"key": personal("plateforme.comptes.connexion")},
        subject=Subject("user", "email_address__user"),
    )
    assert list(misplaced([table], services)) == []


@pytest.mark.django_db
def test_removing_a_declaration_fails_manage_check(monkeypatch):
    assert not [message for message in every_column_is_declared(None) if "PolicyVersion" in message.msg]
    monkeypatch.setitem(tables._items, COMPLETE.key, without("digest"))
    messages = [message for message in every_column_is_declared(None) if "PolicyVersion" in message.msg]
    assert [message.id for message in messages] == ["privacy.E001"]
    with pytest.raises(SystemCheckError, match=r"privacy\.E001.*PolicyVersion\.digest"):
        call_command("check", tags=["privacy"])
