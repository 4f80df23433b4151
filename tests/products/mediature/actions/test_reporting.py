"""The annual report: begun, written, frozen with its numbers and files, sent on, published."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from odf.opendocument import load as load_odt
from odf.text import H

from parvis.core.documents.queries.contents import content_of
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions import reporting
from parvis.products.mediature.enums import Destinataire, Fonction
from parvis.products.mediature.models import Rapport
from parvis.products.mediature.queries.rapport import contenu, told_by
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_past, make_recommandation

pytestmark = pytest.mark.django_db
WORDS = {"mot": "Une année dense.\n\nMerci.", "perspectives": "Deux permanences de plus."}
LAST = clock.today().year - 1


@pytest.fixture
def office(acting):
    made = make_collectivite(name="Dijon")
    make_past(made, 3, received_on=date(LAST, 3, 1), canal="telephone")
    make_past(made, 40, received_on=date(LAST, 4, 1))
    return made


@pytest.fixture
def mediator(office):
    by = acting_as(make_agent(office))
    with open_scope(by):
        yield by


@pytest.fixture
def report(office, mediator):
    return reporting.begin_report(by=mediator, organisation=office.organisation_id, year=LAST)


def frozen(mediator, report):
    reporting.finalise(by=mediator, rapport=report)
    return Rapport.objects.get(pk=report.pk)


def test_a_year_has_one_report(office, mediator, report):
    assert reporting.begin_report(by=mediator, organisation=office.organisation_id, year=LAST) == report
    for year in (LAST + 2, LAST - 20):
        with pytest.raises(ValidationError):
            reporting.begin_report(by=mediator, organisation=office.organisation_id, year=year)


def test_who_wrote_last_is_told_that_somebody_wrote_before(mediator, report):
    reporting.write_sections(by=mediator, rapport=report, words=WORDS, version=1)
    with pytest.raises(ValidationError, match="Quelqu’un a changé"):
        reporting.write_sections(by=mediator, rapport=report, words={}, version=1)
    assert Rapport.objects.get().mot == WORDS["mot"]


def test_frozen_it_keeps_its_numbers_its_words_and_its_two_files(office, mediator, report):
    reporting.write_sections(by=mediator, rapport=report, words=WORDS, version=1)
    held = frozen(mediator, report)
    make_past(office, 9, received_on=date(LAST, 5, 1))
    told = told_by(held.numbers, LAST)
    assert told.chiffres[0].value == "43"
    canal = next(each for each in told.tableaux if each.key == "canal")
    assert [row.count for row in canal.rows] == [None, None]
    with pytest.raises(ValidationError, match="arrêté"):
        reporting.write_sections(by=mediator, rapport=held, words={}, version=held.version)
    with pytest.raises(ValidationError, match="arrêté"):
        reporting.finalise(by=mediator, rapport=held)


def test_the_pdf_is_accessible_and_the_odt_has_real_headings(mediator, report):
    reporting.write_sections(by=mediator, rapport=report, words=WORDS, version=1)
    held = frozen(mediator, report)
    pdf = b"".join(content_of(held.pdf))
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf
    odt = b"".join(content_of(held.odt))
    headings = [
        (int(each.getAttribute("outlinelevel")), str(each)) for each in load_odt(BytesIO(odt)).getElementsByType(H)
    ]
    assert headings[0] == (1, f"Rapport d’activité {LAST} du médiateur")
    assert (2, "Le mandat") in headings
    assert headings.index((2, "Le mot du médiateur")) < headings.index((2, "Perspectives"))
    assert any(name.endswith(".png") for name in zipfile.ZipFile(BytesIO(odt)).namelist())


def test_its_map_is_in_both_files_with_its_words(office, mediator, report):
    type(office).objects.update(code="21231")
    make_past(office, 30, received_on=date(LAST, 5, 1), postal_code="21000", town="Dijon")
    make_past(office, 7, received_on=date(LAST, 5, 1), postal_code="21800", town="Quetigny")
    held = frozen(mediator, report)
    office.refresh_from_db()
    summary = contenu(held, office).carte.summary
    assert "Dijon (30), Quetigny (7)" in summary
    pdf = b"".join(content_of(held.pdf))
    # Words of a structure of a PDF are in UTF-16, before they are compressed with it or not.
    assert b"pdfuaid" in pdf
    odt = zipfile.ZipFile(BytesIO(b"".join(content_of(held.odt))))
    assert summary in odt.read("content.xml").decode()
    make_past(office, 9, received_on=date(LAST, 6, 1), postal_code="21600", town="Longvic")
    assert contenu(held, office).carte.summary == summary


def test_its_recommendations_are_told_with_what_became_of_them(office, mediator, report):
    make_recommandation(office, title="Répondre par écrit", sent_on=date(LAST, 6, 1))
    make_recommandation(office, title="De cette année", sent_on=date(LAST + 1, 1, 1))
    make_recommandation(office, title="Ancienne, sans suite", sent_on=date(LAST - 2, 1, 1))
    followed = make_recommandation(office, title="Ancienne, suivie", sent_on=date(LAST - 2, 1, 1))
    followed.suivis.create(year=LAST, suite="realisee", words="Fait en mai")
    told = contenu(report, office).recommandations
    assert [each["title"] for each in told] == ["Répondre par écrit", "Ancienne, suivie"]
    assert told[1]["followed"] == [f"{LAST} : Réalisée, Fait en mai"]


def test_a_year_that_is_not_over_is_not_frozen(office, mediator):
    report = reporting.begin_report(by=mediator, organisation=office.organisation_id, year=LAST + 1)
    with pytest.raises(ValidationError, match="pas finie"):
        reporting.finalise(by=mediator, rapport=report)


def test_it_is_sent_on_once_frozen_on_a_day_that_may_be(mediator, report):
    given = {"by": mediator, "to": Destinataire.CONSEIL, "manner": "En séance"}
    with pytest.raises(ValidationError, match="Arrêtez d’abord"):
        reporting.note_transmission(rapport=report, on=clock.today(), **given)
    held = frozen(mediator, report)
    for day in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(ValidationError):
            reporting.note_transmission(rapport=held, on=day, **given)
    reporting.note_transmission(rapport=held, on=clock.today(), **given)
    assert held.transmissions.get().manner == "En séance"


def test_an_assistant_prepares_and_a_mediator_freezes_and_publishes(office, mediator, report):
    assistant = acting_as(make_agent(office, Fonction.ASSISTANT))
    with open_scope(assistant):
        reporting.write_sections(by=assistant, rapport=report, words=WORDS, version=1)
        with pytest.raises(PermissionDenied):
            reporting.finalise(by=assistant, rapport=report)
    with pytest.raises(ValidationError):
        reporting.show_report(by=mediator, rapport=report, shown=True)
    held = frozen(mediator, report)
    reporting.show_report(by=mediator, rapport=held, shown=True)
    assert Rapport.objects.get().published_on == clock.today()
    reporting.show_report(by=mediator, rapport=held, shown=False)
    assert Rapport.objects.get().published_on is None


@pytest.fixture
def stranger(office):
    return acting_as(make_agent(make_collectivite()))


def test_another_office_neither_sees_nor_writes_it(office, stranger, mediator, report):
    with open_scope(stranger):
        assert not Rapport.objects.visible_to(stranger).exists()
        assert not Rapport.objects.exists()
        with pytest.raises(PermissionDenied):
            reporting.begin_report(by=stranger, organisation=office.organisation_id, year=LAST - 1)
