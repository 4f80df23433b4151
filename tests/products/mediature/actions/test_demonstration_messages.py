"""The invented exchanges go by the same ways as real ones."""

import pytest

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.demonstration_messages import EXCHANGES
from parvis.products.mediature.models import Acheminement, Message
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


def test_each_act_leaves_its_message(acting):
    office = make_collectivite()
    saisine = make_saisine(office)
    with open_scope(acting_as(make_agent(office))) as scope:
        for act, told in (
            ("write", "Bonjour"), ("mail", "voirie@dijon.example:Pourquoi ?"), ("hear", "Voici"),
            ("heard", "voirie@dijon.example:Parce que."), ("doubt", "Cliquez"),
        ):  # fmt: skip
            EXCHANGES[act](scope.actor, saisine, told)
    assert list(Message.objects.order_by("pk").values_list("sens", "partie", "apart")) == [
        ("envoye", "requerant", ""), ("envoye", "tiers", ""), ("recu", "requerant", ""), ("recu", "tiers", ""),
        ("recu", "requerant", "unproven"),
    ]  # fmt: skip
    assert Acheminement.objects.count() == 2
