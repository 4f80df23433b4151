"""The agreement that ends a mediation: drafted, proposed, answered by each side, concluded, homologated."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.concluding import (
    Dit,
    Promesse,
    add_promise,
    answer_protocol,
    come_to_nothing,
    conclude,
    drop_promise,
    homologate,
    propose_protocol,
    rewrite_protocol,
    write_protocol,
    write_signature,
)
from parvis.products.mediature.actions.handling import Conclusion, assign, close
from parvis.products.mediature.enums import Cote, EtatProtocole, Fonction, Issue, ReponseProtocole, Signe, Visibilite
from parvis.products.mediature.models import Engagement, Ligne, Partie, Piece, Protocole, Saisine, Signature, Tache
from parvis.products.mediature.queries.protocoles import accepted_by_all, answers_to, paper_of
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.protocoles import (
    TEXT,
    accept_all,
    again,
    make_concluded,
    make_draft_protocol,
    make_parties,
    make_proposed,
)
from tests.factories.solliciter import make_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


def test_a_draft_is_of_the_office_alone_and_is_corrected(saisine, by):
    made = make_draft_protocol(by, saisine)
    with open_scope(by):
        corrected = write_protocol(by=by, saisine=saisine, text="Autrement.")
        assert (corrected.pk, corrected.text) == (made.pk, "Autrement.")
        drop_promise(by=by, engagement=Engagement.objects.get())
        assert not Engagement.objects.exists()
    with open_scope(holder_of(saisine)) as scope:
        assert not Protocole.objects.exists()
        assert not Ligne.objects.visible_to(scope.actor).filter(words__contains="accord").exists()


@pytest.mark.parametrize(
    ("promesse", "field"),
    [
        (Promesse(" ", "Payer."), "who"),
        (Promesse("La régie", " "), "words"),
        (Promesse("La régie", "Payer.", date(2020, 1, 1)), "due_on"),
    ],
)
def test_an_engagement_says_who_what_and_a_day_to_come(saisine, by, promesse, field):
    made = make_draft_protocol(by, saisine)
    with open_scope(by), pytest.raises(ValidationError) as refused:
        add_promise(by=by, protocole=made, promesse=promesse)
    assert list(refused.value.message_dict) == [field]


def test_both_sides_are_in_it_before_it_is_proposed(saisine, by):
    made = make_draft_protocol(by, saisine)
    with open_scope(by), pytest.raises(ValidationError, match="Inscrivez d’abord les parties"):
        propose_protocol(by=by, protocole=made)


def test_what_is_proposed_is_kept_on_paper_told_and_changes_no_more(saisine, by):
    made = make_proposed(by, saisine)
    piece = Piece.objects.get(pk=made.piece_id)
    assert (piece.visibility, str(piece)) == (Visibilite.REQUERANT, "Protocole d’accord de médiation, version 1")
    assert "un accord vous est proposé" in Outgoing.objects.get(key="mediature.protocol").subject
    with open_scope(by):
        with pytest.raises(ValidationError, match="proposé aux parties"):
            write_protocol(by=by, saisine=saisine, text="Autrement.")
        with pytest.raises(ValidationError, match="proposé aux parties"):
            add_promise(by=by, protocole=made, promesse=Promesse("La régie", "Payer."))
    with open_scope(holder_of(saisine)) as scope:
        assert Protocole.objects.visible_to(scope.actor).get().text == TEXT
        assert Engagement.objects.visible_to(scope.actor).get().who == "La régie"


def test_the_paper_names_the_parties_what_they_do_and_the_law(saisine, by):
    made = make_proposed(by, saisine)
    letter = paper_of(saisine, made, made.engagements.all(), saisine.parties.all())
    text = " ".join(letter.paragraphs)
    for words in ("Samira Benali (la personne)", "Régie municipale", "Annuler la facture.", "L. 213-2", "L. 213-4"):
        assert words in text
    assert (letter.title, letter.authority) == ("Protocole d’accord de médiation", "Dijon")
    assert letter.signatories == ("Samira Benali", "Régie municipale")
    assert b"pdfuaid" in letter.pdf
    assert len(letter.pdf) > len(replace(letter, signatories=()).pdf)


def test_whoever_gave_no_address_is_told_by_somebody(office, by):
    saisine = make_saisine(office, email="", phone="+33380123456")
    make_proposed(by, saisine)
    assert "un accord vous est proposé" in Tache.objects.get(saisine=saisine).words


def test_the_person_accepts_or_asks_for_a_change_and_the_office_is_told(saisine, by, mediator):
    made, holder = make_proposed(by, saisine), holder_of(saisine)
    with open_scope(by):
        assign(by=by, saisine=saisine, to=mediator)
    with open_scope(holder):
        with pytest.raises(ValidationError, match="ce que vous voulez changer"):
            answer_protocol(by=holder, protocole=made, accepts=False, revision=1)
        with pytest.raises(ValidationError, match="Aucune réponse n’est attendue"):
            answer_protocol(by=holder, protocole=made, accepts=True, revision=2)
        answer_protocol(by=holder, protocole=made, accepts=False, words="En deux fois.", revision=1)
    assert Outgoing.objects.get(key="mediature.protocol_answered").recipient == mediator.email
    with open_scope(by):
        rewrite_protocol(by=by, protocole=made)
    with open_scope(holder):
        assert not Protocole.objects.exists()
    with open_scope(by):
        propose_protocol(by=by, protocole=again(made))
        assert answers_to(by, again(made)) == []
    assert Piece.objects.filter(saisine=saisine).count() == 2
    with open_scope(holder):
        answer_protocol(by=holder, protocole=again(made), accepts=True, revision=2)
        assert Signature.objects.count() == 2
    with open_scope(by), pytest.raises(PermissionDenied):
        answer_protocol(by=by, protocole=again(made), accepts=True, revision=2)


def test_the_person_reads_their_own_answer_alone_and_writes_no_other(saisine, by):
    made, holder = make_proposed(by, saisine), holder_of(saisine)
    accept_all(by, made, saisine)
    with open_scope(holder):
        assert [each.cote for each in Signature.objects.all()] == [Cote.REQUERANT]
        for wrong in ({"cote": Cote.ADMINISTRATION}, {"moyen": Signe.PAPIER}):
            given = {"cote": Cote.REQUERANT, "moyen": Signe.EN_LIGNE} | wrong
            with pytest.raises(DatabaseError), transaction.atomic():
                Signature.objects.create(
                    saisine=saisine, protocole=made, name="X", revision=1, answer="accepte", on=clock.today(), **given
                )
        assert not Protocole.objects.filter(pk=made.pk).update(text="Autrement.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": date(2020, 1, 1)}, "on"),
        ({"moyen": Signe.EN_LIGNE}, "moyen"),
        ({"words": ""}, "words"),
        ({"answer": ReponseProtocole.REFUSE, "words": " "}, "words"),
    ],
)
def test_what_the_office_writes_of_an_answer_is_shown_or_said(saisine, by, changes, field):
    made = make_proposed(by, saisine)
    given = {"answer": ReponseProtocole.ACCEPTE, "moyen": Signe.PAPIER, "on": clock.today(), "words": "Signé."}
    with open_scope(by), pytest.raises(ValidationError) as refused:
        write_signature(by=by, protocole=made, partie=saisine.parties.first(), dit=Dit(**given | changes))
    assert list(refused.value.message_dict) == [field]


def test_a_signed_copy_is_of_the_case_and_a_party_too(saisine, by, office):
    made, other = make_proposed(by, saisine), make_saisine(office)
    stranger = make_piece(other, by)
    dit = Dit(ReponseProtocole.ACCEPTE, Signe.PAPIER, clock.today(), piece=stranger)
    elsewhere = make_parties(by, other)[0]
    with open_scope(by):
        with pytest.raises(ValidationError, match="pièces de ce dossier"):
            write_signature(by=by, protocole=made, partie=saisine.parties.first(), dit=dit)
        with pytest.raises(ValidationError, match="parties de ce dossier"):
            write_signature(by=by, protocole=made, partie=elsewhere, dit=Dit(dit.answer, dit.moyen, dit.on, "Signé."))
        own = make_piece(saisine, by)
        dit = Dit(ReponseProtocole.ACCEPTE, Signe.PAPIER, clock.today(), piece=own)
        assert write_signature(by=by, protocole=made, partie=saisine.parties.first(), dit=dit).piece == own


def test_it_is_concluded_once_all_accept_and_the_last_answer_of_each_counts(saisine, by):
    made = make_proposed(by, saisine)
    with open_scope(by), pytest.raises(ValidationError, match="pas encore accepté"):
        conclude(by=by, protocole=made, on=clock.today())
    accept_all(by, made, saisine)
    holder = holder_of(saisine)
    with open_scope(holder):
        answer_protocol(by=holder, protocole=made, accepts=False, words="En deux fois.", revision=1)
    assert accepted_by_all(saisine.parties.all(), made.signatures.all()) is None
    with open_scope(holder):
        answer_protocol(by=holder, protocole=made, accepts=True, revision=1)
    with open_scope(by):
        with pytest.raises(ValidationError, match="dernier accord"):
            conclude(by=by, protocole=made, on=clock.today() - timedelta(days=1))
        conclude(by=by, protocole=made, on=clock.today())
        with pytest.raises(ValidationError, match="changé d’état"):
            conclude(by=by, protocole=again(made), on=clock.today())
    engagement = Engagement.objects.get()
    assert engagement.tache.due_on >= engagement.due_on
    assert "Annuler la facture." in engagement.tache.words
    assert Ligne.objects.filter(words__startswith="Accord conclu", visibility=Visibilite.REQUERANT).exists()


def test_who_represents_the_person_accepts_for_them_and_a_third_party_for_itself(saisine, by):
    made = make_proposed(by, saisine)
    person, administration = saisine.parties.all()
    person.cote = Cote.REPRESENTANT
    other = Partie(pk=person.pk + 1000, cote=Cote.AUTRE, name="Le syndic")
    answers = [
        Signature(partie_id=each.pk, cote=each.cote, answer=ReponseProtocole.ACCEPTE, on=clock.today(), protocole=made)
        for each in (person, administration, other)
    ]
    assert accepted_by_all([person, administration, other], answers) == clock.today()
    assert accepted_by_all([person, administration, other], answers[:2]) is None
    assert accepted_by_all([person, administration], answers[1:2]) is None


def test_it_is_homologated_after_the_end_of_the_case(saisine, by):
    made = make_concluded(by, saisine)
    with open_scope(by):
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.DROIT_USAGER, "Un accord.", agreement=True))
        with pytest.raises(ValidationError) as refused:
            homologate(by=by, protocole=again(made), on=clock.today() + timedelta(days=1), court=" ")
        assert list(refused.value.message_dict) == ["on", "court"]
        homologate(by=by, protocole=again(made), on=clock.today(), court="le tribunal administratif de Dijon")
    kept = again(made)
    assert (kept.etat, kept.court) == (EtatProtocole.HOMOLOGUE, "le tribunal administratif de Dijon")
    assert Saisine.objects.get(pk=saisine.pk).ended


def test_an_agreement_comes_to_nothing_and_another_is_prepared(saisine, by):
    made = make_proposed(by, saisine)
    with open_scope(by):
        with pytest.raises(ValidationError, match="Dites pourquoi"):
            come_to_nothing(by=by, protocole=made, why=" ")
        come_to_nothing(by=by, protocole=made, why="La régie refuse.")
        anew = write_protocol(by=by, saisine=saisine, text="Autrement.")
    assert anew.pk != made.pk


def test_nothing_is_prepared_nor_proposed_once_the_case_has_ended(saisine, by):
    make_parties(by, saisine)
    made = make_draft_protocol(by, saisine)
    Saisine.objects.filter(pk=saisine.pk).update(etat="retiree", closed_at=clock.now())
    with open_scope(by):
        with pytest.raises(ValidationError, match="terminé"):
            write_protocol(by=by, saisine=saisine, text="Autrement.")
        with pytest.raises(ValidationError, match="terminé"):
            propose_protocol(by=by, protocole=again(made))


def test_an_assistant_prepares_and_a_mediator_decides(saisine, by, office):
    assistant = acting_as(make_agent(office, Fonction.ASSISTANT))
    make_parties(by, saisine)
    made = make_draft_protocol(assistant, saisine)
    with open_scope(assistant), pytest.raises(PermissionDenied):
        propose_protocol(by=assistant, protocole=made)
    with open_scope(by):
        propose_protocol(by=by, protocole=made)
    with open_scope(assistant):
        for act in (
            lambda: rewrite_protocol(by=assistant, protocole=again(made)),
            lambda: conclude(by=assistant, protocole=again(made), on=clock.today()),
            lambda: come_to_nothing(by=assistant, protocole=again(made), why="Non."),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_another_office_sees_nothing_of_it(saisine, by):
    make_concluded(by, saisine)
    stranger = acting_as(make_agent(make_collectivite()))
    with open_scope(stranger):
        for model in (Protocole, Engagement, Signature):
            assert not model.objects.exists()
