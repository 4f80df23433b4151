"""The tools of an office of the demonstration are those that its file says."""

import pytest

from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.demonstration_tools import keep_tools, read_in_emergency
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import AccesExceptionnel, Fusion, Modele, Saisine, Vue
from tests.factories.accounts import protect
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_person

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
        assert not Modele.objects.filter(organisation__isnull=False).exists()
        keep_tools(office, world)
        assert Modele.objects.get(organisation__isnull=False).organisation == office.organisation
        assert Vue.objects.get().shared
        assert Fusion.objects.get().kept == one
        assert Saisine.objects.get(pk=other.pk).merged_into == one


def test_a_case_was_read_in_an_emergency_and_its_hour_is_over(acting):
    office = make_collectivite(slug="ici")
    case = make_saisine(office, last_name="Mercier")
    asked = {"office": "ici", "person": "Mercier", "motif": "danger", "reason": "Le mur menace de tomber sur la cour."}
    with open_scope(system("tests"), reach=Reach.EVERYTHING):
        read_in_emergency(office, {"emergency": [asked]})
        assert not AccesExceptionnel.objects.exists(), "nobody administers this platform"
        protect(make_person(is_platform_administrator=True))
        read_in_emergency(make_collectivite(slug="ailleurs"), {"emergency": [asked]})
        assert not AccesExceptionnel.objects.exists()
        read_in_emergency(office, {"emergency": [asked]})
        made = AccesExceptionnel.objects.get()
    assert made.saisine == case
    assert made.over
