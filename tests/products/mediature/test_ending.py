"""What ends: drafts that were never sent, and the files of cases that are over."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from parvis.core.documents.models import DataKey, Document
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel.actor import system
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.drafting import attach, save_answers
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.actions.handling import Conclusion, close, reopen, withdraw
from parvis.products.mediature.actions.offices import write_page
from parvis.products.mediature.enums import Fonction, Issue, Visibilite
from parvis.products.mediature.models import Brouillon, Piece, Saisine
from tests.factories.mediature import CODE, acting_as, make_agent, make_collectivite, make_draft
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
BY = system("tests")


def test_a_draft_lives_thirty_days_from_its_last_word_then_goes_with_its_files(acting):
    with noon(date(2026, 3, 1)):
        draft, author, _ = make_draft(make_collectivite())
    with noon(date(2026, 3, 10)), open_scope(author):
        save_answers(by=author, brouillon=draft, answers={"expected": "Une réponse."})
        attach(by=author, brouillon=draft, file=ContentFile(b"lettre", name="lettre.txt"))
    run_night(by=BY, today=date(2026, 4, 8))
    assert Brouillon.objects.exists()
    with noon(date(2026, 4, 9)):
        run_night(by=BY, today=date(2026, 4, 9))
    assert not Brouillon.objects.exists()
    assert not Piece.objects.exists()
    with noon(date(2036, 4, 10)):
        run_night(by=BY, today=date(2036, 4, 10))
    assert not DataKey.objects.exists()


@pytest.mark.parametrize(
    ("months", "ended", "counted"),
    [
        (24, date(2026, 3, 31), date(2026, 3, 31)),
        (12, date(2026, 3, 31), date(2025, 3, 31)),
        (23, date(2026, 3, 31), date(2026, 2, 28)),
        (1, date(2026, 1, 31), date(2024, 2, 29)),
    ],
)
def test_the_time_of_every_document_runs_from_the_end_whoever_ends_the_case(acting, months, ended, counted):
    collectivite = make_collectivite(kept_months=months)
    with noon(date(2026, 1, 10)):
        draft, author, _ = make_draft(collectivite)
        with open_scope(author):
            for name in ("a.txt", "b.txt"):
                attach(by=author, brouillon=draft, file=ContentFile(b"lettre", name=name))
            saisine = file_saisine(by=author, brouillon=draft, code=CODE)
    Piece.objects.filter(label="b.txt").update(visibility=Visibilite.MEDIATEUR)
    with noon(ended), open_scope(author):
        withdraw(by=author, saisine=saisine)
    assert set(Piece.objects.values_list("counted_from", flat=True)) == {counted}
    with open_scope(acting_as(make_agent(collectivite, Fonction.PRINCIPAL))) as scope, noon(ended):
        reopen(by=scope.actor, saisine=saisine)
    assert set(Piece.objects.values_list("counted_from", flat=True)) == {None}


def test_the_files_of_a_case_are_destroyed_with_their_keys_once_its_time_is_over(acting):
    collectivite = make_collectivite()
    with noon(date(2026, 1, 10)):
        draft, author, _ = make_draft(collectivite)
        with open_scope(author):
            attach(by=author, brouillon=draft, file=ContentFile(b"%PDF-1.4 lettre", name="lettre.pdf"))
            saisine = file_saisine(by=author, brouillon=draft, code=CODE)
    with noon(date(2026, 3, 1)), open_scope(acting_as(make_agent(collectivite, Fonction.PRINCIPAL))) as scope:
        close(by=scope.actor, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
    run_night(by=BY, today=date(2028, 2, 29))
    assert (Piece.objects.count(), Document.objects.get().released_on) == (1, None)
    run_night(by=BY, today=date(2028, 3, 1))
    assert not Saisine.objects.exists()
    assert not Piece.objects.exists()
    with noon(date(2036, 3, 1)):
        run_night(by=BY, today=date(2036, 3, 1))
    assert not Document.objects.exists()
    assert not DataKey.objects.exists()


def test_a_shorter_time_counts_for_ended_cases_too_and_a_longer_one_does_not(acting):
    collectivite = make_collectivite()
    with noon(date(2026, 1, 10)):
        draft, author, _ = make_draft(collectivite)
        with open_scope(author):
            attach(by=author, brouillon=draft, file=ContentFile(b"lettre", name="a.txt"))
            saisine = file_saisine(by=author, brouillon=draft, code=CODE)
    with noon(date(2026, 3, 31)), open_scope(author):
        withdraw(by=author, saisine=saisine)
    main = make_agent(collectivite, Fonction.PRINCIPAL)
    for months in (12, 20):
        with open_scope(acting_as(main)) as scope:
            write_page(by=scope.actor, collectivite=collectivite, kept_months=months)
        assert Piece.objects.get().counted_from == date(2025, 3, 31)
