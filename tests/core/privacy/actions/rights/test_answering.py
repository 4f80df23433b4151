"""Answers: executed, proven, in time or visibly late."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.answering import Answer, answer, grounds_for
from parvis.core.privacy.actions.rights.delivering import deliver
from parvis.core.privacy.enums.rights import Channel, Ground, Proof, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsStep
from parvis.core.privacy.queries.rights.letters import letter_of
from parvis.core.privacy.queries.rights.people import secret_of
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, Actor, ActorKind, system
from parvis.kernel.declarations.privacy import Right
from tests.factories.data_inclusion import import_records, raw, raw_service
from tests.factories.organisations import make_person
from tests.factories.rights import EMAIL, file_request, known_request, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")


def unpacked(leg):
    with zipfile.ZipFile(io.BytesIO(deliver(by=VISITOR, leg=leg))) as archive:
        return json.loads(archive.read("vos-donnees.json")), archive.read("vos-donnees.html").decode()


def test_access_tells_what_why_whence_for_whom_until_when_and_who_read(acting):
    user = make_person(email=EMAIL, first_name="Zélie")
    make_person(email="autre@exemple.fr", first_name="Canarielle")
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    request = file_request(service="plateforme", by=actor, channel=Channel.ACCOUNT, email="")
    leg = answer(by=DPO, leg=only_leg(request), given=Answer(State.ANSWERED), link=private)
    told, page = unpacked(leg)
    held = {each["table"] for each in told["donnees"]}
    assert {"accounts.User", "account.EmailAddress"} <= held
    row = next(each for each in told["donnees"] if each["table"] == "accounts.User")["lignes"][0]
    assert row["valeurs"]["first_name"] == "Zélie"
    assert "non_communique" in row["valeurs"]["password"]
    assert row["conservee_jusqu_au"] is not None
    assert user.password not in json.dumps(told) + page
    assert "Canarielle" not in json.dumps(told) + page
    register = next(each for each in told["registre"] if each["key"] == "plateforme.comptes.identite")
    assert all(register[name] for name in ("purposes", "bases", "source", "recipients", "kept"))
    assert "Zélie" in page
    step = RightsStep.objects.get(leg=leg, kind=StepKind.ANSWERED)
    assert "Zélie" not in step.digest
    assert "first_name" not in step.sent


def test_only_the_processings_of_the_controller_asked_are_handed_over(acting):
    make_person(email=EMAIL, first_name="Zélie-du-compte")
    import_records([raw(1, courriel=EMAIL), raw(2, courriel="autre@exemple.fr")])
    leg = answer(by=DPO, leg=only_leg(known_request()), given=Answer(State.ANSWERED), link=private)
    told, page = unpacked(leg)
    assert {each["table"] for each in told["donnees"]} == {"data_inclusion.Structure"}
    assert [line["source"] for line in told["donnees"][0]["lignes"]] == ["Source d'essai"]
    assert "Donné par" in page
    assert "Zélie-du-compte" not in page
    assert "autre@exemple.fr" not in page


def test_portability_gives_what_the_person_provided(acting):
    user = make_person(email=EMAIL)
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    given = {"service": "plateforme", "by": actor, "channel": Channel.ACCOUNT, "email": ""}
    leg = only_leg(file_request(rights=[Right.PORT], **given))
    answered = answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    told = json.loads(deliver(by=VISITOR, leg=answered))
    assert "accounts.User" in {each["table"] for each in told["donnees"]}


def test_a_late_answer_stays_late(acting):
    leg = only_leg(known_request(on=date(2026, 1, 31)))
    with clock.frozen(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        assert answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, Ground.NOTHING), link=private).late
    on_time = only_leg(known_request(on=date(2026, 1, 31), rights=[Right.RESTRICT]))
    with clock.frozen(datetime(2026, 2, 28, 22, 30, tzinfo=UTC)):
        assert not answer(by=DPO, leg=on_time, given=Answer(State.REFUSED, Ground.ACCURATE), link=private).late


def test_a_refusal_takes_its_ground_from_a_closed_list(acting):
    leg = only_leg(known_request())
    for ground in ("", "parce-que", Ground.LEGAL_DUTY):
        with pytest.raises(ValidationError, match="motifs de la liste"):
            answer(by=DPO, leg=leg, given=Answer(State.REFUSED, ground), link=private)
    with pytest.raises(ValidationError, match="pas de motif"):
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, Ground.REPETITIVE), link=private)
    closed = answer(by=DPO, leg=leg, given=Answer(State.REFUSED, Ground.REPETITIVE), link=private)
    assert closed.state == State.REFUSED
    mail = Outgoing.objects.filter(key="privacy.rights_news").latest("created_on")
    assert "article 12-5" in mail.text
    assert "cnil.fr" in mail.text
    with pytest.raises(ValidationError, match="ne peut pas recevoir"):
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)


@pytest.mark.parametrize("right", list(Right), ids=lambda right: right.value)
def test_erasure_alone_has_the_grounds_of_article_17(right):
    article_17 = {Ground.EXPRESSION, Ground.HEALTH, Ground.ARCHIVES, Ground.PUBLIC_TASK}
    assert (article_17 <= set(grounds_for(RightsLeg(right=right, state=State.OPEN)))) == (right is Right.ERASE)


def test_nobody_is_answered_before_they_are_known(acting):
    leg = only_leg(file_request())
    with pytest.raises(ValidationError, match="ne peut pas recevoir"):
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    refused = answer(by=DPO, leg=leg, given=Answer(State.REFUSED, Ground.IDENTITY), link=private)
    assert refused.state == State.REFUSED


def test_the_letter_says_the_words_of_the_mail_in_an_accessible_pdf(acting):
    import_records([raw(1, courriel=EMAIL), raw_service(1)])
    leg = answer(
        by=DPO, leg=only_leg(known_request()), given=Answer(State.ANSWERED, remark="#let x = 1 *gras*"), link=private
    )
    step = RightsStep.objects.select_related("leg", "request").get(leg=leg, kind=StepKind.ANSWERED)
    mail = Outgoing.objects.filter(key="privacy.rights_news").latest("created_on")
    for paragraph in step.sent.split("\n\n"):
        assert " ".join(paragraph.split()) in " ".join(mail.text.split())
    letter = letter_of(step).pdf
    assert letter.startswith(b"%PDF")
    assert b"pdfuaid" in letter


def test_nothing_is_destroyed_while_a_copy_of_it_is_awaited(acting):
    import_records([raw(1, courriel=EMAIL)])
    request = known_request(rights=[Right.ACCESS, Right.OBJECT])
    legs = {leg.right: leg for leg in request.legs.select_related("request")}
    with pytest.raises(ValidationError, match="d’abord à la demande d’accès"):
        answer(by=DPO, leg=legs[Right.OBJECT], given=Answer(State.ANSWERED), link=private)
    copy = answer(by=DPO, leg=legs[Right.ACCESS], given=Answer(State.ANSWERED), link=private)
    told, page = unpacked(copy)
    assert EMAIL in page, "hidden at once, and still told to her"
    assert [line["source"] for each in told["donnees"] for line in each["lignes"]] == ["Source d'essai"]
    assert answer(by=DPO, leg=legs[Right.OBJECT], given=Answer(State.ANSWERED), link=private).state == State.ANSWERED


def test_nothing_held_is_not_said_of_what_is(acting):
    import_records([raw(1, courriel=EMAIL)])
    leg = only_leg(known_request())
    with pytest.raises(ValidationError, match="l’aperçu les montre"):
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, Ground.NOTHING), link=private)


def test_identity_is_no_ground_once_it_is_proven_nor_before_anything_was_asked(acting):
    with pytest.raises(ValidationError, match="motifs de la liste"):
        answer(by=DPO, leg=only_leg(known_request()), given=Answer(State.REFUSED, Ground.IDENTITY), link=private)
    unknown = only_leg(file_request(email="", phone="+33381615050"))
    with pytest.raises(ValidationError, match="Rien n’a encore été demandé"):
        answer(by=DPO, leg=unknown, given=Answer(State.REFUSED, Ground.IDENTITY), link=private)


def test_the_request_is_locked_before_any_of_its_rights(acting):
    """Else two answers given at once would each find the other still due, and never destroy the document."""
    leg = only_leg(known_request())
    with CaptureQueriesContext(connection) as captured:
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, Ground.NOTHING), link=private)
    locks = [query["sql"] for query in captured.captured_queries if "FOR UPDATE" in query["sql"]]
    assert "privacy_rightsrequest" in locks[0].partition("FROM")[2].partition("WHERE")[0]


def test_who_has_no_address_finds_the_way_back_in_the_letter(acting):
    request = known_request(Proof.FILE, email="", postal_address="3 rue de Vesoul, 25000 Besançon")
    leg = answer(by=DPO, leg=only_leg(request), given=Answer(State.ANSWERED, Ground.NOTHING), link=private)
    step = RightsStep.objects.select_related("leg", "request").get(leg=leg, kind=StepKind.ANSWERED)
    content = letter_of(step)
    assert content.address == "3 rue de Vesoul, 25000 Besançon"
    assert request.number in content.paragraphs[-1]
    assert "".join(content.paragraphs[-1].split()).count(secret_of(request)) == 1
    assert secret_of(request) not in step.sent, "the code is kept nowhere"


@pytest.mark.parametrize("outcome", [State.ANSWERED, State.REFUSED])
def test_who_is_only_known_by_their_requests_is_not_told_that_there_is_nothing_at_all(acting, outcome):
    leg = only_leg(known_request(rights=[Right.RECTIFY]))
    leg = answer(by=DPO, leg=leg, given=Answer(outcome, Ground.NOTHING), link=private)
    sent = RightsStep.objects.exclude(sent="").filter(leg=leg).latest("at").sent
    assert "hors vos demandes et la preuve de nos réponses" in sent
    assert "sur vous." not in sent
