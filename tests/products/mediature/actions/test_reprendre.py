"""Past years taken over: tried first, batch after batch, from where it stopped, undone, by mediators alone."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from parvis.core.documents.actions.keeping import NotServedError
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions import reprendre
from parvis.products.mediature.enums import EtatReprise, Fonction
from parvis.products.mediature.models import CasPasse, LigneReprise, Reprise
from tests.factories.mediature import acting_as, make_agent, make_collectivite

pytestmark = pytest.mark.django_db
NIGHT = system("night")
LINES = (
    'Date;Nom;Mode\n01/03/2024;Dupont;Mail\n02/03/24;Durand;Pigeon\nhier;Martin;Mail\n"cassée;x\n05/03/2024;Petit;Tel\n'
)
MAPPING = {"Date": "received_on", "Nom": "", "Mode": "canal"}


@pytest.fixture
def stranger(office):
    return acting_as(make_agent(make_collectivite()))


@pytest.fixture
def assistant(office):
    return acting_as(make_agent(office, Fonction.ASSISTANT))


@pytest.fixture
def mediator(office, stranger, assistant):
    by = acting_as(make_agent(office))
    with open_scope(by):
        yield by


def deposited(mediator, office, text=LINES):
    file = SimpleUploadedFile("passe.csv", text.encode())
    made = reprendre.deposit_past(by=mediator, organisation=office.organisation_id, file=file)
    Document.objects.filter(pk=made.document_id).update(scan=Scan.CLEAN)
    return made


def worked(office, run, reprise):
    """What the worker does, within the office alone."""
    task = system("mediature.past")
    with open_scope(task, organisations=[office.organisation_id]):
        run(by=task, reprise=reprise.pk)


def tried(mediator, office, text=LINES):
    made = deposited(mediator, office, text)
    reprendre.try_out(by=mediator, reprise=made, mapping=MAPPING)
    worked(office, reprendre.run_trial, made)
    return Reprise.objects.get(pk=made.pk)


def test_each_line_is_told_and_a_poisoned_one_does_not_stop_the_others(mediator, office):
    made = tried(mediator, office)
    assert made.etat == EtatReprise.ESSAYEE
    told = list(LigneReprise.objects.values_list("line", "verdict"))
    assert told == [(2, "acceptee"), (3, "corrigee"), (4, "refusee"), (5, "refusee"), (6, "acceptee")]
    assert not CasPasse.objects.exists()
    for name in ("Dupont", "Durand", "Martin", "Pigeon", "hier"):
        assert name not in str(list(LigneReprise.objects.values()))


def test_taken_over_the_file_is_destroyed_and_nobody_is_named(mediator, office):
    made = tried(mediator, office)
    document = made.document
    reprendre.take_over(by=mediator, reprise=made)
    worked(office, reprendre.run_take_over, made)
    made.refresh_from_db()
    assert (made.etat, made.document) == (EtatReprise.TERMINEE, None)
    assert list(CasPasse.objects.values_list("line", "canal")) == [(2, "courriel"), (3, ""), (6, "telephone")]
    assert Document.objects.get(pk=document.pk).destroyed_on is not None


def test_it_goes_on_from_where_it_stopped(mediator, office):
    made = tried(mediator, office)
    reprendre.take_over(by=mediator, reprise=made)
    assert reprendre._take_batch(made.pk, 1)
    assert CasPasse.objects.count() == 1
    reprendre.take_over(by=mediator, reprise=made)
    worked(office, reprendre.run_take_over, made)
    assert CasPasse.objects.count() == 3
    worked(office, reprendre.run_take_over, made)
    assert CasPasse.objects.count() == 3


def test_undone_nothing_of_it_counts(mediator, office):
    made = tried(mediator, office)
    reprendre.take_over(by=mediator, reprise=made)
    worked(office, reprendre.run_take_over, made)
    assert reprendre.undo(by=mediator, reprise=made) == 3
    assert not CasPasse.objects.exists()
    assert not LigneReprise.objects.exists()
    worked(office, reprendre.run_take_over, made)
    assert not CasPasse.objects.exists()
    deposited(mediator, office)


def test_the_same_file_is_not_deposited_twice(mediator, office):
    deposited(mediator, office)
    with pytest.raises(ValidationError, match="deux fois"):
        deposited(mediator, office)


def test_tried_again_otherwise_it_is_read_anew_and_the_choice_is_kept_for_the_next_file(mediator, office):
    made = tried(mediator, office)
    reprendre.try_out(by=mediator, reprise=made, mapping=MAPPING | {"Mode": ""})
    worked(office, reprendre.run_trial, made)
    assert LigneReprise.objects.filter(verdict="acceptee").count() == 2
    assert reprendre.kept_mapping(office.organisation_id) == MAPPING | {"Mode": ""}


@pytest.mark.parametrize(
    ("mapping", "words"),
    [({"Date": ""}, "la date de la saisine"), ({"Date": "received_on", "Nom": "received_on"}, "même chose")],
)
def test_a_mapping_that_says_too_little_or_twice(mediator, office, mapping, words):
    made = deposited(mediator, office)
    with pytest.raises(ValidationError, match=words):
        reprendre.try_out(by=mediator, reprise=made, mapping=mapping)


def test_a_file_that_is_no_table_is_told(mediator, office):
    made = deposited(mediator, office, "%PDF-1.4")
    reprendre.try_out(by=mediator, reprise=made, mapping=MAPPING)
    worked(office, reprendre.run_trial, made)
    assert "tableau" in LigneReprise.objects.get().words


def test_nothing_is_read_before_the_antivirus(mediator, office):
    made = deposited(mediator, office)
    Document.objects.update(scan=Scan.WAITING)
    made.refresh_from_db()
    with pytest.raises(NotServedError):
        reprendre.sample(by=mediator, reprise=made)


def test_what_is_given_up_while_it_is_read_stays_given_up(mediator, office):
    made = deposited(mediator, office)
    reprendre.try_out(by=mediator, reprise=made, mapping=MAPPING)
    given_up = []

    def meanwhile(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if not given_up and sql.startswith('INSERT INTO "mediature_lignereprise"'):
            given_up.append(sql)
            with open_scope(mediator):
                reprendre.undo(by=mediator, reprise=made)
                # What the reader had in hand comes after.
            execute(sql, params, many, context)
        return answer

    with connection.execute_wrapper(meanwhile):
        worked(office, reprendre.run_trial, made)
    assert given_up
    assert Reprise.objects.get().etat == EtatReprise.ANNULEE
    assert not LigneReprise.objects.exists()


def test_of_a_file_that_is_too_long_the_first_line_that_is_not_read_says_so(mediator, office):
    made = deposited(mediator, office)
    reprendre.try_out(by=mediator, reprise=made, mapping=MAPPING)
    worked(office, partial(reprendre.run_trial, most=2), made)
    told = list(LigneReprise.objects.values_list("line", "verdict"))
    assert told == [(2, "acceptee"), (3, "corrigee"), (4, "refusee")]
    assert "au-delà de 2, découpez" in LigneReprise.objects.get(line=4).words


def test_the_night_ends_what_nobody_takes_over_and_finishes_what_was_begun(mediator, office):
    left, tested = deposited(mediator, office), tried(mediator, office, LINES + "06/03/2024;Noir;Tel\n")
    begun = tried(mediator, office, LINES + "07/03/2024;Blanc;Tel\n")
    reprendre.take_over(by=mediator, reprise=begun)
    documents = [each.document_id for each in (left, tested, begun)]

    def night(days):
        with clock.frozen(clock.now() + timedelta(days=days)), open_scope(NIGHT, reach=Reach.EVERYTHING):
            return reprendre.end_forgotten(by=NIGHT)

    assert night(29) == 0
    assert night(31) == 3
    states = {each.pk: (each.etat, each.document) for each in Reprise.objects.all()}
    assert states == {
        left.pk: (EtatReprise.ANNULEE, None),
        tested.pk: (EtatReprise.ANNULEE, None),
        begun.pk: (EtatReprise.TERMINEE, None),
    }
    assert not Document.objects.filter(pk__in=documents, destroyed_on=None).exists()
    assert {each.reprise_id for each in CasPasse.objects.all()} == {begun.pk}
    assert night(32) == 0


def test_by_mediators_of_the_office_alone(mediator, office, stranger, assistant):
    made = tried(mediator, office)
    for other in (stranger, assistant):
        with open_scope(other), pytest.raises((PermissionDenied, Reprise.DoesNotExist)):
            reprendre.undo(by=other, reprise=made)
        with open_scope(other), pytest.raises(PermissionDenied):
            deposited(other, office)
    with open_scope(stranger):
        assert not Reprise.objects.exists()
        assert not LigneReprise.objects.exists()
