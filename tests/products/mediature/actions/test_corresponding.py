"""The mails around a question to a service say who asks and until when; never what is asked, nor of whom."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.corresponding import tell_replied
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.models import Collectivite, Saisine
from tests.factories.mediature import make_collectivite
from tests.factories.solliciter import holder_of_link, make_admitted, make_question

pytestmark = pytest.mark.django_db


def test_a_case_without_mediator_nor_office_address_tells_nobody(acting):
    asked = make_question(make_admitted(make_collectivite(email="")))
    with open_scope(holder_of_link(asked)) as scope:
        reply(by=scope.actor, sollicitation=asked, text="Voici.")
    assert not Outgoing.objects.filter(key="mediature.replied").exists()
    Collectivite.objects.update(email="bureau@ville.example")
    tell_replied(acting.actor, asked)
    assert Outgoing.objects.get(key="mediature.replied").recipient == "bureau@ville.example"


def test_no_mail_names_the_person(acting):
    make_question(make_admitted())
    for mail in Outgoing.objects.filter(key__in=["mediature.asked", "mediature.replied"]):
        assert Saisine.objects.get().requerant.last_name not in mail.text + mail.subject
