"""Error reports: kept as they were sent, handled once, each time traced without what they say."""

import pytest
from django.db import DataError, transaction

from parvis.core.accounts.queries.actors import actor_for_user
from parvis.core.journal.models import JournalEntry
from parvis.kernel.actor import VISITOR
from parvis.products.data_inclusion.actions.reporting import handle_report, report_error
from parvis.products.data_inclusion.models import ErrorReport, Structure
from tests.factories.accounts import make_user, protect
from tests.factories.data_inclusion import import_records, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


@pytest.fixture
def about():
    import_records([raw(1)])
    return Structure.objects.get(pk="essai--1")


@pytest.fixture
def administrator():
    return actor_for_user(protect(make_user(is_platform_administrator=True)))


def lines(verb: str) -> list[tuple[str, list[str]]]:
    return list(JournalEntry.objects.filter(verb=verb).values_list("actor_key", "categories"))


def test_a_report_is_kept_and_traced_as_personal_only_if_it_says_something_of_a_person(about):
    report_error(by=VISITOR, about=about, wrong="ferme")
    kept = report_error(by=VISITOR, about=about, wrong="autre", text="Le numéro est faux.", email="lea@ville.example")
    assert (kept.kind, kept.record, kept.name, kept.state) == ("structure", about.pk, about.nom, "new")
    assert lines("data_inclusion.report") == [("visitor", []), ("visitor", ["plateforme.messages.envois"])]


def test_a_report_is_handled_once(about, administrator):
    report = report_error(by=VISITOR, about=about, wrong="ferme")
    assert handle_report(by=administrator, pk=report.pk, note="Source prévenue.")
    assert not handle_report(by=administrator, pk=report.pk, note="Encore.")
    report.refresh_from_db()
    assert (report.state, report.note, str(report.handled_by_id)) == (
        "handled",
        "Source prévenue.",
        administrator.identifier,
    )
    assert len(lines("data_inclusion.handle-report")) == 1


def test_nothing_is_traced_of_a_report_that_could_not_be_kept(about):
    with pytest.raises(DataError, match="NUL"), transaction.atomic():
        report_error(by=VISITOR, about=about, wrong="autre", text="a\x00b")
    assert not ErrorReport.objects.exists()
    assert lines("data_inclusion.report") == []
