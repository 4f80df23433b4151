"""A request comes in: split between those who must answer, the same whoever asks."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.evidence import note
from parvis.core.privacy.actions.rights.identifying import identify
from parvis.core.privacy.enums.rights import Channel, Proof, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.catalogue import accepted, answerers, printed
from parvis.core.privacy.queries.rights.people import secret_of
from parvis.kernel.actor import VISITOR, Actor, ActorKind
from parvis.kernel.declarations.privacy import FLOOR, Right, grounds, services
from parvis.kernel.scope import open_scope
from tests.factories.data_inclusion import import_records, raw
from tests.factories.organisations import enter, make_person
from tests.factories.rights import EMAIL, at_desk, file_request, known_request, make_desk, only_leg

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("service", list(services), ids=lambda service: service.key)
def test_what_is_accepted_is_what_is_promised_and_what_the_law_gives(service):
    promised = {promise.right for promise in service.promised}
    by_law = {
        right
        for activity in service.activities
        for purpose in activity.purposes
        for ground in grounds(purpose.basis)
        for right in FLOOR[ground.article]
    }
    assert accepted(service) >= promised | by_law
    assert set(printed(service)) <= accepted(service)
    assert set(printed(service)) >= promised


def test_each_right_is_asked_of_each_controller_and_of_nobody_else(acting):
    request = file_request(service=["coop", "data-inclusion"], addressee="Lina, médiatrice à Dole")
    legs = {(leg.service, leg.controller): leg for leg in RightsLeg.objects.filter(request=request)}
    coop = services.get("coop")
    assert len(legs) == len(answerers(coop)) + len(answerers(services.get("data-inclusion")))
    followup = next(leg for leg in legs.values() if leg.processor)
    assert (followup.activities, followup.addressee) == (["suivi"], "Lina, médiatrice à Dole")
    anct = next(leg for leg in legs.values() if leg.service == "coop" and not leg.processor)
    assert "suivi" not in anct.activities
    assert anct.addressee == ""
    covered = {(leg.service, activity) for leg in legs.values() for activity in leg.activities}
    assert covered == {(s.key, a.key) for s in (coop, services.get("data-inclusion")) for a in s.activities}


def test_a_processor_transmits_at_once_where_its_controller_has_a_desk(acting):
    make_desk("mediature")
    leg = only_leg(file_request(service="mediature"))
    assert leg.processor
    assert leg.transmitted_at is not None
    assert leg.organisation is not None


def test_the_clock_starts_at_receipt_and_stops_while_the_link_is_awaited(acting):
    request = file_request(on=date(2026, 1, 31))
    leg = only_leg(request)
    assert (leg.received_on, leg.due_on, leg.state) == (date(2026, 1, 31), date(2026, 2, 28), State.IDENTITY)
    assert request.paused_on is not None


def test_being_signed_in_is_proof_enough(acting):
    user = make_person(email=EMAIL)
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    request = file_request(service="plateforme", by=actor, channel=Channel.ACCOUNT, email="", name="")
    assert (request.proof, request.account_id, request.email) == (Proof.SESSION, user.pk, EMAIL)
    assert only_leg(request).state == State.OPEN
    assert not Outgoing.objects.filter(key="privacy.rights_confirm").exists()


def answer_of(client, email):
    answer = client.post(
        "/mes-droits/vous/?service=data-inclusion&service=plateforme&droit=access",
        {"name": "Zélie Morvan", "email": email},
        follow=True,
    )
    body = re.sub(r"D-\w{4}-\w{4}|nonce=\"[^\"]+\"|value=\"\w{64}\"", "", answer.content.decode())
    return answer.status_code, body, answer.redirect_chain[0][1]


def jobs_of(email):
    """What is left to be done after the answer, for this address."""
    [mail] = Outgoing.objects.filter(recipient=email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE args::text LIKE %s", [f"%{mail.pk}%"])
        return [name for (name,) in cursor.fetchall()]


def test_same_words_and_same_work_whether_or_not_the_person_is_known(acting, client):
    make_person(email=EMAIL)
    import_records([raw(1, courriel=EMAIL)])
    answer_of(client, "premier@exemple.fr")
    with CaptureQueriesContext(connection) as known:
        told_known = answer_of(client, EMAIL)
    with CaptureQueriesContext(connection) as unknown:
        told_unknown = answer_of(client, "inconnue@exemple.fr")
    assert told_known == told_unknown

    def shapes(captured):
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in captured.captured_queries]

    assert shapes(known) == shapes(unknown)
    assert jobs_of(EMAIL) == jobs_of("inconnue@exemple.fr") == ["notifications.send"]
    mails = Outgoing.objects.filter(key="privacy.rights_confirm").order_by("created_on")
    words = [re.sub(r"D-\w{4}-\w{4}|\w{32}", "", mail.subject + mail.text) for mail in mails]
    assert words[1] == words[2]


def test_the_same_is_not_open_twice(acting):
    first = file_request()
    again = file_request(rights=[Right.ACCESS])
    assert again == first
    assert RightsRequest.objects.count() == 1
    assert Outgoing.objects.filter(key="privacy.rights_confirm").count() == 2
    assert [step.kind for step in first.steps.all()].count(StepKind.LINK_SENT) == 2
    wider = file_request(rights=[Right.ACCESS, Right.OBJECT])
    assert [leg.right for leg in RightsLeg.objects.filter(request=wider)] == [Right.OBJECT]
    leg = only_leg(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsLeg.objects.create(
            request=first, subject=leg.subject, right=leg.right, service=leg.service, controller=leg.controller,
            received_on=leg.received_on,
        )  # fmt: skip


def test_without_address_the_code_is_given_on_the_spot(acting, client):
    answer = client.post(
        "/mes-droits/vous/?service=data-inclusion&droit=access", {"name": "Zélie Morvan", "phone": "03 81 61 50 50"}
    )
    request = RightsRequest.objects.get()
    assert answer["Location"] == f"/mes-droits/suivi/{request.number}/{secret_of(request)}/"
    assert secret_of(request) in client.get(answer["Location"]).content.decode()
    wrong = client.get(f"/mes-droits/suivi/{request.number}/{'0' * 32}/")
    assert wrong.status_code == 404
    found = client.post("/mes-droits/suivi/", {"number": request.number.lower(), "code": secret_of(request)})
    assert found["Location"] == answer["Location"]
    assert client.post("/mes-droits/suivi/", {"number": request.number, "code": "faux"}).status_code == 422


def test_form_keeps_what_was_typed_and_says_what_to_do(db, client):
    answer = client.post("/mes-droits/vous/?service=data-inclusion&droit=access", {"name": "Zélie", "text": "Bonjour"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Donnez une adresse électronique ou un téléphone" in page
    assert "Bonjour" in page
    assert client.get("/mes-droits/droits/").status_code == 302
    assert client.get("/mes-droits/droits/?service=data-inclusion&suite=1").status_code == 422
    assert client.get("/mes-droits/vous/?service=inconnu&droit=access").status_code == 302


def test_too_many_requests_from_one_place_wait(db, client):
    ask = {"name": "Zélie", "email": EMAIL}
    address = "/mes-droits/vous/?service=data-inclusion&droit=access"
    codes = [client.post(address, ask | {"email": f"p{rank}@exemple.fr"}).status_code for rank in range(11)]
    assert codes == [302] * 10 + [429]


def test_machines_are_thanked_and_nothing_is_kept(db, client, acting):
    address = "/mes-droits/vous/?service=data-inclusion&droit=access"
    answer = client.post(address, {"name": "Robot", "email": EMAIL, "site": "https://pub.example"})
    assert answer.status_code == 302
    assert not RightsRequest.objects.exists()


def test_requests_show_to_the_desk_that_answers_and_to_nobody_else(acting):
    officer, other = make_desk(), make_desk("mediature")
    request = file_request()
    stranger = make_person()
    memberships = {user: [(m.organisation_id, m.role) for m in user.memberships.all()] for user in (officer, other)}
    seen = {}
    for user, roles in {**memberships, stranger: []}.items():
        actor = Actor(ActorKind.USER, identifier=str(user.pk), roles=tuple(roles))
        with open_scope(actor):
            seen[user] = (
                RightsRequest.objects.count(), RightsLeg.objects.count(), RightsStep.objects.filter(request_id=request.pk).count()
            )  # fmt: skip
    with open_scope(VISITOR):
        assert RightsRequest.objects.count() == RightsStep.objects.count() == 0
    assert seen[officer][:2] == (1, 1)
    assert seen[officer][2] >= 2
    assert seen[other] == seen[stranger] == (0, 0, 0)


def test_a_step_is_never_rewritten(acting):
    request = file_request()
    with pytest.raises(Exception, match="never rewritten"), transaction.atomic():
        RightsStep.objects.filter(request=request).update(sent="autre")


BY_PHONE = {"name": "Zélie Morvan", "phone": "03 81 61 50 50"}
ASK = "/mes-droits/vous/?service=data-inclusion&droit=access"


def test_whoever_types_somebody_s_number_is_not_led_to_their_request(acting, client):
    first, second = (client.post(ASK, BY_PHONE)["Location"] for _ in range(2))
    assert first != second
    assert RightsRequest.objects.count() == 2


def test_without_address_the_desk_is_told_at_once_and_its_clock_runs(acting, client):
    officer = make_desk()
    client.post(ASK, BY_PHONE)
    request = RightsRequest.objects.get()
    assert (request.paused_on, only_leg(request).state) == (None, State.IDENTITY)
    assert Outgoing.objects.filter(recipient=officer.email, key="privacy.rights_desk").count() == 1
    enter(client, officer)
    assert request.number in client.get("/guichet-donnees/").content.decode()


def test_what_is_said_again_is_added_until_it_is_confirmed(acting):
    request = file_request(text="Première phrase.")
    file_request(text="Deuxième phrase.")
    request.refresh_from_db()
    assert request.text == "Première phrase.\n\nDeuxième phrase."
    identify(by=VISITOR, request=request, proof=Proof.LINK, desk=at_desk)
    file_request(text="Qu’un autre ajoute.")
    request.refresh_from_db()
    assert "autre" not in request.text


def test_a_mailbox_is_not_filled_with_links(db, client):
    codes = [client.post(ASK, {"name": "Zélie", "email": EMAIL.upper()}).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]


def test_a_desk_does_not_read_the_letters_of_another(acting):
    ours, theirs = make_desk("coop"), make_desk("data-inclusion")
    request = known_request(service=["coop", "data-inclusion"], addressee="Lina")
    for leg in RightsLeg.objects.filter(request=request):
        note(by=VISITOR, request=request, leg=leg, kind=StepKind.ANSWERED, sent=leg.service)
    for user, service in ((ours, "coop"), (theirs, "data-inclusion")):
        roles = tuple((m.organisation_id, m.role) for m in user.memberships.all())
        with open_scope(Actor(ActorKind.USER, identifier=str(user.pk), roles=roles)):
            steps = RightsStep.objects.filter(request_id=request.pk)
            assert {step.sent for step in steps if step.kind == StepKind.ANSWERED} == {service}
            assert steps.filter(kind=StepKind.RECEIVED).exists()
