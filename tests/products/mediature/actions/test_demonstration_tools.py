"""The tools of an office of the demonstration are those that its file says."""

import pytest

from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.demonstration_tools import keep_tools
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Fusion, Modele, Saisine, Vue
from tests.factories.mediature import make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


def test_what_the_file_says_of_an_office_is_kept_there_and_nowhere_else(acting):
    office = make_collectivite(slug="ici")
    make_agent(office, Fonction.PRINCIPAL)
    one, other = (make_saisine(office, last_name="Mercier", facts=facts) for facts in ("Une.", "Deux."))
    world = {
        "text": [{"office": "ici", "title": "Accueil", "text": "Bonjour {{ nom }}"}],
        "view": [{"office": "ici", "name": "Tous", "query": "vue=tous", "shared": True}],
        "tie": [{"office": "ici", "how": "merge", "cases": [["Mercier", "Une"], ["Mercier", "Deux"]]}],
    }
    with open_scope(system("tests"), reach=Reach.EVERYTHING):
        keep_tools(make_collectivite(slug="ailleurs"), world)
        assert not Modele.objects.exists()
        keep_tools(office, world)
        assert Modele.objects.get().organisation == office.organisation
        assert Vue.objects.get().shared
        assert Fusion.objects.get().kept == one
        assert Saisine.objects.get(pk=other.pk).merged_into == one
