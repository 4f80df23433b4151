"""Who is told that a message came, and what the mail does not say."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.actions.telling import tell_ended_once, tell_office
from parvis.products.mediature.enums import Etat, Fonction
from parvis.products.mediature.models import Saisine
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite
from tests.factories.messages import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(acting):
    return make_collectivite(name="Dijon", email="mediateur@dijon.test")


def told(key):
    return {each.recipient for each in Outgoing.objects.filter(key=key)}


def told_by(saisine):
    Outgoing.objects.all().delete()
    holder = holder_of(saisine)
    with open_scope(holder):
        tell_office(holder, Saisine.objects.get(pk=saisine.pk))
    return told("mediature.message_came")


def test_the_main_mediator_while_nobody_has_the_case_then_who_has_it(saisine, office):
    mediator, principal = make_agent(office), make_agent(office, Fonction.PRINCIPAL)
    make_agent(office, Fonction.ASSISTANT)
    make_agent(make_collectivite(), Fonction.PRINCIPAL)
    assert told_by(saisine) == {principal.email}
    with open_scope(acting_as(mediator)) as scope:
        assign(by=scope.actor, saisine=saisine, to=mediator)
    assert told_by(saisine) == {mediator.email}


def test_all_the_mediators_of_an_office_without_main_mediator_then_the_office_itself(saisine, office):
    assert told_by(saisine) == {"mediateur@dijon.test"}
    one, other = make_agent(office), make_agent(office)
    assert told_by(saisine) == {one.email, other.email}


def test_whoever_withdrew_from_the_case_is_told_nothing(saisine, office):
    principal = make_agent(office, Fonction.PRINCIPAL)
    with open_scope(acting_as(principal)) as scope:
        stay_away(by=scope.actor, saisine=saisine, reason="C’est mon voisin.")
    assert told_by(saisine) == {"mediateur@dijon.test"}


def test_the_mail_leads_to_the_messages_and_says_nothing_of_them(saisine, office):
    make_agent(office)
    make_message(saisine, text="Un secret", subject="Un secret")
    mail = Outgoing.objects.get(key="mediature.message_came")
    assert f"/mediature/bureau/{saisine.number}/messages/" in mail.text
    assert "secret" not in mail.text + mail.subject + mail.html


def test_whoever_writes_after_the_end_is_told_once(saisine, acting):
    Saisine.objects.filter(pk=saisine.pk).update(etat=Etat.RETIREE, closed_at=saisine.filed_at)
    ended = Saisine.objects.get(pk=saisine.pk)
    first, other = make_message(ended), make_message(ended, sender="voirie@dijon.test")
    assert told("mediature.message_after_end") == {first.sender, other.sender}
    Outgoing.objects.all().delete()
    for again in (make_message(ended), make_message(ended, sender=""), make_message(ended, sender="root@serveur")):
        tell_ended_once(acting.actor, ended, again)
    assert told("mediature.message_after_end") == set()
