"""The same done of several cases: what is refused of one is undone, and stops no other."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.lots import MOST, NOT_YOURS, UNKNOWN, in_bulk
from parvis.products.mediature.models import Saisine
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


def test_each_case_is_told_of_and_one_that_is_refused_is_left_as_it_was(acting):
    office = make_collectivite()
    by = acting_as(make_agent(office))
    fine, wrong, denied = (make_saisine(office) for _ in range(3))

    def does(saisine, version):
        Saisine.objects.filter(pk=saisine.pk).update(version=version + 1)
        if saisine == wrong:
            raise ValidationError("Non.")
        if saisine == denied:
            raise PermissionDenied

    asked = [(each.number, 1) for each in (fine, wrong, denied)] + [("rien", 1)]
    with open_scope(by):
        told = in_bulk(by=by, cases=asked, does=does)
    assert [each.refused for each in told] == ["", "Non.", NOT_YOURS, UNKNOWN]
    assert [Saisine.objects.get(pk=each.pk).version for each in (fine, wrong, denied)] == [2, 1, 1]


def test_a_hundred_at_most(acting):
    by = acting_as(make_agent(make_collectivite()))
    with open_scope(by), pytest.raises(ValidationError, match="100 dossiers"):
        in_bulk(by=by, cases=[(str(number), 1) for number in range(MOST + 1)], does=lambda saisine, version: None)
