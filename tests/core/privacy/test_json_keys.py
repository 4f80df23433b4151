"""A key of a JSON column is a column like any other: nobody adds one without declaring it."""

import pytest

from parvis.core.privacy.checks import the_database_is_as_declared
from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.catalogue import undeclared_keys
from parvis.core.privacy.queries.completeness import incomplete
from parvis.kernel.declarations.privacy import Plain, Table, personal, tables

pytestmark = pytest.mark.django_db

COMPLETE = tables.get("privacy.PolicyVersion")


def declaring(column):
    return Table(COMPLETE.key, {**COMPLETE.columns, "content": column})


def messages(column):
    return [(problem.code, problem.message) for problem in undeclared_keys([declaring(column)])]


def version(content):
    return PolicyVersion.objects.create(
        service="essai", number=1, content=content, digest="0" * 64, published_by="system:tests", summary="essai"
    )


def test_a_plain_json_column_names_its_keys():
    found = [(problem.code, problem.message) for problem in incomplete([declaring(Plain("x"))], [PolicyVersion])]
    assert found == [("E001", "Les clés de la colonne JSON privacy.PolicyVersion.content ne sont pas déclarées.")]
    assert list(incomplete([declaring(Plain("x", keys=()))], [PolicyVersion])) == []


def test_a_personal_json_column_is_personal_whatever_its_keys(acting):
    column = personal("coop.comptes.identite")
    version({"courriel": "a@b.fr"})
    assert list(incomplete([declaring(column)], [PolicyVersion])) == []
    assert messages(column) == []


@pytest.mark.parametrize("content", [{"courriel": "a@b.fr"}, [{"courriel": "a@b.fr"}, 3], [1, {"courriel": None}]])
def test_a_key_of_the_real_database_that_nobody_declared_is_seen(acting, content):
    version(content)
    said = [message for _, message in messages(COMPLETE.columns["content"])]
    assert said == ["La clé JSON « courriel » de privacy_policyversion.content n’est pas déclarée."]
    assert "courriel" not in str(messages(Plain("x", keys=("courriel",))))


@pytest.mark.parametrize("content", [[], [[1, 2]], "mot", 3, {}, {"title": "x"}])
def test_what_has_no_other_key_is_silent(acting, content):
    version(content)
    assert messages(COMPLETE.columns["content"]) == []


def test_the_check_of_the_platform_reads_the_keys(acting):
    assert the_database_is_as_declared(None, databases=["default"]) == []
    version({"telephone": "01"})
    found = the_database_is_as_declared(None, databases=["default"])
    assert [(message.id, "telephone" in message.msg) for message in found] == [("privacy.E001", True)]


def test_one_query_for_each_json_column(django_assert_num_queries):
    with django_assert_num_queries(1):
        list(undeclared_keys([COMPLETE]))
