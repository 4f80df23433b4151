"""Recommendations: tied to cases of the office alone, answered, followed, shown."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.kernel import clock
from parvis.kernel.actor import VISITOR
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions import recommending
from parvis.products.mediature.actions.liens import merge
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.enums import Fonction, Position, Realisation
from parvis.products.mediature.models import Cas, Recommandation, Suivi
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_recommandation, make_saisine

pytestmark = pytest.mark.django_db
GIVEN = {
    "title": "Répondre par écrit",
    "text": "Chaque refus est écrit.",
    "service": "Scolaire",
    "sent_on": date(2026, 1, 5),
}


@pytest.fixture
def mediator(office):
    by = acting_as(make_agent(office))
    with open_scope(by):
        yield by


def recommend(mediator, office, numbers=(), **given):
    return recommending.recommend(
        by=mediator, organisation=office.organisation_id, given=GIVEN | given, numbers=list(numbers)
    )


def test_it_is_tied_to_cases_of_the_office(office, acting):
    one, other, foreign = make_saisine(office), make_saisine(office), make_saisine()
    by = acting_as(make_agent(office))
    with open_scope(by):
        made = recommend(by, office, [one.number])
        recommending.rewrite(by=by, recommandation=made, given=GIVEN | {"title": "Autre"}, numbers=[other.number])
        assert [each.saisine_id for each in Cas.objects.all()] == [other.pk]
        assert Recommandation.objects.get().title == "Autre"
        with pytest.raises(ValidationError, match=foreign.number):
            recommend(by, office, [foreign.number])
    one.delete()
    other.delete()
    assert Recommandation.objects.exists()
    assert not Cas.objects.exists()


def test_it_is_not_sent_tomorrow(mediator, office):
    with pytest.raises(ValidationError, match="passée"):
        recommend(mediator, office, sent_on=clock.today() + timedelta(days=1))


def test_an_answer_has_a_day_and_may_be_taken_back(mediator, office):
    made = recommend(mediator, office)

    def answer(reponse, on):
        recommending.note_answer(by=mediator, recommandation=made, reponse=reponse, words="Oui.", on=on)

    for day in (None, date(2026, 1, 4), clock.today() + timedelta(days=1)):
        with pytest.raises(ValidationError):
            answer(Position.ACCEPTEE, day)
    answer(Position.PARTIELLE, date(2026, 2, 1))
    assert Recommandation.objects.get().answered_on == date(2026, 2, 1)
    answer(Position.ATTENDUE, None)
    assert Recommandation.objects.get().answered_on is None


def test_each_year_is_said_once_and_corrected(mediator, office):
    made = recommend(mediator, office)
    for suite in (Realisation.ENGAGEE, Realisation.REALISEE):
        recommending.follow(by=mediator, recommandation=made, year=2026, suite=suite, words="")
    assert [str(each) for each in Suivi.objects.all()] == ["2026 : Réalisée"]
    for year in (2025, clock.today().year + 1):
        with pytest.raises(ValidationError):
            recommending.follow(by=mediator, recommandation=made, year=year, suite=Realisation.ENGAGEE, words="")


def test_who_writes_last_is_told_that_somebody_wrote_before(mediator, office):
    made = recommend(mediator, office)
    given = {"by": mediator, "recommandation": made, "version": 1}
    recommending.rewrite(given=GIVEN | {"title": "Autre"}, numbers=[], **given)
    for late in (
        lambda: recommending.rewrite(given=GIVEN, numbers=[], **given),
        lambda: recommending.note_answer(reponse=Position.REFUSEE, words="", on=clock.today(), **given),
        lambda: recommending.follow(year=2026, suite=Realisation.ENGAGEE, words="", **given),
    ):
        with pytest.raises(ValidationError, match="Quelqu’un a changé"):
            late()
    held = Recommandation.objects.get()
    assert (held.title, held.version, held.answer) == ("Autre", 2, "")


def test_what_is_published_changes_by_a_mediator_alone(mediator, office):
    made, assistant = recommend(mediator, office), acting_as(make_agent(office, Fonction.ASSISTANT))

    def acts(by):
        given = {"by": by, "recommandation": made}
        return (
            lambda: recommending.rewrite(given=GIVEN, numbers=[], **given),
            lambda: recommending.note_answer(reponse=Position.REFUSEE, words="Non.", on=clock.today(), **given),
            lambda: recommending.follow(year=2026, suite=Realisation.ENGAGEE, words="", **given),
        )

    with open_scope(assistant):
        for act in acts(assistant):
            act()
    recommending.show(by=mediator, recommandation=made, shown=True)
    for act in acts(assistant):
        with open_scope(assistant), pytest.raises(ValidationError, match="seul un médiateur"):
            act()
    for act in acts(mediator):
        act()


def test_a_case_that_was_joined_since_stays_tied_by_the_one_that_holds_it(office, acting):
    kept, joined, by = make_saisine(office), make_saisine(office), acting_as(make_agent(office))
    with open_scope(by):
        made = recommend(by, office, [joined.number])
        merge(by=by, saisine=kept, number=joined.number)
        for number in (kept.number, joined.number):
            recommending.rewrite(by=by, recommandation=made, given=GIVEN, numbers=[number])
            assert [each.saisine_id for each in Cas.objects.all()] == [joined.pk]
        recommending.rewrite(by=by, recommandation=made, given=GIVEN, numbers=[])
        assert not Cas.objects.exists()
        recommending.rewrite(by=by, recommandation=made, given=GIVEN, numbers=[joined.number])
        assert [each.saisine_id for each in Cas.objects.all()] == [kept.pk]


def test_whoever_withdrew_from_a_case_does_not_untie_it(office, acting):
    case, by = make_saisine(office), acting_as(make_agent(office))
    made = make_recommandation(office, cases=[case])
    with open_scope(by):
        stay_away(by=by, saisine=case, reason="Une parente.")
        recommending.rewrite(by=by, recommandation=made, given=GIVEN, numbers=[])
    assert Cas.objects.get().saisine == case


def test_anybody_reads_what_is_shown_and_never_the_cases(office, acting):
    saisine = make_saisine(office)
    made, _ = make_recommandation(office, cases=[saisine]), make_recommandation(office)
    made.suivis.create(year=2026, suite="engagee")
    by = acting_as(make_agent(office))
    with open_scope(by):
        recommending.show(by=by, recommandation=made, shown=True)
    with open_scope(VISITOR):
        assert list(Recommandation.objects.visible_to(VISITOR)) == [made]
        assert Recommandation.objects.count() == Suivi.objects.count() == 1
        assert not Cas.objects.exists()


def test_an_assistant_does_not_publish_nor_a_stranger_write(office, acting):
    made = make_recommandation(office)
    assistant, stranger = acting_as(make_agent(office, Fonction.ASSISTANT)), acting_as(make_agent(make_collectivite()))
    with open_scope(assistant), pytest.raises(PermissionDenied):
        recommending.show(by=assistant, recommandation=made, shown=True)
    with open_scope(stranger), pytest.raises(PermissionDenied):
        recommend(stranger, office)
    with open_scope(stranger), pytest.raises(Recommandation.DoesNotExist):
        recommending.follow(by=stranger, recommandation=made, year=2026, suite=Realisation.ENGAGEE, words="")
