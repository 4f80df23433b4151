"""What leaves as a sheet is written in the journal of each office whose cases left."""

import pytest
from django.db import connection

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.exporting import KINDS, export_cases
from parvis.products.mediature.models import Saisine
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_each_export_is_journaled_with_how_many_left(acting, kind):
    office = make_collectivite()
    for _ in range(2):
        make_saisine(office)
    by = acting_as(make_agent(office))
    with open_scope(by):
        names = {office.organisation_id: office.name, 999_999: "un autre"}
        content, _ = export_cases(by=by, found=Saisine.objects.visible_to(by), offices=names, kind=kind, names=False)
    assert content
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation, count FROM journal_entry WHERE verb = 'mediature.export'")
        assert cursor.fetchall() == [(office.organisation_id, 2)]
