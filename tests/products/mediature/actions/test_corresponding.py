"""The mails around a question to a service say who asks and until when; never what is asked, nor of whom."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.models import Agent, Saisine
from tests.factories.mediature import make_collectivite
from tests.factories.solliciter import holder_of_link, make_admitted, make_question

pytestmark = pytest.mark.django_db


def test_what_a_service_says_of_a_case_that_nobody_has_tells_the_mediators_of_the_office(acting):
    asked = make_question(make_admitted(make_collectivite(email="")))
    with open_scope(holder_of_link(asked)) as scope:
        reply(by=scope.actor, sollicitation=asked, text="Voici.")
    mediators = {each.user.email for each in Agent.objects.filter(organisation=asked.organisation_id)}
    assert {each.recipient for each in Outgoing.objects.filter(key="mediature.replied")} == mediators


def test_no_mail_names_the_person(acting):
    make_question(make_admitted())
    for mail in Outgoing.objects.filter(key__in=["mediature.asked", "mediature.replied"]):
        assert Saisine.objects.get().requerant.last_name not in mail.text + mail.subject
