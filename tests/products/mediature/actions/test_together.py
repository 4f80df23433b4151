"""Who withdrew from a case, and what it is tied to, when it becomes one with another and when they part."""

import pytest
from django.core.exceptions import ValidationError

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.actions.liens import link, merge, unlink, unmerge
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.actions.taches import write_task
from parvis.products.mediature.actions.transferring import give_up, propose
from parvis.products.mediature.forms.liens import UnlinkForm
from parvis.products.mediature.models import Deport, Lien, Ligne, Requerant, Saisine, Tache, Transfert
from parvis.products.mediature.queries.homonymes import linked
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(lead):
    return acting_as(lead)


@pytest.fixture
def two(office):
    return make_saisine(office), make_saisine(office)


def again(case):
    return Saisine.objects.get(pk=case.pk)


def seen(user):
    """The cases and the people that row security shows."""
    with open_scope(acting_as(user)):
        return set(Saisine.objects.values_list("pk", flat=True)), set(Requerant.objects.values_list("pk", flat=True))


def withdraw(user, case):
    with open_scope(acting_as(user)) as scope:
        stay_away(by=scope.actor, saisine=case, reason="Une parente.")


def join(by, kept, joined):
    with open_scope(by):
        return merge(by=by, saisine=kept, number=joined.number)


def part(by, kept, fusion):
    with open_scope(by):
        unmerge(by=by, saisine=kept, fusion=fusion)


@pytest.mark.parametrize("first", [True, False], ids=["from the one that goes", "from the one that stays"])
def test_whoever_withdrew_from_one_sees_neither_while_they_are_one(two, mediator, by, first):
    kept, joined = two
    left, other = (joined, kept) if first else (kept, joined)
    withdraw(mediator, left)
    fusion = join(by, kept, joined)
    assert seen(mediator) == (set(), set())
    part(by, kept, fusion)
    assert seen(mediator) == ({other.pk}, {other.requerant_id})
    assert Deport.objects.get().saisine == left


def test_a_case_waits_for_somebody_when_its_mediator_withdrew_from_the_other(two, mediator, by):
    kept, joined = two
    withdraw(mediator, joined)
    with open_scope(acting_as(mediator)) as scope:
        assign(by=scope.actor, saisine=kept, to=mediator)
        write_task(by=scope.actor, saisine=kept, words="Appeler", due_on=clock.today(), to=mediator)
    join(by, kept, joined)
    assert again(kept).mediateur is None
    assert Tache.objects.get().user is None
    assert Ligne.objects.filter(saisine=kept, fait="liberation", words__startswith="Dossier rendu").exists()


def test_whoever_withdraws_while_they_are_one_stays_away_from_both(two, mediator, by):
    kept, joined = two
    with open_scope(acting_as(mediator)) as scope:
        assign(by=scope.actor, saisine=joined, to=mediator)
    fusion = join(by, kept, joined)
    withdraw(mediator, kept)
    part(by, kept, fusion)
    assert seen(mediator) == (set(), set())
    assert again(joined).mediateur is None
    assert {each.requerant_id for each in Deport.objects.all()} == {kept.requerant_id, again(joined).requerant_id}


def test_ties_follow_the_case_and_come_back(office, two, by, lead):
    kept, joined = two
    third, fourth = make_saisine(office), make_saisine(office)
    with open_scope(by):
        for number in (kept.number, third.number, fourth.number):
            link(by=by, saisine=joined, number=number)
        link(by=by, saisine=kept, number=fourth.number)
    fusion = join(by, kept, joined)
    with open_scope(by):
        assert set(linked(by, kept)) == {third, fourth}
        assert linked(by, third) == [kept]
        form = UnlinkForm(saisine=third, user=lead.pk, auto_id="x_%s")
        assert [number for number, _ in form.fields["number"].choices] == [kept.number]
        unlink(by=by, saisine=fourth, number=kept.number)
    part(by, kept, fusion)
    with open_scope(by):
        assert linked(by, kept) == [joined]
        assert set(linked(by, joined)) == {kept, third, fourth}
    assert not Lien.objects.filter(one=kept.pk, other=third.pk).exists()


def test_a_colleague_s_case_is_joined_by_them_or_by_the_main_mediator(office, two, mediator, by):
    kept, joined = two
    colleague = acting_as(make_agent(office))
    with open_scope(acting_as(mediator)) as scope:
        assign(by=scope.actor, saisine=joined, to=mediator)
    with open_scope(colleague), pytest.raises(ValidationError, match="Un autre médiateur a ce dossier"):
        merge(by=colleague, saisine=kept, number=joined.number)
    fusion = join(acting_as(mediator), kept, joined)
    part(by, kept, fusion)
    assert join(by, kept, joined)


@pytest.mark.parametrize("rank", [0, 1])
def test_nothing_is_joined_while_the_person_is_asked_about_a_transfer(two, by, rank):
    kept, joined = two
    there = make_collectivite()
    with open_scope(by):
        propose(by=by, saisine=two[rank], to=there, reasons="La voirie est à la région.")
        with pytest.raises(ValidationError, match="Un transfert de l’un"):
            merge(by=by, saisine=kept, number=joined.number)
        give_up(by=by, transfert=Transfert.objects.get())
    assert join(by, kept, joined)
