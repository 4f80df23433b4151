"""Every row that points to a person says what it becomes when the person goes."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db.models import CASCADE, DO_NOTHING, PROTECT, RESTRICT, SET_NULL

from parvis.core.privacy.checks import every_column_is_declared
from parvis.core.privacy.queries.edges import loose_edges
from parvis.kernel.declarations.privacy import Edge, tables

MEMBERSHIP = "organisations.Membership"
PEOPLE = tables.get("accounts.User")


def found(monkeypatch, on_delete, *, null=False, **edges):
    """What is said of the link from a membership to its user, were it ``on_delete``."""
    model = apps.get_model(MEMBERSHIP)
    link = model._meta.get_field("user")
    monkeypatch.setattr(link.remote_field, "on_delete", on_delete)
    monkeypatch.setattr(link, "null", null)
    declared = replace(tables.get(MEMBERSHIP), edges=edges)
    return [(problem.code, problem.message) for problem in loose_edges([PEOPLE, declared], [model])]


@pytest.mark.parametrize("on_delete", [PROTECT, RESTRICT, DO_NOTHING])
def test_a_link_that_holds_the_erasure_back_says_what_it_becomes(monkeypatch, on_delete):
    ((code, message),) = found(monkeypatch, on_delete)
    assert code == "E005"
    assert "organisations.Membership.user" in message
    for edge in (Edge.WITH_PARENT, Edge.OWN_CLOCK):
        assert found(monkeypatch, on_delete, user=edge) == []


def test_a_link_that_tells_by_itself_needs_no_word(monkeypatch):
    assert found(monkeypatch, CASCADE) == []
    assert found(monkeypatch, SET_NULL, null=True) == []


def test_a_link_cannot_detach_where_it_may_not_be_empty(monkeypatch):
    assert found(monkeypatch, PROTECT, user=Edge.DETACH) == [
        ("E005", "Le lien organisations.Membership.user doit se détacher, mais ne peut pas être vide.")
    ]
    assert found(monkeypatch, PROTECT, null=True, user=Edge.DETACH) == []


def test_a_declared_link_that_leads_nowhere_is_stale(monkeypatch):
    assert [code for code, _ in found(monkeypatch, CASCADE, role=Edge.DETACH)] == ["E002"]


def test_the_check_of_the_platform_follows_every_link(monkeypatch):
    link = apps.get_model("mfa.Authenticator")._meta.get_field("user")
    monkeypatch.setattr(link.remote_field, "on_delete", PROTECT)
    assert [message.id for message in every_column_is_declared(None)] == ["privacy.E005"]


def test_a_link_to_what_goes_with_a_person_says_what_it_becomes_too(monkeypatch):
    """A row about nobody goes with a person's row: what points to it must not hold the erasure back."""
    calls, attempts = apps.get_model("accounts.ApiCalls"), apps.get_model("axes.AccessAttemptExpiration")
    link = attempts._meta.get_field("access_attempt")
    monkeypatch.setattr(link, "related_model", calls)
    monkeypatch.setattr(link.remote_field, "on_delete", PROTECT)
    problems = [problem.message for problem in loose_edges(tables, [calls, attempts]) if problem.code == "E005"]
    assert len(problems) == 1
    assert "access_attempt" in problems[0]
