"""Somebody who withdraws from a case, by row security; somebody who is away, and who stands in."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign, write_note
from parvis.products.mediature.actions.liens import MOVED
from parvis.products.mediature.actions.retraits import be_away, be_back
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Absence, Deport, Ligne, Note, Requerant, Saisine, Sollicitation
from parvis.products.mediature.queries.absences import handlers_of
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.messages import make_message
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_admitted, make_question

pytestmark = pytest.mark.django_db
LIST = "/mediature/bureau/"
ABSENCES = f"{LIST}absences/"


@pytest.fixture
def case(office, mediator):
    made, by = make_saisine(office), acting_as(mediator)
    with open_scope(by):
        assign(by=by, saisine=made, to=mediator)
        write_note(by=by, saisine=made, text="Vu.")
    return Saisine.objects.get(pk=made.pk)


def leave(user, case, reason="Je connais la personne."):
    version = Saisine.objects.get(pk=case.pk).version
    return signed_in_browser(user).post(f"{LIST}{case.number}/deport/", {"version": version, "reason": reason})


def test_a_mediator_withdraws_and_the_case_does_not_exist_for_them_any_more(case, mediator, lead, office):
    assert leave(mediator, case).headers["Location"] == LIST
    browser = signed_in_browser(mediator)
    assert browser.get(f"{LIST}{case.number}/").status_code == 404
    assert browser.get(LIST, {"vue": "tous", "mots": "cantine"}).context["lines"] == []
    with open_scope(acting_as(mediator)), connection.cursor() as cursor:
        for table in ("saisine", "requerant", "note", "ligne"):
            cursor.execute(f"SELECT count(*) FROM mediature_{table}")
            assert (table, cursor.fetchone()[0]) == (table, 0)
    again = Saisine.objects.get(pk=case.pk)
    assert again.mediateur is None
    shown = signed_in_browser(lead).get(f"{LIST}{case.number}/").content.decode()
    assert "Je connais la personne." in shown
    assert "Le médiateur se retire de ce dossier" in shown


def test_the_person_and_other_cases_are_untouched(case, mediator, office):
    other = make_saisine(office, first_name="Luc")
    leave(mediator, case)
    with open_scope(acting_as(mediator)):
        assert list(Saisine.objects.visible_to(acting_as(mediator))) == [other]
        assert list(Requerant.objects.visible_to(acting_as(mediator))) == [other.requerant]


def test_a_case_is_not_given_to_whoever_withdrew(case, mediator, lead):
    leave(mediator, case)
    by = acting_as(lead)
    with open_scope(by), pytest.raises(ValidationError, match="retirée de ce dossier"):
        assign(by=by, saisine=case, to=mediator)


def test_a_case_is_offered_to_nobody_who_withdrew(case, mediator, lead, office):
    other, principal = make_agent(office), signed_in_browser(lead)
    pages = [f"{LIST}{case.number}/", f"{LIST}{case.number}/scinder/"]
    choice = ">{}</option>"
    for page in pages:
        shown = principal.get(page).text
        assert [choice.format(each) in shown for each in (mediator, other, lead)] == [True, True, True], page
    leave(mediator, case)
    for page in pages:
        shown = principal.get(page).text
        assert [choice.format(each) in shown for each in (mediator, other, lead)] == [False, True, True], page
    version = Saisine.objects.get(pk=case.pk).version
    given = principal.post(f"{LIST}{case.number}/attribuer/", {"version": version, "to": mediator.pk})
    assert (given.status_code, "Choisissez dans la liste" in given.text) == (422, True)
    elsewhere = make_saisine(office)
    assert choice.format(mediator) in principal.get(f"{LIST}{elsewhere.number}/").text


def test_a_colleague_withdraws_and_the_mediator_keeps_the_case(case, mediator, lead):
    assert leave(lead, case).status_code == 302
    assert Saisine.objects.get(pk=case.pk).mediateur == mediator
    assert Deport.objects.get().user == lead


def test_a_withdrawal_says_why(case, mediator):
    answer = leave(mediator, case, "")
    assert answer.status_code == 422
    assert "Dites pourquoi vous vous retirez" in answer.content.decode()
    assert not Deport.objects.exists()


def test_the_reason_is_read_by_the_office_alone(case, mediator):
    leave(mediator, case)
    with open_scope(acting_as(make_agent(make_collectivite()))):
        assert not Deport.objects.exists()


def away(browser, office, substitute, first=0, last=5):
    today = clock.today()
    return browser.post(
        ABSENCES,
        {
            "office": office.organisation_id,
            "substitute": substitute.pk,
            "starts_on": (today + timedelta(days=first)).isoformat(),
            "ends_on": (today + timedelta(days=last)).isoformat(),
        },
    )


def test_what_is_attributed_and_alerts_go_to_who_stands_in_until_it_ends(office, mediator, lead):
    assert away(signed_in_browser(mediator), office, lead).status_code == 302
    one, other, by = make_saisine(office), make_saisine(office), acting_as(lead)
    with open_scope(by):
        assign(by=by, saisine=one, to=mediator)
    one = Saisine.objects.get(pk=one.pk)
    assert one.mediateur == lead
    assert Ligne.objects.filter(saisine=one, words__contains="qui remplace").exists()
    Saisine.objects.filter(pk=other.pk).update(mediateur=mediator)
    assert list(handlers_of(Saisine.objects.get(pk=other.pk))) == [lead]
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert list(handlers_of(Saisine.objects.get(pk=other.pk))) == [mediator]
        with open_scope(by):
            assign(by=by, saisine=other, to=lead)
            assign(by=by, saisine=other, to=mediator)
    assert Saisine.objects.get(pk=other.pk).mediateur == mediator


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(5, 2, "dernier jour à venir"), (-9, -2, "dernier jour à venir"), (0, 400, "un an au plus")],
)
def test_days_that_make_no_sense_are_refused(office, mediator, lead, first, last, words):
    answer = away(signed_in_browser(mediator), office, lead, first, last)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Absence.objects.exists()


def test_two_absences_do_not_overlap_and_an_assistant_stands_in_for_nobody(office, mediator, lead):
    browser = signed_in_browser(mediator)
    away(browser, office, lead)
    assert "déjà donné une absence" in away(browser, office, lead, 3, 9).content.decode()
    assistant = make_agent(office, Fonction.ASSISTANT)
    assert "Choisissez dans la liste" in away(browser, office, assistant, 20, 21).content.decode()
    by = acting_as(mediator)
    with open_scope(by), pytest.raises(ValidationError, match="autre médiateur"):
        today = clock.today() + timedelta(days=30)
        be_away(by=by, organisation=office.organisation_id, substitute=assistant, starts_on=today, ends_on=today)


def test_only_whoever_is_away_takes_it_back(office, mediator, lead):
    away(signed_in_browser(mediator), office, lead)
    absence = Absence.objects.get()
    assert signed_in_browser(lead).post(f"{ABSENCES}{absence.pk}/retirer/").status_code == 404
    with open_scope(acting_as(lead)), pytest.raises(PermissionDenied):
        be_back(by=acting_as(lead), absence=absence)
    assert "remplace." in signed_in_browser(lead).get(ABSENCES).content.decode()
    assert signed_in_browser(mediator).post(f"{ABSENCES}{absence.pk}/retirer/").status_code == 302
    assert not Absence.objects.exists()


def test_a_person_still_follows_a_case_from_which_a_mediator_withdrew(office, mediator):
    made = make_saisine(office)
    leave(mediator, made)
    with open_scope(holder_of(made)):
        assert Saisine.objects.visible_to(holder_of(made)).exists()
        assert not Note.objects.exists()


def test_nothing_that_the_case_has_shows_to_whoever_withdrew(office, mediator, lead):
    question = make_question(make_admitted(office))
    make_message(question.saisine)

    def seen():
        with open_scope(acting_as(mediator)):
            return {name for name, model in MOVED.items() if model.objects.exists()}

    assert seen() >= {"sollicitation", "message", "ligne"}
    leave(mediator, question.saisine)
    assert seen() == set()
    with open_scope(acting_as(lead)):
        assert Sollicitation.objects.count() == 1
