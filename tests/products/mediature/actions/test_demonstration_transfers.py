"""The transfers of the demonstration are played as people do them."""

import pytest

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.demonstration_transfers import consent, offer
from parvis.products.mediature.enums import EtatTransfert
from parvis.products.mediature.models import Saisine, Transfert
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("word", "etat", "cases"), [("oui", EtatTransfert.ACCEPTE, 2), ("non", EtatTransfert.REFUSE, 1)]
)
def test_an_offer_and_its_answer(acting, word, etat, cases):
    office, other = make_collectivite(), make_collectivite(slug="ailleurs")
    case, by = make_saisine(office), acting_as(make_agent(office))
    with open_scope(by):
        offer(by, case, "ailleurs:Elle est compétente.")
    consent(case, word)
    assert (Transfert.objects.get().etat, Transfert.objects.get().to) == (etat, other)
    assert Saisine.objects.count() == cases
