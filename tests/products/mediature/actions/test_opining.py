"""An opinion: one a case, after its end, changed within thirty days, written by the person's link alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel.actor import system
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import Conclusion, close, reopen, withdraw
from parvis.products.mediature.actions.opining import LONGEST, give_opinion, giver
from parvis.products.mediature.enums import Fonction, Issue, Satisfaction
from parvis.products.mediature.models import Avis, Saisine
from parvis.products.mediature.queries.avis import CHANGED_FOR, address_of, satisfaction
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
ENDED_ON = date(2026, 3, 3)


@pytest.fixture
def mediator(office):
    return acting_as(make_agent(office, Fonction.PRINCIPAL))


@pytest.fixture
def closed(office, mediator):
    with noon(ENDED_ON - timedelta(days=40)):
        saisine = make_saisine(office)
    with noon(ENDED_ON), open_scope(mediator):
        close(by=mediator, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
    found = Saisine.objects.get(pk=saisine.pk)
    found.code = saisine.code
    return found


def gives(saisine, on, degree=Satisfaction.TRES, **given):
    by = giver(saisine.pk)
    with noon(on), open_scope(by):
        return give_opinion(by=by, saisine=saisine, degree=degree, **given)


def test_the_closing_mail_leads_to_it(closed):
    assert address_of(closed) in Outgoing.objects.get(key="mediature.ended").text


def test_one_answer_that_keeps_its_word_and_changes_within_thirty_days(closed):
    first = date(2026, 3, 10)
    gives(closed, first, word=" Merci. ")
    gives(closed, CHANGED_FOR.after(first), Satisfaction.PEU)
    given = Avis.objects.get()
    assert (given.satisfaction, given.word) == (Satisfaction.PEU, "Merci.")
    with pytest.raises(ValidationError, match="ne se change plus"):
        gives(closed, CHANGED_FOR.after(first) + timedelta(days=1))
    assert Avis.objects.get().satisfaction == Satisfaction.PEU


def test_it_is_given_within_six_months(closed):
    with pytest.raises(ValidationError, match="ne se donne plus"):
        gives(closed, date(2026, 9, 4))
    gives(closed, date(2026, 9, 3))


def test_neither_before_the_end_nor_once_it_is_taken_up_again(office, mediator, closed):
    open_one, given_up = make_saisine(office), make_saisine(office)
    with open_scope(holder_of(given_up)) as scope:
        withdraw(by=scope.actor, saisine=given_up)
    with open_scope(mediator):
        reopen(by=mediator, saisine=closed)
    for saisine in (open_one, closed, given_up):
        with pytest.raises(ValidationError, match="ne se donne plus"):
            gives(saisine, date(2026, 3, 4))


def test_a_second_end_asks_for_no_opinion_that_can_no_longer_be_given(mediator, closed):
    gives(closed, date(2026, 3, 4))
    Outgoing.objects.all().delete()
    with noon(date(2026, 6, 1)), open_scope(mediator):
        reopen(by=mediator, saisine=closed)
        close(by=mediator, saisine=closed, conclusion=Conclusion(Issue.DROIT_USAGER, "Enfin."))
    assert {each.key for each in Outgoing.objects.all()} == {"mediature.reopened", "mediature.ended"}
    assert "Votre avis" not in Outgoing.objects.get(key="mediature.ended").text


def test_a_word_has_an_end(closed):
    with pytest.raises(ValidationError, match="raccourcissez"):
        gives(closed, date(2026, 3, 4), word="a" * (LONGEST + 1))
    assert not Avis.objects.exists()


def test_the_office_reads_it_and_cannot_write_it_and_nobody_else_sees_it(office, mediator, closed):
    gives(closed, date(2026, 3, 4))
    with open_scope(mediator):
        assert Avis.objects.visible_to(mediator).count() == 1
        assert Avis.objects.update(satisfaction=Satisfaction.PAS) == 0
        Saisine.objects.all()
    Avis.objects.all().delete()
    with open_scope(mediator), pytest.raises(DatabaseError), transaction.atomic():
        Avis.objects.create(saisine=closed, satisfaction=Satisfaction.TRES)
    gives(closed, date(2026, 3, 4))
    with open_scope(holder_of(closed)) as scope:
        assert Avis.objects.visible_to(scope.actor).count() == 1
    others = (acting_as(make_agent(make_collectivite())), giver(closed.pk), holder_of(make_saisine(office)))
    for actor in others:
        with open_scope(actor):
            assert not Avis.objects.exists(), actor


def test_numbers_by_degree_for_the_cases_closed_in_a_time(office, closed):
    gives(closed, date(2026, 3, 4), Satisfaction.PLUTOT)
    organisations = [office.organisation_id]
    told = satisfaction(organisations, ENDED_ON, ENDED_ON)
    assert told == {
        Satisfaction.TRES: 0, Satisfaction.PLUTOT: 1, Satisfaction.PEU: 0, Satisfaction.PAS: 0,
    }  # fmt: skip
    for start, end in ((date(2026, 1, 1), date(2026, 3, 2)), (date(2026, 3, 4), date(2026, 12, 31))):
        assert set(satisfaction(organisations, start, end).values()) == {0}
    assert set(satisfaction([], ENDED_ON, ENDED_ON).values()) == {0}


def test_it_is_erased_with_its_case(closed):
    gives(closed, date(2026, 3, 4))
    run_night(by=system("tests"), today=date(2028, 3, 3))
    assert not Avis.objects.exists()
