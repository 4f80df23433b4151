"""The least proof, and a clock that stops only while it is awaited."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.documents.models import DataKey, Document
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.identifying import ask_for_document, give_document, identify
from parvis.core.privacy.enums.rights import Ground, Proof, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest
from parvis.core.privacy.queries.rights.people import person_of
from parvis.core.privacy.queries.rights.queue import queue
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, Actor, ActorKind, system
from parvis.products.data_inclusion.models import Structure
from tests.factories.accounts import protect
from tests.factories.data_inclusion import import_records, raw
from tests.factories.organisations import enter, make_person
from tests.factories.rights import (
    EMAIL,
    PHONE,
    at_desk,
    file_request,
    known_request,
    link_sent,
    make_desk,
    only_leg,
    private,
)

pytestmark = pytest.mark.django_db
DPO = system("tests")


def on(day):
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_the_link_stops_and_starts_the_clock(acting):
    with on(date(2026, 3, 1)):
        request = file_request()
    with on(date(2026, 3, 11)):
        identify(by=VISITOR, request=request, proof=Proof.LINK, desk=at_desk)
        identify(by=VISITOR, request=request, proof=Proof.DOCUMENT, desk=at_desk)
    leg = only_leg(request)
    assert (leg.state, leg.due_on) == (State.OPEN, date(2026, 4, 11))
    assert leg.request.proof == Proof.LINK, "once known, known"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waits=st.lists(st.integers(0, 9), min_size=1, max_size=3), between=st.integers(0, 3))
def test_pauses_add_up_to_the_days_awaited(acting, waits, between):
    """Whatever the pauses, the answer is due a month after receipt and as many days later as proof was awaited."""
    RightsRequest.objects.all().delete()
    day = date(2026, 1, 30)
    with on(day):
        request = file_request()
    for rank, wait in enumerate(waits):
        if rank:
            day += timedelta(days=between)
            with on(day):
                ask_for_document(by=DPO, leg=only_leg(request), reason="Deux homonymes.", link=private)
        day += timedelta(days=wait)
        with on(day):
            identify(by=DPO, request=request, proof=Proof.FILE, desk=at_desk, how="Rappelée.")
    assert only_leg(request).due_on == date(2026, 2, 28) + timedelta(days=sum(waits))


def test_a_number_that_was_only_typed_proves_nothing(acting):
    request = known_request(phone=PHONE)
    assert not person_of(request).reached.phones
    request.proof = Proof.FILE
    assert person_of(request).reached.phones == {PHONE}
    request.proof = Proof.NONE
    assert not person_of(request).reached


def test_a_document_needs_a_reason_is_sealed_and_destroyed_at_the_decision(acting, client):
    request = known_request()
    with pytest.raises(ValidationError, match="par écrit"):
        ask_for_document(by=DPO, leg=only_leg(request), reason="  ", link=private)
    ask_for_document(by=DPO, leg=only_leg(request), reason="Deux personnes portent ce nom.", link=private)
    assert only_leg(request).state == State.IDENTITY
    page = client.get(link_sent()).content.decode()
    assert "Deux personnes portent ce nom." in page
    assert "Est-ce bien vous" not in page
    client.post(f"{link_sent()}confirmer/")
    assert only_leg(request).state == State.IDENTITY, "a link does not lift a doubt written down"
    client.post(f"{link_sent()}piece/", {"file": ContentFile(b"%PDF-1.7 identite", name="cni.pdf")})
    request.refresh_from_db()
    document = Document.objects.get(pk=request.document)
    assert (document.name, DataKey.objects.filter(document=document).count()) == ("piece", 1)
    identify(by=DPO, request=request, proof=Proof.DOCUMENT, desk=at_desk, how="La pièce porte son nom.")
    answer(by=DPO, leg=only_leg(request), given=Answer(State.ANSWERED, Ground.NOTHING), link=private)
    request.refresh_from_db()
    document.refresh_from_db()
    assert request.document is None
    assert document.destroyed_on is not None
    assert not DataKey.objects.filter(document=document).exists()
    kinds = [step.kind for step in request.steps.all()]
    assert kinds.count(StepKind.PROOF_DESTROYED) == 1


def test_no_document_is_taken_that_nobody_asked_for(acting):
    with pytest.raises(ValidationError, match="Aucune pièce"):
        give_document(by=VISITOR, request=known_request(), file=ContentFile(b"x", name="x.txt"), desk=at_desk)


def test_the_days_that_follow_the_document_are_those_of_the_desk(acting):
    officer = make_desk()
    with on(date(2026, 3, 1)):
        request = known_request()
        ask_for_document(by=DPO, leg=only_leg(request), reason="Deux homonymes.", link=private)
    told = Outgoing.objects.filter(recipient=officer.email).count()
    with on(date(2026, 3, 11)):
        give_document(by=VISITOR, request=request, file=ContentFile(b"%PDF-1.7", name="cni.pdf"), desk=at_desk)
    assert Outgoing.objects.filter(recipient=officer.email).count() == told + 1
    with on(date(2026, 3, 20)):
        assert list(queue(Actor(ActorKind.USER, "1", platform_administrator=True))) == [only_leg(request)]
        identify(by=DPO, request=request, proof=Proof.DOCUMENT, desk=at_desk, how="La pièce porte son nom.")
    assert only_leg(request).due_on == date(2026, 4, 11)


def test_whoever_recognises_the_person_says_how(acting):
    request = file_request(email="", phone=PHONE)
    with pytest.raises(ValidationError, match="par écrit comment"):
        identify(by=DPO, request=request, proof=Proof.FILE, desk=at_desk)
    assert only_leg(request).state == State.IDENTITY


def test_a_mandate_is_asked_for_read_and_opens_the_data_of_whom_it_names(acting, client):
    officer = make_desk()
    import_records([raw(1, courriel=EMAIL), raw(2, courriel="fils@exemple.fr")])
    ask = "/mes-droits/vous/?service=data-inclusion&droit=object&pour=autrui"
    typed = {"name": "Paul Morvan", "email": "fils@exemple.fr", "mandate": "Zélie Morvan"}
    assert client.post(ask, typed).status_code == 422, "nothing tells whose data are meant"
    client.post(ask, typed | {"represented_email": EMAIL})
    address = link_sent("fils@exemple.fr")
    assert "Votre mandat est attendu" in client.get(address).content.decode()
    client.post(f"{address}confirmer/")
    leg = RightsLeg.objects.select_related("request").get()
    assert (leg.state, person_of(leg.request).reached.emails) == (State.IDENTITY, frozenset())
    client.post(f"{address}piece/", {"file": ContentFile(b"%PDF-1.7 mandat", name="mandat.pdf")})
    enter(client, officer)
    desk = f"/guichet-donnees/{leg.pk}/"
    assert "Voir le mandat déposé" in client.get(desk).content.decode()
    assert client.post(f"{desk}identite/", {"how": ""}).status_code == 422
    client.post(f"{desk}identite/", {"how": "Signé, daté du mois dernier."})
    assert only_leg(leg.request).state == State.OPEN
    assert person_of(only_leg(leg.request).request).reached.emails == {EMAIL}
    shown = set(Structure.objects.exclude(courriel="").values_list("courriel", flat=True))
    assert EMAIL not in shown
    assert "fils@exemple.fr" in shown


@pytest.mark.parametrize(("protected", "bound"), [(False, True), (True, False)])
def test_the_link_leads_to_the_account_unless_a_second_factor_protects_it(acting, protected, bound):
    user = make_person(email=EMAIL)
    if protected:
        protect(user)
    assert (known_request().account_id == user.pk) == bound
