"""The demonstration has past years, recommendations, and a report that anybody may read."""

import pytest

from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.demonstration import load_mediature
from parvis.products.mediature.actions.nomenclature import load_lists
from parvis.products.mediature.models import CasPasse, Rapport, Recommandation

pytestmark = pytest.mark.django_db


def test_a_year_is_told_and_published():
    task = system("tests")
    with open_scope(task, reach=Reach.EVERYTHING) as scope:
        load_lists(by=task)
        load_mediature(lambda done, total: None)
        assert CasPasse.objects.filter(received_on__year=clock.today().year - 1, domaine__isnull=False).count() > 80
        assert Rapport.objects.count() == 2
        scope.readings.clear()
    with open_scope(VISITOR):
        [report] = Rapport.objects.all()
        assert report.year == clock.today().year - 1
        assert report.numbers["tableaux"]
        assert Recommandation.objects.count() == 1
