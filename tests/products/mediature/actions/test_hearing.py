"""Messages that come in: filed once, shown to whom they are for, told without a word, kept apart when in doubt."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from parvis.core.documents.actions.receiving import begin_upload, pieces_in, take_in
from parvis.core.documents.models import Document
from parvis.core.documents.queries.grants import Grant
from parvis.core.documents.queries.received import received, uploads_at
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.mail import Apart
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.handling import Conclusion, close
from parvis.products.mediature.actions.hearing import (
    answer,
    drop,
    import_mail,
    import_saved,
    mark_handled,
    release,
    take_mail,
)
from parvis.products.mediature.actions.liens import merge
from parvis.products.mediature.enums import Correspondant, Issue, Visibilite, Voie
from parvis.products.mediature.models import Ligne, Message, Piece, Saisine
from parvis.products.mediature.queries.echanges import in_the_case, kept_apart, thread, to_handle
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.messages import NOTICE, eml, make_mail, make_message

pytestmark = pytest.mark.django_db


def seen_by_the_person(saisine):
    holder = holder_of(saisine)
    with open_scope(holder):
        return [each.message.pk for each in thread(holder, saisine)]


def ended(saisine, mediator):
    with open_scope(acting_as(mediator)) as scope:
        close(by=scope.actor, saisine=saisine, conclusion=Conclusion(Issue.DROIT_USAGER, "Accordé."))
    return Saisine.objects.get(pk=saisine.pk)


def test_a_mail_of_the_person_is_in_the_thread_with_its_files(saisine, mediator):
    message = make_message(saisine, attachments=(NOTICE,))
    assert (message.partie, message.visibility, message.voie) == (
        Correspondant.REQUERANT,
        Visibilite.REQUERANT,
        Voie.COURRIEL,
    )
    assert seen_by_the_person(saisine) == [message.pk]
    piece = Piece.objects.get(jointes__message=message)
    assert (piece.label, piece.saisine_id, piece.visibility) == ("reponse.pdf", saisine.pk, Visibilite.REQUERANT)
    assert piece.document.door == "mediature"
    assert Ligne.objects.filter(words="Courriel du requérant").exists()
    with open_scope(acting_as(mediator)) as scope:
        assert list(to_handle(scope.actor, [saisine.organisation_id])) == [message]


def test_it_comes_once(saisine):
    mail = make_mail()
    assert take_mail(saisine.number, mail)
    assert take_mail(saisine.number, mail)
    assert Message.objects.count() == 1
    assert take_mail("2020-999999", mail) is False


def test_somebody_else_writes_to_the_office_alone(saisine):
    message = make_message(saisine, sender="voirie@dijon.test", attachments=(NOTICE,))
    assert (message.partie, message.visibility) == (Correspondant.TIERS, Visibilite.BUREAU)
    assert seen_by_the_person(saisine) == []
    holder = holder_of(saisine)
    with open_scope(holder):
        assert not Piece.objects.exists()


@pytest.mark.parametrize("reason", list(Apart))
def test_what_is_doubtful_waits_apart_and_tells_nobody(saisine, mediator, reason):
    message = make_message(saisine, apart=reason, attachments=(NOTICE,))
    assert seen_by_the_person(saisine) == []
    assert not Outgoing.objects.filter(key="mediature.message_came").exists()
    with open_scope(acting_as(mediator)) as scope:
        assert list(kept_apart(scope.actor, [saisine.organisation_id])) == [message]
        assert not to_handle(scope.actor, [saisine.organisation_id]).exists()
        assert thread(scope.actor, saisine) == []
        assert not in_the_case(Piece.objects.filter(saisine=saisine)).exists()


def test_a_mail_is_let_in_as_that_of_the_person(saisine, mediator):
    message = make_message(saisine, apart=Apart.UNPROVEN, attachments=(NOTICE,))
    with open_scope(acting_as(mediator)) as scope:
        release(by=scope.actor, message=message, partie=Correspondant.REQUERANT)
        with pytest.raises(ValidationError, match="déjà occupé"):
            release(by=scope.actor, message=message, partie=Correspondant.REQUERANT)
        assert in_the_case(Piece.objects.filter(saisine=saisine)).count() == 1
        assert list(to_handle(scope.actor, [saisine.organisation_id])) == [message]
    assert seen_by_the_person(saisine) == [message.pk]


def test_a_mail_let_in_or_imported_is_an_exchange(saisine, mediator):
    long_ago = clock.now() - timedelta(days=400)
    for act in ("release", "import"):
        Saisine.objects.filter(pk=saisine.pk).update(last_exchange_at=long_ago)
        message = make_message(saisine, apart=Apart.UNPROVEN, message_id=f"<{act}@exemple.fr>")
        assert Saisine.objects.get(pk=saisine.pk).last_exchange_at == long_ago
        with open_scope(acting_as(mediator)) as scope:
            if act == "release":
                release(by=scope.actor, message=message, partie=Correspondant.TIERS)
            else:
                import_mail(by=scope.actor, saisine=saisine, raw=eml())
        assert Saisine.objects.get(pk=saisine.pk).last_exchange_at > long_ago


def test_an_import_names_the_files_that_could_not_be_kept(saisine, mediator, monkeypatch):
    monkeypatch.setattr("parvis.products.mediature.actions.drafting.LARGEST", 5)
    with open_scope(acting_as(mediator)) as scope:
        assert import_mail(by=scope.actor, saisine=saisine, raw=eml()) == ["refus.pdf"]


@pytest.mark.parametrize("partie", list(Correspondant))
def test_what_answers_the_mediator_alone_stays_theirs_even_kept_apart_then_let_in(saisine, mediator, office, partie):
    Saisine.objects.filter(pk=saisine.pk).update(mediateur=mediator)
    mine = make_message(saisine, sender="ddd@exemple.fr")
    Message.objects.filter(pk=mine.pk).update(visibility=Visibilite.MEDIATEUR)
    reply = make_message(saisine, sender="ddd@exemple.fr", in_reply_to=mine.message_id, apart=Apart.AUTOMATIC)
    colleague = acting_as(make_agent(office))
    with open_scope(colleague):
        assert not kept_apart(colleague, [saisine.organisation_id]).exists()
    with open_scope(acting_as(mediator)) as scope:
        release(by=scope.actor, message=reply, partie=partie)
    assert Message.objects.get(pk=reply.pk).visibility == Visibilite.MEDIATEUR
    assert seen_by_the_person(saisine) == []


def test_a_mail_is_put_away_with_its_files_and_a_reason(saisine, mediator):
    message = make_message(saisine, apart=Apart.SPAM, attachments=(NOTICE,))
    with open_scope(acting_as(mediator)) as scope:
        with pytest.raises(ValidationError, match="Dites pourquoi"):
            drop(by=scope.actor, message=message, why=" ")
        drop(by=scope.actor, message=message, why="Publicité")
    assert not Message.objects.exists()
    assert not Piece.objects.exists()
    assert Document.objects.get().released_on is not None
    assert Ligne.objects.filter(words="Courriel tenu à part écarté : Publicité", visibility=Visibilite.BUREAU).exists()


def test_a_message_to_an_ended_case_is_kept_and_answered_once(saisine, mediator):
    closed = ended(saisine, mediator)
    first = make_message(closed)
    make_message(closed)
    make_message(closed, automatic=True, sender="robot@exemple.fr")
    assert Outgoing.objects.filter(key="mediature.message_after_end").count() == 1
    assert Saisine.objects.get(pk=saisine.pk).ended
    assert first.counted_from == Message.objects.filter(pk=first.pk).get().counted_from == clock.today()
    assert "terminé" in Outgoing.objects.filter(key="mediature.message_came").first().text


def test_the_end_of_a_case_counts_its_messages(saisine, mediator):
    message, apart = make_message(saisine), make_message(saisine, apart=Apart.SPAM)
    ended(saisine, mediator)
    for each in (message, apart):
        assert Message.objects.get(pk=each.pk).counted_from == clock.today()


def test_the_person_answers_from_their_page(saisine, mediator):
    holder = holder_of(saisine)
    with open_scope(holder):
        message = answer(by=holder, saisine=saisine, text="Je viendrai.", files=[ContentFile(b"%PDF", name="a.pdf")])
        with pytest.raises(ValidationError, match="Écrivez"):
            answer(by=holder, saisine=saisine, text=" ")
    assert (message.voie, message.partie) == (Voie.WEB, Correspondant.REQUERANT)
    assert Outgoing.objects.filter(key="mediature.message_came", recipient=mediator.email).exists()
    assert seen_by_the_person(saisine) == [message.pk]
    stranger = holder_of(make_saisine())
    with open_scope(stranger), pytest.raises(Saisine.DoesNotExist):
        answer(by=stranger, saisine=saisine, text="Bonjour")


def test_a_message_is_handled_and_taken_up_again(saisine, mediator):
    message = make_message(saisine)
    with open_scope(acting_as(mediator)) as scope:
        mark_handled(by=scope.actor, message=message, handled=True)
        mark_handled(by=scope.actor, message=message, handled=True)
        assert not to_handle(scope.actor, [saisine.organisation_id]).exists()
        mark_handled(by=scope.actor, message=message, handled=False)
        assert to_handle(scope.actor, [saisine.organisation_id]).exists()


def test_a_saved_mail_is_imported_once_at_its_own_date(saisine, mediator):
    with open_scope(acting_as(mediator)) as scope:
        import_mail(by=scope.actor, saisine=saisine, raw=eml())
        message = Message.objects.get()
        with pytest.raises(ValidationError, match="déjà dans le dossier"):
            import_mail(by=scope.actor, saisine=saisine, raw=eml())
        for wrong in (b"", b"PK\x03\x04 pas un courriel"):
            with pytest.raises(ValidationError, match="n’est pas un courriel"):
                import_mail(by=scope.actor, saisine=saisine, raw=wrong)
    assert (message.at.date().isoformat(), message.voie, message.subject) == ("2026-03-03", Voie.IMPORTE, "Cantine")
    assert Piece.objects.get(jointes__message=message).label == "refus.pdf"


def test_what_brought_a_saved_mail_ends_with_its_import_and_stays_when_it_is_refused(
    saisine, mediator, django_capture_on_commit_callbacks
):
    with open_scope(acting_as(mediator)) as scope:
        grant = Grant(scope.actor, "tests", 2, 1_000_000)
        uploads = [
            take_in(by=scope.actor, pk=begin_upload(by=scope.actor, grant=grant, name=name, length=len(eml())).pk,
                    start=0, piece=eml())
            for name in ("un.eml", "deux.eml")
        ]  # fmt: skip
        first, second = received(scope.actor, "tests")
        with django_capture_on_commit_callbacks(execute=True):
            assert import_saved(by=scope.actor, saisine=saisine, file=first) == []
        with pytest.raises(ValidationError, match="déjà dans le dossier"):
            import_saved(by=scope.actor, saisine=saisine, file=second)
        assert [each.name for each in uploads_at(scope.actor, "tests")] == ["deux.eml"]
    assert [len(pieces_in(each.folder)) for each in uploads] == [0, 1]
    with open_scope(acting_as(mediator)) as scope:
        Message.objects.all().delete()
        assert import_saved(by=scope.actor, saisine=saisine, file=ContentFile(eml(), "trois.eml")) == []
    assert Message.objects.count() == 1


def test_a_date_to_come_is_not_believed(saisine, mediator):
    with open_scope(acting_as(mediator)) as scope:
        import_mail(by=scope.actor, saisine=saisine, raw=eml(Date="Tue, 03 Mar 2099 10:00:00 +0100"))
    assert Message.objects.get().at <= clock.now() + timedelta(seconds=1)


def test_only_the_office_decides_of_what_is_apart(saisine):
    message = make_message(saisine, apart=Apart.SPAM)
    stranger = make_agent(make_collectivite())
    with open_scope(acting_as(stranger)) as scope:
        for act in (
            lambda: release(by=scope.actor, message=message, partie=Correspondant.TIERS),
            lambda: drop(by=scope.actor, message=message, why="x"),
            lambda: mark_handled(by=scope.actor, message=message, handled=True),
        ):
            with pytest.raises(Saisine.DoesNotExist):
                act()
    with open_scope(system("tests"), reach=Reach.EVERYTHING):
        assert Message.objects.exclude(apart="").count() == 1


def test_what_is_written_to_a_joined_case_is_in_the_one_that_holds_it(office, saisine, mediator):
    joined = make_saisine(office)
    with open_scope(acting_as(mediator)) as scope:
        merge(by=scope.actor, saisine=saisine, number=joined.number)
    assert take_mail(joined.number, make_mail())
    assert Message.objects.get().saisine == saisine
