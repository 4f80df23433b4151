"""The invented appointments and tasks go by the same ways as real ones."""

from datetime import date

import pytest

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.demonstration_days import DAYS
from parvis.products.mediature.models import RendezVous, Tache
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db


def test_each_act_leaves_its_row(acting):
    office = make_collectivite()
    with noon(date(2026, 3, 3)):
        saisine = make_saisine(office)
    with open_scope(acting_as(make_agent(office))) as scope:
        for day, act, told in ((3, "meet", "sur-place|1|Dijon"), (3, "owe", "2|Relire"), (9, "met", "")):
            with noon(date(2026, 3, day)):
                DAYS[act](scope.actor, saisine, told)
        assert RendezVous.objects.get().tenue == "tenu"
        assert Tache.objects.get().due_on == date(2026, 3, 5)
