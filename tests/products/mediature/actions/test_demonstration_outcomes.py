"""Disputes of the demonstration end as people end them."""

import pytest

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.demonstration_outcomes import accept, divide, keep_word, propose, settle
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.enums import EtatProtocole, Execution
from parvis.products.mediature.models import Engagement, Protocole, Saisine
from tests.factories.mediature import acting_as
from tests.factories.protocoles import make_parties

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


def test_a_second_dispute_goes_to_who_has_the_first(saisine, mediator, by):
    with open_scope(by):
        assign(by=by, saisine=saisine, to=mediator)
        divide(by, saisine, "L’eau.|Une facture.|Régie de l’eau")
    made = Saisine.objects.exclude(pk=saisine.pk).get()
    assert (made.facts, made.expected, made.service) == ("L’eau.", "Une facture.", "Régie de l’eau")
    assert made.mediateur == mediator


def test_an_agreement_is_proposed_accepted_concluded_and_kept(saisine, by):
    make_parties(by, saisine)
    with open_scope(by):
        propose(by, saisine, "La facture est annulée.|Régie municipale>Annuler la facture.>10|Samira Benali>Payer.>5")
    accept(saisine, "")
    with open_scope(by):
        settle(by, saisine, "Exemplaire signé reçu.")
        keep_word(by, saisine, "Régie municipale|Avis d’annulation au dossier.")
    assert Protocole.objects.get().etat == EtatProtocole.CONCLU
    told = dict(Engagement.objects.values_list("who", "execution"))
    assert told == {"Régie municipale": Execution.TENU, "Samira Benali": Execution.ATTENDU}
