"""« Mes données »: mine, all of it, with who read it; and nobody else's."""

import html
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.models import User
from parvis.core.privacy.enums.rights import Channel, State
from parvis.core.privacy.models import RightsLeg, RightsRequest
from parvis.core.privacy.queries.rights.bundle import access_of
from parvis.core.privacy.queries.rights.following import citizen
from parvis.core.privacy.queries.rights.people import person_of
from parvis.kernel.actor import VISITOR, Actor, ActorKind
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.scope import Reach, open_scope
from tests.factories.data_inclusion import import_records, raw
from tests.factories.organisations import enter, make_membership, make_person
from tests.factories.rights import EMAIL, file_request, known_request

pytestmark = pytest.mark.django_db


def test_everything_about_me_and_nothing_about_others(acting, client):
    membership = make_membership(make_person(email=EMAIL, first_name="Zélie"))
    make_person(first_name="Canarielle")
    import_records([raw(1, courriel=EMAIL, nom="Maison Zélie"), raw(2, courriel="x@y.example", nom="Maison Autre")])
    enter(client, membership.user)
    page = client.get("/compte/mes-donnees/").content.decode()
    for told in ("Zélie", "Rattachements", "Maison Zélie", "ouvrir un accès personnel", "non communiqué"):
        assert told in page
    for other in ("Canarielle", "Maison Autre", membership.user.password):
        assert other not in page
    with zipfile.ZipFile(io.BytesIO(client.get("/compte/mes-donnees/archive/").content)) as archive:
        assert "Zélie" in archive.read("vos-donnees.html").decode()


def test_who_read_me_is_told_without_a_name(acting, client):
    me = make_person(email=EMAIL)
    reader = make_person(first_name="Lectrice", last_name="Curieuse", email="lectrice@exemple.fr")
    with open_scope(Actor(ActorKind.USER, identifier=str(reader.pk), label="Lectrice")):
        list(User.objects.filter(pk=me.pk))
    enter(client, me)
    page = client.get("/compte/mes-donnees/").content.decode()
    assert "lecture par un agent habilité" in page
    assert "ouvrir un accès personnel et protégé aux services" in page
    assert "Curieuse" not in page
    assert "lectrice@exemple.fr" not in page


def test_a_right_is_exercised_from_there(acting, client):
    me = make_person(email=EMAIL)
    enter(client, me)
    answer = client.post("/mes-droits/vous/?service=plateforme&droit=rectify", {"text": "Mon nom."})
    assert answer["Location"] == "/compte/mes-donnees/"
    request = RightsRequest.objects.get(account=me)
    page = client.get("/compte/mes-donnees/").content.decode()
    assert request.number in page
    client.post(f"/compte/mes-donnees/{request.number}/retirer/")
    assert RightsLeg.objects.get(request=request).state == State.WITHDRAWN


@pytest.mark.parametrize("known", [False, True], ids=["an account", "an account and a published contact"])
def test_each_right_offered_leads_somewhere(acting, client, known):
    if known:
        import_records([raw(1, courriel=EMAIL)])
    enter(client, make_person(email=EMAIL))
    page = client.get("/compte/mes-donnees/").content.decode()
    links = re.findall(r'href="(/mes-droits/vous/[^"]*droit=[^"]*)"', page)
    assert len(links) >= 4
    for link in links:
        assert client.get(html.unescape(link)).status_code == 200, link


def test_a_sign_in_is_told_as_a_sign_in(acting, client):
    me = make_person(email=EMAIL)
    with open_scope(VISITOR):
        assert User.objects.get(email=EMAIL)
    enter(client, me)
    page = client.get("/compte/mes-donnees/").content.decode()
    assert "par quelqu’un qui se connectait au compte, ou essayait" in page
    assert "lien privé" not in page


def test_the_clicks_of_who_has_no_account_are_not_consultations(acting):
    import_records([raw(1, courriel=EMAIL)])
    own = known_request(email=EMAIL)
    person = person_of(own)
    with open_scope(citizen(own.number), reach=Reach.EVERYTHING):
        access_of(person)
    by_link = "une personne, par le lien privé d’une demande"
    assert by_link not in {each.who for each in access_of(person).consultations}
    for_them = file_request(email="mandataire@exemple.fr", mandate="Zélie Morvan", represented_email=EMAIL)
    with open_scope(citizen(for_them.number), reach=Reach.EVERYTHING):
        access_of(person)
    assert by_link in {each.who for each in access_of(person).consultations}


def test_somebody_else_s_request_is_not_mine(acting, client):
    other = make_person()
    actor = Actor(ActorKind.USER, identifier=str(other.pk), label=str(other))
    request = file_request(service="plateforme", by=actor, channel=Channel.ACCOUNT, email="")
    enter(client, make_person())
    assert client.post(f"/compte/mes-donnees/{request.number}/retirer/").status_code == 404
    assert RightsLeg.objects.get(request=request).state == State.OPEN


def test_it_costs_the_same_with_one_request_and_with_six(acting, client):
    me = make_person(email=EMAIL)
    actor = Actor(ActorKind.USER, identifier=str(me.pk), label=str(me))
    enter(client, me)
    costs = []
    for rights in ([Right.ACCESS], [Right.RECTIFY, Right.ERASE, Right.RESTRICT, Right.PORT, Right.OBJECT]):
        for right in rights:
            file_request(service="plateforme", rights=[right], by=actor, channel=Channel.ACCOUNT, email="")
        client.get("/compte/mes-donnees/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/compte/mes-donnees/")
        costs.append(len(captured))
    assert costs[0] == costs[1]
