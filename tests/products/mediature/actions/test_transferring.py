"""A case passes to another authority's mediator when its person agrees, and nothing else of the office goes along."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.documents.queries.contents import content_of
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.actions.handling import Decision, decide, write_note
from parvis.products.mediature.actions.registering import add_piece
from parvis.products.mediature.actions.transferring import (
    COMPETENT,
    Answer,
    answer_online,
    give_up,
    open_anew,
    propose,
    write_answer,
)
from parvis.products.mediature.enums import Canal, Etat, EtatTransfert, Fonction, Issue, Recevabilite, Visibilite
from parvis.products.mediature.models import Ligne, Note, Piece, Requerant, Saisine, TiersCompetent, Transfert
from parvis.products.mediature.queries.access import holders
from parvis.products.mediature.queries.transferts import shareable
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership

pytestmark = pytest.mark.django_db
WHY = "Le collège relève du département."


@pytest.fixture
def office(acting):
    TiersCompetent.objects.create(name=COMPETENT)
    return make_collectivite(name="Ville de Dijon")


@pytest.fixture
def other(acting):
    return make_collectivite(name="Département de la Côte-d’Or")


@pytest.fixture
def by(office):
    return acting_as(make_agent(office))


@pytest.fixture
def case(office):
    made = make_saisine(office, facts="Le collège refuse mon fils.", phone="+33380123456")
    with open_scope(holder_of(made)) as scope:
        give(by=scope.actor, saisine=made, file=ContentFile(b"Le refus.", name="refus.txt"))
        give(by=scope.actor, saisine=made, file=ContentFile(b"Un bail.", name="bail.txt"))
    Document.objects.update(scan=Scan.CLEAN)
    return made


def again(case):
    return Saisine.objects.get(pk=case.pk)


def proposed(case, by, other, reasons=WHY):
    with open_scope(by):
        return propose(by=by, saisine=case, to=other, reasons=reasons)


def agree(case, transfert, *labels):
    holder = holder_of(case)
    with open_scope(holder):
        pieces = [each.piece.pk for each in shareable(holder, case) if each.name in labels]
        return answer_online(by=holder, transfert=transfert, agrees=True, pieces=pieces)


def test_with_the_agreement_of_the_person_the_other_office_has_a_new_case(case, by, other):
    with open_scope(by):
        write_note(by=by, saisine=case, text="Une note du bureau.")
        kept = ContentFile(b"Pour nous.", name="interne.txt")
        add_piece(by=by, saisine=case, file=kept, visibility=Visibilite.BUREAU)
    Document.objects.update(scan=Scan.CLEAN)
    code = agree(case, proposed(case, by, other), "refus.txt")
    made = Saisine.objects.get(organisation=other.organisation)
    assert (made.etat, made.mediateur, made.facts) == (Etat.A_TRAITER, None, "Le collège refuse mon fils.")
    assert made.recevabilite == Recevabilite.A_EXAMINER
    assert made.canal == Canal.FORMULAIRE
    assert (str(made.requerant), made.requerant.phone) == ("Samira Benali", "+33380123456")
    assert made.requerant_id != again(case).requerant_id
    assert made.access == made.requerant.access == holders(code)[0].identifier
    assert not Note.objects.filter(saisine=made).exists()
    (line,) = Ligne.objects.filter(saisine=made)
    assert f"par le médiateur de Ville de Dijon, où elle avait le numéro {case.number}" in line.words
    assert "accord de la personne donné en ligne" in line.words
    assert case.access not in line.by


def test_the_chosen_pieces_are_copied_under_a_key_of_their_own_and_read_again_by_the_antivirus(case, by, other):
    agree(case, proposed(case, by, other), "refus.txt")
    copied = Piece.objects.get(saisine__organisation=other.organisation)
    source = Piece.objects.get(saisine=case, label="refus.txt")
    assert copied.label == "refus.txt"
    assert (copied.document.organisation, copied.document.scan) == (other.organisation_id, Scan.WAITING)
    assert copied.document.door == "mediature"
    assert bytes(copied.document.key.sealed) != bytes(source.document.key.sealed)
    assert b"".join(content_of(copied.document)) == b"Le refus."
    assert Piece.objects.filter(saisine=case).count() == 2


def test_the_former_case_ends_reoriented_and_keeps_its_number_and_dates(case, by, other):
    agree(case, proposed(case, by, other))
    former = again(case)
    assert (former.number, former.received_on, former.etat) == (case.number, case.received_on, Etat.CLOSE)
    assert (former.recevabilite, former.issue) == (Recevabilite.REORIENTEE, Issue.AUTRE_INSTITUTION)
    assert (former.reasons, former.tiers.name) == (WHY, COMPETENT)
    transfert = Transfert.objects.get()
    assert (transfert.etat, transfert.canal) == (EtatTransfert.ACCEPTE, Canal.FORMULAIRE)
    assert transfert.number in former.conclusion
    assert former.requerant.done_on == clock.today()


def test_a_decision_that_was_taken_already_stays_as_it_was_written(case, by, other):
    tiers = TiersCompetent.objects.create(name="Médiateur du département")
    with open_scope(by):
        decide(by=by, saisine=case, decision=Decision(Recevabilite.REORIENTEE, "Pas la ville.", tiers=tiers))
    agree(case, proposed(case, by, other))
    former = again(case)
    assert (former.reasons, former.tiers) == ("Pas la ville.", tiers)


def test_the_two_offices_see_nothing_of_each_other(case, by, other):
    theirs = acting_as(make_agent(other))
    transfert = proposed(case, by, other)
    with open_scope(theirs):
        assert not Transfert.objects.exists()
    agree(case, transfert, "refus.txt", "bail.txt")
    for actor, number in ((by, case.number), (theirs, Transfert.objects.get().number)):
        with open_scope(actor):
            assert list(Saisine.objects.values_list("number", flat=True)) == [number]
            assert Requerant.objects.count() == 1
            assert Piece.objects.count() == 2
            assert Document.objects.count() == 2
            assert Transfert.objects.count() == (actor is by)
    member = make_membership(organisation=Saisine.objects.get(pk=case.pk).organisation).user
    with open_scope(acting_as(member)):
        assert not Transfert.objects.exists()


def test_only_the_office_makes_a_proposal_whatever_the_code_does(case, by, other):
    with open_scope(holder_of(case)), connection.cursor() as cursor, pytest.raises(Exception, match="row-level"):
        cursor.execute(
            "INSERT INTO mediature_transfert (saisine_id, to_id, reasons, at, etat, canal, words, number)"
            " VALUES (%s, %s, '', now(), 'propose', '', '', '')",
            [case.pk, other.pk],
        )


def test_each_code_opens_its_own_case(case, by, other):
    code = agree(case, proposed(case, by, other))
    with open_scope(holder_of(case)):
        assert Saisine.objects.get().pk == case.pk
    with open_scope(holders(code)[0]):
        assert Saisine.objects.get().organisation_id == other.organisation_id
        assert Requerant.objects.count() == 1


def test_a_refusal_ends_the_proposal_and_nothing_leaves(case, by, other):
    transfert = proposed(case, by, other)
    with open_scope(holder_of(case)) as scope:
        answer_online(by=scope.actor, transfert=transfert, agrees=False, pieces=[])
        with pytest.raises(ValidationError, match="Aucune réponse"):
            answer_online(by=scope.actor, transfert=transfert, agrees=True, pieces=[])
    assert Transfert.objects.get().etat == EtatTransfert.REFUSE
    assert Saisine.objects.get().etat == Etat.A_TRAITER
    again_proposed = proposed(case, by, other)
    assert again_proposed.waits


def test_an_answer_on_paper_says_who_when_how_and_the_code_waits_on_the_page_of_the_person(case, by, other):
    transfert = proposed(case, by, other)
    told = Answer(True, Canal.COURRIER, clock.today(), "Lettre lue par Salomé Petitjean.")
    with open_scope(by):
        for wrong in (
            Answer(True, Canal.COURRIER, clock.today(), " "),
            Answer(True, Canal.FORMULAIRE, clock.today(), "Dit."),
            Answer(True, Canal.COURRIER, case.received_on.replace(year=2020), "Dit."),
        ):
            with pytest.raises(ValidationError):
                write_answer(by=by, transfert=transfert, answer=wrong, pieces=[])
        write_answer(by=by, transfert=transfert, answer=told, pieces=[])
        with pytest.raises(PermissionDenied):
            open_anew(by=by, transfert=transfert)
    made = Saisine.objects.get(organisation=other.organisation)
    assert made.canal == Canal.COURRIER
    assert "donné par courrier" in Ligne.objects.get(saisine=made).words
    assert Transfert.objects.get().words == "Lettre lue par Salomé Petitjean."
    with open_scope(holder_of(case)) as scope:
        code = open_anew(by=scope.actor, transfert=transfert)
        with pytest.raises(ValidationError, match="déjà été remis"):
            open_anew(by=scope.actor, transfert=transfert)
    with open_scope(holders(code)[0]):
        assert Saisine.objects.get().pk == made.pk


def test_the_person_is_told_by_mail_first_asked_then_given_the_code(case, by, other):
    transfert = proposed(case, by, other)
    asked = Outgoing.objects.get(key="mediature.proposed")
    assert WHY in asked.text
    code = agree(case, transfert)
    told = Outgoing.objects.get(key="mediature.transferred")
    assert code[:4] in told.text
    assert told.recipient == "samira.benali@exemple.fr"


def test_what_cannot_be_proposed(case, by, other, office):
    closed = make_collectivite(mandate=False)
    for to, reasons, said in ((other, " ", "pourquoi"), (closed, WHY, "mandat"), (office, WHY, "propre collectivité")):
        with pytest.raises(ValidationError, match=said):
            proposed(case, by, to, reasons)
    with pytest.raises(PermissionDenied):
        proposed(case, acting_as(make_agent(office, Fonction.ASSISTANT)), other)
    proposed(case, by, other)
    with pytest.raises(ValidationError, match="déjà proposé"):
        proposed(case, by, other)
    admitted = make_saisine(office)
    with open_scope(by):
        decide(by=by, saisine=admitted, decision=Decision(Recevabilite.RECEVABLE, "Oui."))
    with pytest.raises(ValidationError, match="décidé autrement"):
        proposed(admitted, by, other)


def test_a_proposal_that_the_office_takes_back_asks_nothing_more(case, by, other):
    transfert = proposed(case, by, other)
    with open_scope(by):
        give_up(by=by, transfert=transfert)
    with pytest.raises(ValidationError, match="Aucune réponse"):
        agree(case, transfert)
    assert Saisine.objects.count() == 1


def test_a_mandate_that_ended_meanwhile_takes_nothing(case, by, other):
    transfert = proposed(case, by, other)
    other.mandats.all().delete()
    with pytest.raises(ValidationError, match="mandat de ce médiateur est terminé"):
        agree(case, transfert)
    assert Transfert.objects.get().waits


def test_a_decision_is_not_taken_while_the_person_is_asked_and_none_is_overwritten(case, by, other):
    asked = proposed(case, by, other)
    admitted = Decision(Recevabilite.RECEVABLE, "Le médiateur est compétent.")
    with open_scope(by), pytest.raises(ValidationError, match="abandonnez d’abord"):
        decide(by=by, saisine=case, decision=admitted)
    Saisine.objects.filter(pk=case.pk).update(
        recevabilite=Recevabilite.RECEVABLE, reasons="Le médiateur est compétent.", decided_on=clock.today()
    )
    with pytest.raises(ValidationError, match="décidé autrement"):
        agree(case, asked)
    assert (again(case).reasons, again(case).ended) == ("Le médiateur est compétent.", False)
    assert Saisine.objects.filter(organisation=other.organisation_id).count() == 0
    with open_scope(by):
        give_up(by=by, transfert=asked)
        decide(by=by, saisine=case, decision=admitted)
