"""What a service does by its link: answer with files, take more time once, say who is concerned."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction

from parvis.core.documents.models import Document
from parvis.core.notifications.models import Outgoing
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.replying import FILES, pass_on, reply, take_time
from parvis.products.mediature.enums import Etat, Suite, Visibilite
from parvis.products.mediature.models import Agent, Ligne, Piece, PieceConfiee, Reponse, Saisine, Sollicitation
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.solliciter import code_of, holder_of_link, make_admitted, make_question
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
ASKED_ON, DUE_ON = date(2026, 3, 3), date(2026, 4, 3)


@pytest.fixture
def office(acting):
    return make_collectivite(email="mediateur@dijon.example")


@pytest.fixture
def asked(office):
    with noon(ASKED_ON):
        return make_question(make_admitted(office), due_on=DUE_ON)


def does(asked, action, **given):
    holder = holder_of_link(asked)
    with open_scope(holder):
        return action(by=holder, sollicitation=asked, **given)


def refused(asked, action, **given):
    with pytest.raises(ValidationError) as error:
        does(asked, action, **given)
    return " ".join(error.value.messages)


def again(asked):
    return Sollicitation.objects.select_related("saisine").get(pk=asked.pk)


def file(name="reponse.txt"):
    return ContentFile(b"La reponse du service.", name=name)


def test_an_answer_with_files_goes_to_the_office_alone(office, asked):
    with noon(date(2026, 3, 20)):
        does(asked, reply, text=" La classe est complète. ", files=[file(), file("scan.txt")])
    given = Reponse.objects.get()
    assert (given.text, given.visibility, given.suite) == (
        "La classe est complète.", Visibilite.BUREAU, Suite.REPONSE,
    )  # fmt: skip
    assert {piece.visibility for piece in Piece.objects.all()} == {Visibilite.BUREAU}
    assert PieceConfiee.objects.filter(reponse=given).count() == 2
    assert {document.organisation for document in Document.objects.all()} == {office.organisation_id}
    assert {document.door for document in Document.objects.all()} == {"mediature"}
    assert again(asked).saisine.etat == Etat.CONTACTER_REQUERANT
    mail = Outgoing.objects.get(key="mediature.replied")
    assert mail.recipient == Agent.objects.get(organisation=office.organisation_id).user.email
    assert "complète" not in mail.text
    by = Ligne.objects.filter(words__startswith="Réponse du service").get()
    assert (by.by.split(":")[0], by.visibility) == ("correspondent", Visibilite.BUREAU)


def test_whoever_has_the_case_is_told(office, asked):
    mediator = make_agent(office)
    Saisine.objects.update(mediateur=mediator)
    does(asked, reply, text="Voici.")
    assert Outgoing.objects.get(key="mediature.replied").recipient == mediator.email


def test_it_may_be_completed_until_the_office_closes(asked):
    with noon(date(2026, 3, 20)):
        does(asked, reply, text="Une première réponse.")
    with noon(date(2026, 4, 20)):
        does(asked, reply, text="Un complément.")
    found = again(asked)
    assert (Reponse.objects.count(), found.stands, found.answered_late) == (2, "Réponse reçue", False)


def test_a_late_answer_says_so(asked):
    with noon(date(2026, 4, 4)):
        assert (again(asked).late, again(asked).stands) == (True, "Réponse en retard")
        does(asked, reply, text="Pardon.")
        assert (again(asked).late, again(asked).stands) == (False, "Réponse reçue en retard")
    assert Ligne.objects.filter(words__endswith=", en retard").count() == 1


def test_an_answer_without_words_or_with_too_many_files_is_refused_whole(asked):
    assert "Écrivez votre réponse" in refused(asked, reply, text="  ", files=[file()])
    assert f"{FILES} fichiers" in refused(asked, reply, text="Voici.", files=[file() for _ in range(FILES + 1)])
    with pytest.raises(ValidationError, match="vide"):
        does(asked, reply, text="Voici.", files=[file(), ContentFile(b"", name="vide.txt")])
    assert not Reponse.objects.exists()
    assert not Piece.objects.exists()
    assert again(asked).answered_at is None


def test_more_time_is_taken_once_and_a_month_at_most(asked):
    with noon(date(2026, 3, 20)):
        for until in (DUE_ON, DUE_ON - timedelta(days=1), date(2026, 5, 5)):
            assert "date après celle" in refused(asked, take_time, until=until, why="Congés.")
        assert "pourquoi" in refused(asked, take_time, until=date(2026, 4, 30), why=" ")
        does(asked, take_time, until=date(2026, 5, 4), why="Congés.")
        assert "ne peut plus" in refused(asked, take_time, until=date(2026, 5, 30), why="Encore.")
    found = again(asked)
    assert (found.due_on, found.due_before, found.answered_at) == (date(2026, 5, 4), DUE_ON, None)
    assert found.saisine.etat == Etat.ATTENTE_ADMINISTRATION


def test_after_its_day_more_time_is_still_to_come(asked):
    with noon(date(2026, 4, 10)):
        assert "date après celle" in refused(asked, take_time, until=date(2026, 4, 8), why="Congés.")
        does(asked, take_time, until=date(2026, 4, 20), why="Congés.")
        assert not again(asked).late


def test_a_month_after_its_day_no_more_time_is_offered(asked, client):
    with noon(date(2026, 5, 10)):
        assert "ne peut plus" in refused(asked, take_time, until=date(2026, 5, 12), why="Congés.")
        assert not client.get(f"/mediature/bureau/repondre/{code_of(asked)}/").context["may_wait"]


@pytest.mark.parametrize(
    ("act", "given", "says"),
    [
        (reply, {"text": "Voici."}, "un service a répondu"),
        (take_time, {"until": date(2026, 4, 20), "why": "Congés."}, "un service demande un délai"),
        (pass_on, {"who": "La régie."}, "un service n’est pas concerné"),
    ],
)
def test_the_office_is_told_what_the_service_did(asked, act, given, says):
    with noon(date(2026, 3, 20)):
        does(asked, act, **given)
    mail = Outgoing.objects.get(key="mediature.replied")
    assert mail.subject.endswith(says)
    assert (date_in_words(date(2026, 4, 20)) in mail.text) == (act is take_time)
    assert ("a répondu" in mail.text) == (act is reply)


def test_whoever_says_it_is_another_service_is_no_longer_awaited(asked):
    assert "Dites quel service" in refused(asked, pass_on, who="")
    does(asked, pass_on, who="La régie.")
    assert (Reponse.objects.get().suite, again(asked).saisine.etat) == (
        Suite.AILLEURS, Etat.SOLLICITER_ADMINISTRATION,
    )  # fmt: skip
    assert "ne peut plus" in refused(asked, take_time, until=DUE_ON + timedelta(days=3), why="Congés.")


def test_another_service_still_owed_keeps_the_case_waiting(asked):
    other = make_question(asked.saisine)
    does(asked, reply, text="Voici.")
    assert again(asked).saisine.etat == Etat.ATTENTE_ADMINISTRATION
    does(other, reply, text="Voici.")
    assert again(asked).saisine.etat == Etat.CONTACTER_REQUERANT


def test_one_link_answers_no_other_question(asked):
    other = make_question(make_admitted())
    holder = holder_of_link(asked)
    with open_scope(holder), pytest.raises(ValidationError, match="a clos"):
        reply(by=holder, sollicitation=other, text="Je me trompe de question.")
    assert not Reponse.objects.exists()


def test_the_link_itself_writes_nothing(asked):
    with open_scope(holder_of_link(asked)):
        with pytest.raises(DatabaseError), transaction.atomic():
            Reponse.objects.create(saisine_id=asked.saisine_id, sollicitation=asked, text="Sans passer par là.")
        assert Sollicitation.objects.update(closed_at=asked.asked_at) == 0


def test_the_journal_names_the_link_and_never_what_was_said(asked):
    does(asked, reply, text="La classe est complète.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor_key FROM journal_entry WHERE verb = 'mediature.reply'")
        assert cursor.fetchall() == [(holder_of_link(asked).key,)]
