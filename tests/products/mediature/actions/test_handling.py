"""What each of the office may do of a case, and what the person is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.handling import (
    Conclusion,
    Decision,
    assign,
    close,
    decide,
    issues_of,
    move,
    reopen,
    set_due,
    set_legal_dates,
    withdraw,
    write_note,
)
from parvis.products.mediature.enums import Etat, Fonction, Issue, Recevabilite, Visibilite
from parvis.products.mediature.models import Agent, Domaine, Ligne, Note, Saisine, TiersCompetent
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership, make_person

pytestmark = pytest.mark.django_db

YES = Decision(Recevabilite.RECEVABLE, "Le service n’a pas répondu.")
NO = Decision(Recevabilite.IRRECEVABLE, "Le tribunal en a déjà jugé.")
ENDED = Conclusion(Issue.INACTIVITE, "Sans nouvelles de vous.")


@pytest.fixture
def principal(office):
    return make_agent(office, Fonction.PRINCIPAL)


@pytest.fixture
def assistant(office):
    return make_agent(office, Fonction.ASSISTANT)


def does(user, action, saisine, **given):
    """Act as this user, with no more reach than theirs; the case as it is afterwards."""
    actor = acting_as(user)
    with open_scope(actor):
        action(by=actor, saisine=saisine, **given)
        return Saisine.objects.get(pk=saisine.pk)


def refused(user, action, saisine, **given):
    with pytest.raises(ValidationError) as error:
        does(user, action, saisine, **given)
    return " ".join(error.value.messages)


def verbs(saisine):
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb, actor_key FROM journal_entry WHERE object_key = %s ORDER BY id", [saisine.key])
        return cursor.fetchall()


def said(saisine, visibility=Visibilite.REQUERANT):
    found = Ligne.objects.filter(saisine=saisine, visibility=visibility)
    return list(found.values_list("words", flat=True))


EVERY_ACT = {
    "assign": (assign, {"to": None}),
    "decide": (decide, {"decision": YES}),
    "move": (move, {"to": Etat.CONTACTER_REQUERANT}),
    "due": (set_due, {"on": None}),
    "dates": (set_legal_dates, {"agreed": None, "met": None}),
    "note": (write_note, {"text": "Vu."}),
    "close": (close, {"conclusion": ENDED}),
    "reopen": (reopen, {}),
}


@pytest.mark.parametrize("name", EVERY_ACT)
def test_a_member_of_the_organisation_who_is_no_agent_does_nothing(office, saisine, name):
    member = make_person()
    make_membership(member, office.organisation)
    action, given = EVERY_ACT[name]
    with pytest.raises(Saisine.DoesNotExist):
        does(member, action, saisine, **given)


@pytest.mark.parametrize("name", EVERY_ACT)
def test_who_has_left_the_office_does_nothing(office, saisine, mediator, name):
    Agent.objects.filter(user=mediator).update(ended_on=clock.today())
    action, given = EVERY_ACT[name]
    with pytest.raises(Saisine.DoesNotExist):
        does(mediator, action, saisine, **given)


@pytest.mark.parametrize("name", EVERY_ACT)
def test_an_agent_of_another_office_finds_no_case(saisine, name):
    action, given = EVERY_ACT[name]
    with pytest.raises(Saisine.DoesNotExist):
        does(make_agent(make_collectivite()), action, saisine, **given)


@pytest.mark.parametrize("name", ["decide", "dates", "close", "reopen"])
def test_an_assistant_prepares_and_does_not_decide(saisine, assistant, name):
    action, given = EVERY_ACT[name]
    with pytest.raises(PermissionDenied):
        does(assistant, action, saisine, **given)


@pytest.mark.parametrize("name", [each for each in EVERY_ACT if each != "note"])
def test_a_case_read_before_somebody_changed_it_is_left_as_it_is(saisine, principal, name):
    action, given = EVERY_ACT[name]
    assert "Quelqu’un a changé ce dossier" in refused(principal, action, saisine, version=7, **given)


def test_a_mediator_takes_a_free_case_and_gives_it_back(saisine, mediator):
    taken = does(mediator, assign, saisine, to=mediator, version=1)
    assert (taken.mediateur_id, taken.version) == (mediator.pk, 2)
    assert does(mediator, assign, saisine, to=None).mediateur_id is None
    assert [verb for verb, _ in verbs(saisine)].count("mediature.assign") == 2
    assert said(saisine, Visibilite.BUREAU) == [f"Dossier attribué à {mediator}", "Dossier rendu au bureau"]


def test_nobody_takes_the_case_of_a_colleague_but_the_main_mediator_gives_it(
    office, saisine, mediator, principal, assistant
):
    does(mediator, assign, saisine, to=mediator)
    other = make_agent(office)
    for user, to in ((other, other), (other, None), (assistant, None), (mediator, other)):
        with pytest.raises(PermissionDenied):
            does(user, assign, saisine, to=to)
    assert does(principal, assign, saisine, to=other).mediateur_id == other.pk


def test_a_case_goes_to_a_mediator_of_the_office_alone(saisine, principal, assistant):
    for stranger in (assistant, make_agent(make_collectivite()), make_person()):
        assert "choisissez dans la liste" in refused(principal, assign, saisine, to=stranger)
    assert "choisissez dans la liste" in refused(assistant, assign, saisine, to=assistant)


def test_to_give_a_case_to_who_has_it_changes_nothing(saisine, mediator):
    does(mediator, assign, saisine, to=mediator)
    assert does(mediator, assign, saisine, to=mediator).version == 2
    assert len(said(saisine, Visibilite.BUREAU)) == 1


def test_an_admissible_saisine_is_told_to_the_person(saisine, mediator):
    domaine = Domaine.objects.create(name="Cantine")
    decision = Decision(Recevabilite.RECEVABLE, "  Le service n’a pas répondu. ", domaine=domaine)
    decided = does(mediator, decide, saisine, decision=decision)
    assert (decided.recevabilite, decided.reasons) == (Recevabilite.RECEVABLE, "Le service n’a pas répondu.")
    assert (decided.decided_on, decided.domaine) == (clock.today(), domaine)
    assert "Saisine recevable" in said(saisine)
    assert ("mediature.decide", f"user:{mediator.pk}") in verbs(saisine)
    mail = Outgoing.objects.get(key="mediature.decided")
    assert mail.recipient == "samira.benali@exemple.fr"
    assert "est recevable" in mail.text
    assert "Le service n’a pas répondu." in mail.text
    assert "/mediature/suivi/" in mail.text
    assert "Défenseur des droits" not in mail.text


def test_a_refusal_tells_why_and_what_else_may_be_done(saisine, mediator):
    does(mediator, decide, saisine, decision=NO)
    mail = Outgoing.objects.get(key="mediature.decided")
    for words in ("n’est pas recevable", "Le tribunal en a déjà jugé.", "Défenseur des droits", "tribunal"):
        assert words in mail.text


def test_a_saisine_passed_on_says_to_whom(saisine, mediator):
    tiers = TiersCompetent.objects.create(name="Conciliateur de justice", contact="conciliateurs.fr")
    decision = Decision(Recevabilite.REORIENTEE, "Un litige entre voisins.", Domaine.objects.create(name="Eau"), tiers)
    decided = does(mediator, decide, saisine, decision=decision)
    assert (decided.tiers, decided.domaine) == (tiers, None)
    text = Outgoing.objects.get(key="mediature.decided").text
    assert "Conciliateur de justice" in text
    assert "conciliateurs.fr" in text


def test_who_is_competent_is_kept_only_when_the_saisine_is_passed_on(saisine, mediator):
    tiers = TiersCompetent.objects.create(name="Conciliateur")
    decision = Decision(Recevabilite.RECEVABLE, "Oui.", Domaine.objects.create(name="Eau"), tiers)
    decided = does(mediator, decide, saisine, decision=decision)
    assert (decided.tiers, decided.domaine.name) == (None, "Eau")


def test_who_gave_no_address_gets_no_mail(office, mediator):
    saisine = make_saisine(office, email="", phone="0381615050")
    does(mediator, decide, saisine, decision=NO)
    does(mediator, close, saisine, conclusion=ENDED)
    assert not Outgoing.objects.filter(key__startswith="mediature.").exists()


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision(Recevabilite.RECEVABLE, " "), "Écrivez les motifs"),
        (Decision(Recevabilite.A_EXAMINER, "À voir."), "Dites si la saisine est recevable"),
        (Decision(Recevabilite.REORIENTEE, "Pas nous."), "vers qui"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(saisine, mediator, decision, words):
    assert words in refused(mediator, decide, saisine, decision=decision)


def test_a_decision_takes_no_entry_of_another_office(saisine, mediator):
    theirs = make_collectivite().organisation
    domaine = Domaine.objects.create(name="À eux", organisation=theirs)
    tiers = TiersCompetent.objects.create(name="À eux", organisation=theirs)
    for decision in (
        Decision(Recevabilite.RECEVABLE, "Oui.", domaine=domaine),
        Decision(Recevabilite.REORIENTEE, "Non.", tiers=tiers),
    ):
        assert "liste de ce bureau" in refused(mediator, decide, saisine, decision=decision)


def test_the_administration_is_asked_only_about_what_is_admissible(saisine, assistant, mediator):
    assert "recevable" in refused(assistant, move, saisine, to=Etat.SOLLICITER_ADMINISTRATION)
    does(mediator, decide, saisine, decision=YES)
    moved = does(assistant, move, saisine, to=Etat.ATTENTE_ADMINISTRATION)
    assert moved.etat == Etat.ATTENTE_ADMINISTRATION
    assert Etat.ATTENTE_ADMINISTRATION.label in said(saisine)
    refused_now = does(mediator, decide, saisine, decision=NO)
    assert refused_now.etat == Etat.FINALISATION


def test_nothing_goes_back_to_be_examined_nor_ends_by_a_simple_move(saisine, mediator):
    for to in (Etat.A_TRAITER, Etat.CLOSE, Etat.RETIREE):
        assert "ne peut pas passer" in refused(mediator, move, saisine, to=to)


def test_a_due_date_is_to_come_and_may_be_taken_away(saisine, assistant):
    tomorrow = clock.today() + timedelta(days=1)
    assert does(assistant, set_due, saisine, on=tomorrow).due_on == tomorrow
    assert "à venir" in refused(assistant, set_due, saisine, on=clock.today() - timedelta(days=1))
    assert does(assistant, set_due, saisine, on=None).due_on is None


def test_legal_dates_are_past_and_not_before_the_saisine(saisine, mediator):
    Saisine.objects.filter(pk=saisine.pk).update(received_on=date(2026, 3, 2))
    given = {"agreed": date(2026, 3, 2), "met": clock.today()}
    kept = does(mediator, set_legal_dates, saisine, **given)
    assert (kept.parties_agreed_on, kept.first_meeting_on) == (date(2026, 3, 2), clock.today())
    early, late = date(2026, 3, 1), clock.today() + timedelta(days=1)
    for wrong in (early, late):
        for name in given:
            refused(mediator, set_legal_dates, saisine, **given | {name: wrong})
    assert does(mediator, set_legal_dates, saisine, **given).version == kept.version
    assert len([words for words in said(saisine) if "Accord des parties" in words]) == 1


def test_a_note_for_the_mediator_alone_is_theirs(office, saisine, mediator, assistant):
    does(mediator, assign, saisine, to=mediator)
    does(mediator, write_note, saisine, text="Conflit d’intérêts ?", visibility=Visibilite.MEDIATEUR)
    does(assistant, write_note, saisine, text="Appelé à 9 h.")
    assert "pour lui seul" in refused(assistant, write_note, saisine, text="x", visibility=Visibilite.MEDIATEUR)
    assert "ne sort pas" in refused(assistant, write_note, saisine, text="x", visibility=Visibilite.REQUERANT)
    assert "Écrivez la note" in refused(assistant, write_note, saisine, text=" ")
    for user, seen in ((mediator, 2), (assistant, 1)):
        actor = acting_as(user)
        with open_scope(actor):
            assert Note.objects.count() == Note.objects.visible_to(actor).count() == seen
    with open_scope(holder_of(saisine)):
        assert not Note.objects.exists()


def test_a_closed_case_says_how_and_frees_the_person(saisine, mediator):
    does(mediator, decide, saisine, decision=YES)
    conclusion = Conclusion(Issue.PARTIEL, "La cantine l’inscrit.", in_person=True, agreement=True)
    closed = does(mediator, close, saisine, conclusion=conclusion)
    assert (closed.etat, closed.issue, closed.agreement) == (Etat.CLOSE, Issue.PARTIEL, True)
    assert closed.requerant.done_on == clock.today()
    mail = Outgoing.objects.get(key="mediature.ended")
    for words in ("La cantine l’inscrit.", "Droit partiel", "Défenseur des droits", "tribunal administratif"):
        assert words in mail.text
    assert ("mediature.close", f"user:{mediator.pk}") in verbs(saisine)
    assert "déjà terminé" in refused(mediator, close, saisine, conclusion=conclusion)


def test_a_person_who_has_another_case_is_not_done(saisine, mediator, office):
    other = make_saisine(office)
    Saisine.objects.filter(pk=other.pk).update(requerant=saisine.requerant)
    assert does(mediator, close, saisine, conclusion=ENDED).requerant.done_on is None
    assert does(mediator, close, other, conclusion=ENDED).requerant.done_on == clock.today()


def test_an_issue_never_contradicts_what_was_decided(saisine, mediator):
    right, refusal = Conclusion(Issue.DROIT_USAGER, "Oui."), Conclusion(Issue.IRRECEVABLE, "Non.")
    assert "ne va pas avec la recevabilité" in refused(mediator, close, saisine, conclusion=refusal)
    does(mediator, decide, saisine, decision=YES)
    assert "ne va pas avec la recevabilité" in refused(mediator, close, saisine, conclusion=refusal)
    does(mediator, decide, saisine, decision=NO)
    assert "ne va pas avec la recevabilité" in refused(mediator, close, saisine, conclusion=right)
    assert all(Issue.INACTIVITE in issues_of(decided) for decided in Recevabilite)
    assert does(mediator, close, saisine, conclusion=refusal).issue == Issue.IRRECEVABLE


def test_a_conclusion_is_written(saisine, mediator):
    assert "Écrivez la conclusion" in refused(mediator, close, saisine, conclusion=Conclusion(Issue.INACTIVITE, " "))


@pytest.mark.parametrize("name", ["assign", "decide", "move", "due"])
def test_an_ended_case_is_reopened_before_anything_else(saisine, principal, name):
    does(principal, close, saisine, conclusion=ENDED)
    action, given = EVERY_ACT[name]
    assert "rouvrez-le" in refused(principal, action, saisine, **given)


def test_a_reopened_case_keeps_its_conclusion_and_its_person(saisine, mediator):
    assert "n’est pas terminé" in refused(mediator, reopen, saisine)
    does(mediator, close, saisine, conclusion=ENDED)
    again = does(mediator, reopen, saisine)
    assert (again.etat, again.closed_at, again.requerant.done_on) == (Etat.FINALISATION, None, None)
    assert (again.issue, again.conclusion) == (Issue.INACTIVITE, "Sans nouvelles de vous.")
    assert "Dossier rouvert" in said(saisine)


def test_the_person_alone_withdraws(saisine, principal):
    with pytest.raises(PermissionDenied):
        does(principal, withdraw, saisine)
    holder = holder_of(saisine)
    with open_scope(holder):
        withdraw(by=holder, saisine=saisine)
        with pytest.raises(ValidationError, match="déjà terminée"):
            withdraw(by=holder, saisine=saisine)
    with open_scope(holder, reach=Reach.EVERYTHING):
        gone = Saisine.objects.get(pk=saisine.pk)
    assert gone.etat == Etat.RETIREE
    assert gone.requerant.done_on == clock.today()
