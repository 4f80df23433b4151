"""Mistakes that would break a promise about rights, each made on purpose: a short story must see every one."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.rights import answering, erasing, identifying, receiving
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.handling import extend
from parvis.core.privacy.actions.rights.identifying import ask_for_document, identify
from parvis.core.privacy.enums.rights import Ground, Proof, State
from parvis.core.privacy.models import Suppression
from parvis.core.privacy.queries.rights import deadlines, people
from parvis.core.privacy.queries.rights.people import person_of
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.declarations.privacy import Period, Right
from parvis.products.data_inclusion.models import Structure
from tests.factories.data_inclusion import import_records, raw
from tests.factories.organisations import make_person
from tests.factories.rights import EMAIL, PHONE, at_desk, file_request, known_request, only_leg, private

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
DPO = system("tests")


def on(day):
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def the_clock():
    """A request of the end of January, a document awaited for three days, three months in all."""
    with on(date(2026, 1, 31)):
        leg = only_leg(known_request())
    with on(date(2026, 2, 1)):
        ask_for_document(by=DPO, leg=leg, reason="Deux homonymes.", link=private)
    with on(date(2026, 2, 4)):
        identify(by=DPO, request=leg.request, proof=Proof.FILE, desk=at_desk, how="Rappelée.")
    month = only_leg(leg.request).due_on
    with on(date(2026, 3, 3)):
        extend(by=DPO, leg=leg, complexity="Trois sources.", link=private)
    assert (month, only_leg(leg.request).due_on) == (date(2026, 3, 3), date(2026, 5, 3))


def identity():
    """A number only typed proves nothing; nobody is answered before they are known, nor heard for somebody else."""
    assert person_of(known_request(phone=PHONE)).reached.phones == frozenset()
    leg = only_leg(file_request(email="b@exemple.fr"))
    with pytest.raises(ValidationError):
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    asked = file_request(email="c@exemple.fr", mandate="Ali Ba", represented_email=EMAIL)
    with pytest.raises(ValidationError):
        identify(by=VISITOR, request=asked, proof=Proof.LINK, desk=at_desk)
    with pytest.raises(ValidationError):
        identify(by=DPO, request=asked, proof=Proof.MANDATE, desk=at_desk, how="Vu.")


def objection():
    """Gone at once, and an import does not bring them back."""
    import_records([raw(1, courriel=EMAIL)])
    known_request(rights=[Right.OBJECT])
    assert not Structure.objects.filter(courriel=EMAIL).exists()
    import_records([raw(1, courriel=EMAIL, telephone=PHONE)], version="2")
    assert not Structure.objects.filter(courriel=EMAIL).exists()


def erasure():
    """The account goes, whether or not its person was signed in."""
    make_person(email=EMAIL)
    leg = only_leg(known_request(service="plateforme", rights=[Right.ERASE]))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert not User.objects.filter(email=EMAIL).exists()


def sameness():
    """The same queries, in number and in order, for an address that an account has and for one that nobody has."""
    make_person(email=EMAIL)
    file_request(email="premier@exemple.fr")
    done = []
    for email in (EMAIL, "inconnue@exemple.fr"):
        with CaptureQueriesContext(connection) as captured:
            file_request(email=email)
        done.append([re.sub(r"s\d+_x\d+|'[^']*'|\d+", "?", query["sql"])[:60] for query in captured.captured_queries])
    assert done[0] == done[1]


def truth():
    """Nothing held cannot be said of what is; a refusal has its ground."""
    import_records([raw(1, courriel=EMAIL)])
    leg = only_leg(known_request())
    for given in (Answer(State.ANSWERED, Ground.NOTHING), Answer(State.REFUSED, Ground.LEGAL_DUTY)):
        with pytest.raises(ValidationError):
            answer(by=DPO, leg=leg, given=given, link=private)


STORIES = (the_clock, identity, objection, erasure, sameness, truth)


@pytest.mark.parametrize("story", STORIES)
def test_the_story_holds(story):
    story()


def _looks_up(patch):
    plain = receiving.subject_of

    def subject(request):
        if User.objects.filter(email=request.email).exists():
            User.objects.get(email=request.email)
        return plain(request)

    patch.setattr(receiving, "subject_of", subject)


MUTANTS = {
    "thirty days": (the_clock, lambda patch: patch.setattr(deadlines, "MONTH", Period(days=30))),
    "two months more instead of three in all": (
        the_clock, lambda patch: patch.setattr(deadlines, "EXTENDED", Period(months=1, days=59)),
    ),
    "the pause is ours": (
        the_clock, lambda patch: patch.setattr(identifying, "resume", lambda request: setattr(request, "paused_on", None)),
    ),
    "what is typed is proven": (
        identity, lambda patch: patch.setattr(people, "CHECKED", frozenset(Proof)),
    ),
    "nobody needs to be known": (identity, lambda patch: patch.setattr(answering, "NEXT", {each: frozenset(State) for each in State})),
    "a mandate is taken for granted": (identity, lambda patch: patch.setattr(identifying, "_check_proof", lambda *given: None)),
    "an objection waits for its answer": (objection, lambda patch: patch.setattr(identifying, "hide_at_once", lambda **given: None)),
    "no digest is kept": (
        objection, lambda patch: patch.setattr(Suppression.objects, "get_or_create", lambda **given: None),
    ),
    "the engine of erasure is not called": (erasure, lambda patch: patch.setattr(erasing, "erase_person", lambda **given: None)),
    "only who was signed in has an account": (erasure, lambda patch: patch.setattr(identifying, "account_of", lambda request: None)),
    "the form looks people up": (sameness, _looks_up),
    "nothing held by one click": (truth, lambda patch: patch.setattr(answering, "is_held", lambda *given: False)),
    "any ground will do": (truth, lambda patch: patch.setattr(answering, "grounds_for", lambda leg: list(Ground))),
}  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_seen(monkeypatch, mutant):
    story, make = MUTANTS[mutant]
    make(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        story()
