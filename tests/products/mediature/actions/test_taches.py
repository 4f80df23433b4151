"""Tasks: written, given, done; the office alone sees them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.actions.taches import do_task, write_task
from parvis.products.mediature.actions.team import leave
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Ligne, Tache
from parvis.products.mediature.queries.taches import due_soon, tasks_to_do
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def assistant(office):
    return make_agent(office, Fonction.ASSISTANT)


@pytest.fixture
def by(office):
    return acting_as(make_agent(office))


@pytest.fixture
def saisine(office):
    with noon(MONDAY):
        return make_saisine(office)


def does(actor, action, on=MONDAY, **given):
    with noon(on), open_scope(actor):
        return action(by=actor, **given)


def test_a_task_is_given_to_anybody_of_the_office_for_a_working_day(by, saisine, assistant):
    made = does(by, write_task, saisine=saisine, words=" Appeler l’école ", due_on=date(2026, 3, 7), to=assistant)
    assert (made.words, made.due_on, made.user) == ("Appeler l’école", date(2026, 3, 9), assistant)
    line = Ligne.objects.get(words__startswith="À faire pour le")
    assert line.visibility == "bureau"


def test_what_is_done_is_told_and_may_be_to_do_again(by, saisine):
    made = does(by, write_task, saisine=saisine, words="Appeler", due_on=MONDAY)
    for done in (True, True, False):
        does(by, do_task, tache=made, done=done)
    assert Tache.objects.get().done_at is None
    assert Ligne.objects.filter(words__in=["Fait : Appeler", "De nouveau à faire : Appeler"]).count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "a" * 501}, "words"),
        ({"due_on": date(2026, 3, 1)}, "due_on"),
    ],
)
def test_what_is_wrong_is_said(by, saisine, given, field):
    with pytest.raises(ValidationError) as refused:
        does(by, write_task, saisine=saisine, **{"words": "Appeler", "due_on": MONDAY} | given)
    assert set(refused.value.error_dict) == {field}


def test_nobody_of_another_office_nor_who_left_is_given_one(by, saisine, assistant):
    stranger = make_agent(make_collectivite())
    Agent.objects.filter(user=assistant).update(ended_on=MONDAY)
    for person in (stranger, assistant):
        with pytest.raises(ValidationError, match="pas du bureau"):
            does(by, write_task, saisine=saisine, words="Appeler", due_on=MONDAY, to=person)


def test_the_list_of_the_day_is_ones_own_with_what_is_nobodys(by, saisine, assistant, office):
    for words, person in (("De l’assistant", assistant), ("De personne", None)):
        does(by, write_task, saisine=saisine, words=words, due_on=MONDAY, to=person)
    does(by, write_task, saisine=saisine, words="Plus tard", due_on=date(2026, 3, 20))
    its = acting_as(assistant)
    with noon(MONDAY), open_scope(its):
        assert [each.words for each in tasks_to_do(its, [office.organisation_id])] == [
            "De l’assistant", "De personne", "Plus tard",
        ]  # fmt: skip
        assert due_soon(its, [office.organisation_id]) == 2
    with noon(MONDAY), open_scope(by):
        assert tasks_to_do(by, [office.organisation_id]).count() == 2
        assert tasks_to_do(by, [office.organisation_id], "tous").count() == 3


def test_nobody_else_sees_a_task(by, saisine, office):
    does(by, write_task, saisine=saisine, words="Appeler", due_on=MONDAY)
    others = [
        holder_of(saisine), acting_as(make_agent(make_collectivite())),
        acting_as(make_membership(organisation=office.organisation).user),
    ]  # fmt: skip
    for actor in others:
        with open_scope(actor):
            assert not Tache.objects.exists(), actor.key


def test_what_had_to_do_whoever_leaves_or_withdraws_is_for_whoever_is_there(by, saisine, assistant, office):
    lead = acting_as(make_agent(office, Fonction.PRINCIPAL))
    other = make_saisine(office)
    gone = acting_as(assistant)
    for case in (saisine, other):
        does(by, write_task, saisine=case, words="Appeler", due_on=MONDAY, to=assistant)
    done = does(by, write_task, saisine=saisine, words="Faite", due_on=MONDAY, to=assistant)
    does(by, do_task, tache=done)
    does(gone, stay_away, saisine=saisine, reason="Je connais la personne.")
    assert [each.user for each in Tache.objects.order_by("pk")] == [None, assistant, assistant]
    does(lead, leave, agent=Agent.objects.get(user=assistant))
    assert [each.user for each in Tache.objects.order_by("pk")] == [None, None, assistant]
