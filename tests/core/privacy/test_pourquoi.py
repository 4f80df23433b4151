"""A form tells why it asks, from the register."""

import pytest
from django.template import Context, Template

from parvis.core.privacy.queries.reasons import reasons


def shown(column):
    return Template("{% load privacy %}{% pourquoi column %}").render(Context({"column": column}))


def test_why_how_long_and_for_whom():
    text = shown("accounts.User.email").replace("\N{NO-BREAK SPACE}", " ")
    assert "<summary>Pourquoi ?</summary>" in text
    assert "ouvrir un accès personnel et protégé aux services" in text
    assert "1 an après la dernière connexion ou le dernier message reçu de vous" in text
    assert "l’équipe d’exploitation de la plateforme" in text
    assert 'href="/confidentialite/plateforme/#plateforme.comptes.identite"' in text


def test_a_field_and_its_column_are_the_same():
    assert reasons("accounts.ApiToken.created_by") == reasons("accounts.ApiToken.created_by_id") != []


def test_what_says_nothing_about_a_person_needs_no_reason():
    assert shown("privacy.PolicyVersion.number").strip() == ""


@pytest.mark.parametrize("column", ["accounts.User.birth_place", "nowhere.Model.name", "email"])
def test_a_form_cannot_ask_for_what_nobody_declared(column):
    with pytest.raises(LookupError, match="No column declared"):
        shown(column)
