"""What became of each engagement is written, also after the end of the case, and counted."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.fulfilling import Constat, tell_fulfilled
from parvis.products.mediature.actions.handling import Conclusion, close
from parvis.products.mediature.enums import Execution, Issue
from parvis.products.mediature.models import Engagement, Ligne
from parvis.products.mediature.queries.comptes import Periode, compte
from parvis.products.mediature.queries.statistiques import statistiques
from tests.factories.mediature import acting_as, make_saisine
from tests.factories.protocoles import make_concluded, make_proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


def kept(how="La facture annulée est au dossier."):
    return Constat(Execution.TENU, clock.today(), how)


def test_an_engagement_is_kept_after_the_end_of_the_case_and_its_task_is_done(saisine, by):
    make_concluded(by, saisine)
    engagement = Engagement.objects.get()
    with open_scope(by):
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.DROIT_USAGER, "Un accord.", agreement=True))
        tell_fulfilled(by=by, engagement=engagement, constat=kept())
    engagement.refresh_from_db()
    assert (engagement.execution, engagement.told_on) == (Execution.TENU, clock.today())
    assert engagement.tache.done_at is not None
    assert Ligne.objects.filter(words__startswith="Engagement tenu (La régie)").exists()
    with open_scope(by):
        tell_fulfilled(by=by, engagement=engagement, constat=Constat(Execution.NON_TENU, clock.today(), "Relancée."))
    engagement.refresh_from_db()
    assert engagement.execution == Execution.NON_TENU


@pytest.mark.parametrize(
    ("constat", "field"),
    [
        (Constat(Execution.ATTENDU, date(2026, 1, 1), "X"), "execution"),
        (Constat(Execution.TENU, date(2020, 1, 1), "X"), "on"),
        (Constat(Execution.TENU, date(2100, 1, 1), "X"), "on"),
        (Constat(Execution.TENU, date(2026, 1, 1), " "), "how"),
    ],
)
def test_it_says_what_when_and_how_one_knows(saisine, by, constat, field):
    make_concluded(by, saisine)
    with open_scope(by), pytest.raises(ValidationError) as refused:
        tell_fulfilled(by=by, engagement=Engagement.objects.get(), constat=constat)
    assert field in refused.value.message_dict


def test_a_text_that_is_not_concluded_binds_nobody(saisine, by):
    make_proposed(by, saisine)
    with open_scope(by), pytest.raises(ValidationError, match="pas conclu"):
        tell_fulfilled(by=by, engagement=Engagement.objects.get(), constat=kept())


def test_one_is_late_once_its_day_is_over(saisine, by):
    make_concluded(by, saisine)
    assert not Engagement.objects.get().late
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert Engagement.objects.get().late
        with open_scope(by):
            tell_fulfilled(by=by, engagement=Engagement.objects.get(), constat=kept())
        assert not Engagement.objects.get().late


def test_agreements_are_counted_by_what_became_of_them(office, by):
    for number in range(3):
        saisine = make_saisine(office)
        made = make_concluded(by, saisine)
        if number:
            execution = (Execution.TENU, Execution.NON_TENU)[number - 1]
            with open_scope(by):
                constat = Constat(execution, clock.today(), "Au téléphone.")
                tell_fulfilled(by=by, engagement=made.engagements.get(), constat=constat)
    year = Periode(date(clock.today().year, 1, 1), date(clock.today().year, 12, 31))
    with open_scope(by):
        now, before = compte([office.organisation_id], year)
        assert now.by["accord"] == {"attendu": 1, "tenu": 1, "non-tenu": 1}
        assert not before.by["accord"]
        tables = {each.key: each for each in statistiques([office.organisation_id], year, masking=False).tableaux}
        assert [(each.label, each.count) for each in tables["accord"].rows] == [
            ("Protocoles d’accord conclus", 3),
            ("Tenus", 1),
            ("Un engagement au moins n’est pas tenu", 1),
            ("En cours d’exécution", 1),
        ]
        masked = {each.key: each for each in statistiques([office.organisation_id], year, masking=True).tableaux}
        assert all(not each.count for each in masked["accord"].rows)
