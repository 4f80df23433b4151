"""Cases in which nobody writes: a proposal, an alert, then a decision that cannot wait."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.jobs import jobs
from parvis.kernel.declarations.privacy import Period
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.handling import move, set_due
from parvis.products.mediature.enums import Etat, Fonction, Recevabilite
from parvis.products.mediature.models import Ligne, Saisine
from parvis.products.mediature.privacy import policy
from parvis.products.mediature.queries.silences import ALERTED, STAGES
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 15, 9, tzinfo=UTC)
LIST = "/mediature/bureau/"


@pytest.fixture
def office(acting):
    with clock.frozen(START):
        yield make_collectivite(name="Dijon")


@pytest.fixture
def case(office):
    made = make_saisine(office)
    Saisine.objects.filter(pk=made.pk).update(
        mediateur=make_agent(office), recevabilite=Recevabilite.RECEVABLE, decided_on=clock.today()
    )
    return Saisine.objects.get(pk=made.pk)


def night(day):
    with clock.frozen(day), open_scope(system("mediature.silence"), reach=Reach.EVERYTHING):
        jobs.get("mediature.silence").run()


def alerts(case):
    return list(Ligne.objects.filter(saisine=case, words__startswith="Aucun échange").values_list("words", flat=True))


def test_the_stages_are_those_of_the_register():
    assert [Period.parse(each.period) for each in policy.JAMAIS_CLOSE] == [STAGES[each] for each in sorted(ALERTED)]


def test_the_mediator_is_alerted_once_after_twelve_months_and_once_after_twenty_four(case):
    for day, told in (
        (datetime(2027, 1, 14, 9, tzinfo=UTC), 0),
        (datetime(2027, 1, 15, 9, tzinfo=UTC), 1),
        (datetime(2027, 1, 16, 9, tzinfo=UTC), 1),
        (datetime(2028, 1, 15, 9, tzinfo=UTC), 2),
        (datetime(2028, 3, 1, 9, tzinfo=UTC), 2),
    ):
        night(day)
        assert len(alerts(case)) == told, day
    sent = Outgoing.objects.filter(key="mediature.silence")
    assert {each.recipient for each in sent} == {case.mediateur.email}
    assert sent.count() == 2
    assert "Samira" not in sent.first().text


def test_a_case_found_after_two_years_is_alerted_of_that_alone(case):
    night(START + timedelta(days=800))
    assert len(alerts(case)) == 1


def test_when_nobody_has_the_case_the_main_mediator_is_alerted(office):
    lead = make_agent(office, Fonction.PRINCIPAL)
    make_saisine(office)
    night(START + timedelta(days=400))
    assert Outgoing.objects.get(key="mediature.silence").recipient == lead.email


def test_an_exchange_starts_the_count_again(case):
    night(START + timedelta(days=400))
    Saisine.objects.filter(pk=case.pk).update(last_exchange_at=START + timedelta(days=500))
    night(START + timedelta(days=600))
    assert len(alerts(case)) == 1
    night(START + timedelta(days=900))
    assert len(alerts(case)) == 2


def test_an_ended_case_is_silent_for_ever(case):
    Saisine.objects.filter(pk=case.pk).update(etat=Etat.RETIREE, closed_at=START)
    night(START + timedelta(days=800))
    assert alerts(case) == []


def test_after_two_years_a_case_moves_no_more_until_it_is_decided(case):
    by = acting_as(case.mediateur)
    with clock.frozen(START + timedelta(days=740)), open_scope(by):
        for act in (
            lambda: move(by=by, saisine=case, to=Etat.FINALISATION),
            lambda: set_due(by=by, saisine=case, on=None),
        ):
            with pytest.raises(ValidationError, match="décidez de le clore"):
                act()


@pytest.mark.parametrize(("days", "words"), [(95, "trois mois"), (400, "un an"), (760, "deux ans")])
def test_the_case_and_the_list_tell_the_silence_and_closing_is_proposed(case, days, words):
    with clock.frozen(START + timedelta(days=days)):
        browser = signed_in_browser(case.mediateur)
        page = browser.get(f"{LIST}{case.number}/")
        assert f"{words}. " in page.content.decode()
        form = {name: each for name, _, each in page.context["acts"]}["clore"]
        assert form.initial["issue"] == "inactivite"
        shown = browser.get(LIST, {"vue": "miens", "silence": 3})
        assert ("Clôture à décider" if days > 730 else "Clôture à proposer") in shown.content.decode()
        assert [line.saisine.pk for line in shown.context["lines"]] == [case.pk]


def test_the_office_owes_an_answer_to_a_saisine_that_it_has_not_examined(office):
    case, mediator = make_saisine(office), make_agent(office)
    with clock.frozen(START + timedelta(days=120)):
        browser = signed_in_browser(mediator)
        assert "trois mois. " not in browser.get(f"{LIST}{case.number}/").content.decode()
        assert list(browser.get(LIST, {"silence": 3}).context["lines"]) == []
