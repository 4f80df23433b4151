"""Only real numbers enter, once."""

import pytest
from django.core.exceptions import ValidationError

from parvis.core.organisations.actions.organisations import create_organisation
from parvis.kernel.actor import system

BY = system("tests")


def test_an_organisation_is_created_with_its_number(acting, db):
    created = create_organisation(by=BY, name="CCAS", kind="ccas", siret="99999910500011")
    assert (created.siret, created.rna) == ("99999910500011", None)


def test_two_organisations_without_number_live_together(acting, db):
    assert create_organisation(by=BY, name="Un").pk != create_organisation(by=BY, name="Deux").pk


@pytest.mark.parametrize("numbers", [{"siret": "99999910500012"}, {"rna": "251999999"}, {"siret": "123"}])
def test_a_wrong_number_is_refused(acting, db, numbers):
    with pytest.raises(ValidationError):
        create_organisation(by=BY, name="Faux", **numbers)


def test_a_number_serves_once(acting, db):
    create_organisation(by=BY, name="CCAS", siret="99999910500011")
    with pytest.raises(ValidationError, match="SIRET"):
        create_organisation(by=BY, name="Autre", siret="99999910500011")
