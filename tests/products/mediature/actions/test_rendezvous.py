"""Appointments: fixed, moved, cancelled, held; what the person receives, and when they are reminded."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.core.notifications.actions.sending import return_mail
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.notifications import NeverLeavesError, enclosings
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.handling import withdraw
from parvis.products.mediature.actions.rendezvous import (
    Prevision,
    cancel_appointment,
    make_appointment,
    mark_held,
    move_appointment,
    remind_appointments,
)
from parvis.products.mediature.enums import Forme, Tenue
from parvis.products.mediature.models import Collectivite, Deport, Ligne, RendezVous, Requerant, Saisine, Tache
from parvis.products.mediature.queries.rendezvous import first_held
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
TASK = system("mediature.remind-appointments")
FIXED_ON = date(2026, 3, 3)
AT = datetime(2026, 3, 12, 14, 30, tzinfo=clock.PARIS)
HERE = Prevision(AT, 60, Forme.SUR_PLACE, "11, rue des Exemples", ("Samira Benali", "Service scolaire"))


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


@pytest.fixture
def saisine(office):
    with noon(FIXED_ON):
        return make_saisine(office)


def does(actor, action, on=FIXED_ON, **given):
    with noon(on), open_scope(actor):
        return action(by=actor, **given)


@pytest.fixture
def fixed(by, saisine):
    return does(by, make_appointment, saisine=saisine, prevision=HERE)


def mails(what=""):
    """Those whose subject ends so; what leaves at the same frozen instant has no other order."""
    found = Outgoing.objects.filter(key="mediature.appointment")
    return [mail for mail in found if mail.subject.endswith(what)]


def enclosed(mail):
    kind, _, uid = mail.enclosed.partition(":")
    with open_scope(TASK, reach=Reach.EVERYTHING):
        file = enclosings.get(kind).opens(uid)
    assert (file.name, file.media_type) == ("rendez-vous.ics", "text/calendar")
    assert max(len(line) for line in file.content.split(b"\r\n")) <= 75
    return dict(
        line.split(":", 1) for line in file.content.decode().replace("\r\n ", "").splitlines() if line.count(":")
    )


def morning(day):
    with noon(day), open_scope(TASK, reach=Reach.EVERYTHING):
        return remind_appointments(by=TASK)


def test_the_person_receives_it_with_a_file_for_their_calendar(fixed, saisine):
    (mail,) = mails()
    assert "jeudi" in mail.text
    assert "11, rue des Exemples" in mail.text
    assert "Service scolaire" in mail.text
    told = enclosed(mail)
    assert (told["DTSTART"], told["DTEND"]) == ("20260312T133000Z", "20260312T143000Z")
    assert (told["LOCATION"], told["METHOD"], told["SEQUENCE"]) == (r"11\, rue des Exemples", "PUBLISH", "0")
    assert told["UID"] == str(fixed.uid)
    with open_scope(holder_of(saisine)) as scope:
        assert RendezVous.objects.visible_to(scope.actor).get() == fixed
        assert Ligne.objects.visible_to(scope.actor).filter(words__startswith="Rendez-vous fixé").exists()


def test_a_change_and_a_cancellation_replace_it_in_the_calendar(fixed, by):
    later = Prevision(AT + timedelta(days=1), 30, Forme.TELEPHONE)
    does(by, move_appointment, rendezvous=fixed, prevision=later)
    assert enclosed(mails("changé")[0])["SEQUENCE"] == "1"
    does(by, cancel_appointment, rendezvous=fixed, why="Le service est absent.")
    (last,) = mails("annulé")
    assert "Le service est absent." in last.text
    told = enclosed(last)
    assert (told["METHOD"], told["STATUS"], told["SEQUENCE"]) == ("CANCEL", "CANCELLED", "2")
    assert told["UID"] == str(fixed.uid)
    with pytest.raises(ValidationError, match="déjà"):
        does(by, move_appointment, rendezvous=fixed, prevision=HERE)


@pytest.mark.parametrize("domain", ["courriel.parvis.test", ""])
def test_the_person_is_asked_to_answer_only_where_somebody_reads_it(saisine, by, settings, domain):
    settings.PARVIS_MAIL_DOMAIN = domain
    Collectivite.objects.update(email="")
    kept = does(by, make_appointment, saisine=saisine, prevision=HERE)
    (mail,) = mails()
    assert "vous donne rendez-vous" in mail.text
    assert ("répondez à ce courriel" in mail.text) == bool(domain) == bool(mail.reply_to)
    assert "avec votre code de suivi" in mail.text
    does(by, cancel_appointment, rendezvous=kept, why="Le service est absent.")
    assert "ne pouvez pas venir" not in mails("annulé")[0].text


def test_an_appointment_that_a_colleague_changed_meanwhile_is_not_moved_back(fixed, by):
    read = fixed.revision
    later = Prevision(AT + timedelta(days=1), 30, Forme.TELEPHONE)
    does(by, move_appointment, rendezvous=fixed, prevision=later, revision=read)
    with pytest.raises(ValidationError, match="Il est maintenant fixé au vendredi"):
        does(by, move_appointment, rendezvous=fixed, prevision=HERE, revision=read)
    with pytest.raises(ValidationError, match="Quelqu’un a changé"):
        does(by, cancel_appointment, rendezvous=fixed, why="Non.", revision=read)
    fixed.refresh_from_db()
    assert (fixed.starts_at, fixed.tenue, fixed.revision) == (later.starts_at, "prevu", read + 1)


def test_what_is_erased_before_it_leaves_never_leaves(fixed):
    (mail,) = mails()
    with open_scope(TASK, reach=Reach.EVERYTHING):
        RendezVous.objects.all().delete()
    with pytest.raises(NeverLeavesError):
        enclosed(mail)


def test_without_address_somebody_of_the_office_has_to_tell(by, saisine):
    Requerant.objects.filter(pk=saisine.requerant_id).update(email="", phone="+33380000000")
    does(by, make_appointment, saisine=saisine, prevision=HERE)
    assert not mails()
    task = Tache.objects.get()
    assert "Annoncer à la personne" in task.words
    assert task.due_on == date(2026, 3, 4)


def test_a_mail_that_reaches_nobody_is_owed_another_way(fixed):
    (mail,) = mails()
    with noon(FIXED_ON), open_scope(TASK, reach=Reach.EVERYTHING):
        Outgoing.objects.update(state=Delivery.SENT)
        return_mail(str(mail.pk), "5.1.1")
    task = Tache.objects.get()
    assert task.saisine == fixed.saisine
    assert "n’a pas été distribué" in task.words


def test_one_reminder_the_day_before(fixed):
    days = [FIXED_ON + timedelta(days=number) for number in range(15)]
    assert [day for day in days if morning(day)] == [date(2026, 3, 11)]
    assert len(mails("rappel de rendez-vous")) == 1


def test_a_worker_that_slept_reminds_the_same_day_and_whoever_was_just_told_is_left_alone(fixed, by, office):
    assert morning(date(2026, 3, 12)) == 1
    assert morning(date(2026, 3, 12)) == 0
    other = make_saisine(office)
    does(by, make_appointment, on=date(2026, 3, 11), saisine=other, prevision=HERE)
    assert morning(date(2026, 3, 11)) == 0


def test_what_is_cancelled_or_of_an_ended_case_is_not_reminded(fixed, by, saisine, office):
    other = does(by, make_appointment, saisine=make_saisine(office), prevision=HERE)
    does(by, cancel_appointment, rendezvous=other, why="Reporté.")
    does(holder_of(saisine), withdraw, saisine=saisine)
    assert morning(date(2026, 3, 11)) == 0
    does(by, cancel_appointment, rendezvous=fixed, why="Saisine retirée.")
    with pytest.raises(ValidationError, match="terminé"):
        does(by, make_appointment, saisine=saisine, prevision=HERE)


def test_the_first_one_held_is_the_first_meeting(fixed, by, saisine):
    with pytest.raises(ValidationError, match="pas encore eu lieu"):
        does(by, mark_held, rendezvous=fixed)
    earlier = does(
        by, make_appointment, saisine=saisine, prevision=Prevision(AT - timedelta(days=2), 30, Forme.TELEPHONE)
    )
    does(by, cancel_appointment, rendezvous=earlier, why="Personne n’a répondu.")
    assert first_held(saisine) is None
    does(by, mark_held, on=date(2026, 3, 13), rendezvous=fixed)
    assert first_held(saisine) == date(2026, 3, 12)
    assert RendezVous.objects.get(pk=fixed.pk).tenue == Tenue.TENU


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Prevision(AT - timedelta(days=30), 60, Forme.TELEPHONE), "starts_at"),
        (Prevision(AT + timedelta(days=900), 60, Forme.TELEPHONE), "starts_at"),
        (Prevision(AT, 60, Forme.SUR_PLACE), "place"),
        (Prevision(AT, 60, Forme.VISIO, "http://visio.example"), "place"),
        (Prevision(AT, 60, Forme.VISIO, "javascript:alert(1)"), "place"),
        (Prevision(AT, 60, Forme.TELEPHONE, "", tuple(map(str, range(31)))), "people"),
    ],
)
def test_what_is_wrong_is_said(by, saisine, wrong, field):
    with pytest.raises(ValidationError) as refused:
        does(by, make_appointment, saisine=saisine, prevision=wrong)
    assert set(refused.value.error_dict) == {field}
    assert not RendezVous.objects.exists()


def test_the_office_and_the_person_alone_see_it_and_the_person_changes_nothing(fixed, by, saisine, office, mediator):
    others = [
        acting_as(make_agent(make_collectivite())), holder_of(make_saisine(office)),
        acting_as(make_membership(organisation=office.organisation).user),
    ]  # fmt: skip
    for actor in others:
        with open_scope(actor):
            assert not RendezVous.objects.exists(), actor.key
    with open_scope(holder_of(saisine)) as scope:
        assert RendezVous.objects.update(place="Chez moi") == 0
        assert RendezVous.objects.all().delete()[0] == 0
        with pytest.raises(PermissionDenied):
            cancel_appointment(by=scope.actor, rendezvous=fixed, why="Non.")
    Deport.objects.create(
        organisation=office.organisation,
        saisine=saisine,
        requerant_id=saisine.requerant_id,
        user=mediator,
        reason="Ami.",
    )
    with open_scope(by):
        assert not RendezVous.objects.exists()
        assert not Saisine.objects.filter(pk=saisine.pk).exists()
