"""The figures of an office: exact for itself, masked in what leaves it, by as many questions whatever the cases."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.enums import Demarche, Etat, Issue, Recevabilite
from parvis.products.mediature.models import Domaine, Saisine
from parvis.products.mediature.queries.comptes import Periode, compte, first_year
from parvis.products.mediature.queries.ensemble import ensemble
from parvis.products.mediature.queries.statistiques import NOWHERE, WITHOUT_STEP, statistiques
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_past, make_saisine

pytestmark = pytest.mark.django_db
YEAR = Periode(date(2025, 1, 1), date(2025, 12, 31))


def change(saisine, **fields):
    Saisine.objects.filter(pk=saisine.pk).update(**fields)


def rows(office, key, *, masking=False, periode=YEAR):
    told = statistiques([office.organisation_id], periode, masking=masking)
    table = next(each for each in told.tableaux if each.key == key)
    return {row.label: (row.count, row.before) for row in table.rows}


def figure(office, label, *, masking=False):
    told = statistiques([office.organisation_id], YEAR, masking=masking)
    return next((each.value, each.before) for each in told.chiffres if each.label == label)


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), (date(2025, 1, 1), date(2025, 12, 31))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2024, 2, 1), date(2024, 2, 29), (date(2023, 2, 1), date(2023, 2, 28))),
        (date(2025, 7, 1), date(2026, 6, 30), (date(2024, 7, 1), date(2025, 6, 30))),
        (date(2025, 1, 1), date(2026, 6, 30), (date(2023, 1, 1), date(2024, 6, 30))),
    ],
)
def test_the_period_before(start, end, before):
    assert Periode(start, end).before == Periode(*before)


def test_cases_and_past_years_count_alike_and_another_office_does_not(office):
    make_past(office, 2)
    make_past(office, 3, received_on=date(2024, 3, 1))
    make_past(make_collectivite(), 7)
    change(make_saisine(office), received_on=date(2025, 12, 31))
    assert figure(office, "Saisines reçues") == ("3", "3")
    assert rows(office, "mois")["mars 2025"] == (2, 3)
    assert rows(office, "mois")["décembre 2025"] == (1, 0)
    assert rows(office, "canal") == {"Courrier postal": (2, 3), "Formulaire en ligne": (1, 0)}
    assert first_year([office.organisation_id]) == 2024


def test_what_became_of_them(office):
    refused, ended, withdrawn, _ = (make_saisine(office) for _ in range(4))
    Saisine.objects.update(received_on=date(2025, 6, 1))
    change(
        refused, recevabilite=Recevabilite.IRRECEVABLE, decided_on=date(2025, 6, 11), demarche=Demarche.AUCUNE,
    )  # fmt: skip
    noon = datetime(2025, 7, 1, 12, tzinfo=clock.PARIS)
    change(
        ended, recevabilite=Recevabilite.RECEVABLE, decided_on=date(2025, 6, 21), etat=Etat.CLOSE,
        issue=Issue.DROIT_USAGER, closed_at=noon,
    )  # fmt: skip
    change(withdrawn, etat=Etat.RETIREE, closed_at=noon)
    assert rows(office, "recevabilite") == {
        "À examiner": (2, 0), "Recevable": (1, 0), "Irrecevable": (1, 0), WITHOUT_STEP: (1, 0),
    }  # fmt: skip
    assert rows(office, "sort") == {"En cours": (2, 0), "Closes": (1, 0), "Retirées par la personne": (1, 0)}
    assert rows(office, "issue") == {Issue.DROIT_USAGER.label: (1, 0), Etat.RETIREE.label: (1, 0)}
    assert figure(office, "Renvoyées faute de première démarche") == ("1", "0")
    assert figure(office, "Délai médian jusqu’à la décision de recevabilité") == ("15\u00a0jours", "sans objet")
    assert figure(office, "Délai médian jusqu’à la fin du dossier") == ("30\u00a0jours", "sans objet")
    assert figure(office, "En cours à la fin de la période") == ("2", "0")
    assert figure(office, "Taux de résolution") == ("100\u00a0%", "sans objet")


def test_domains_on_two_levels_and_services_however_they_are_written(office):
    voirie = Domaine.objects.create(name="Voirie")
    lights = Domaine.objects.create(name="Éclairage", parent=voirie)
    make_past(office, 2, domaine=lights, service="Voirie ")
    make_past(office, 1, domaine=voirie, service="VOIRIE", postal_code="01000", town="Bourg-en-Bresse")
    assert rows(office, "domaine") == {"Voirie": (3, 0), "Éclairage": (2, 0), "Sans autre précision": (1, 0)}
    assert list(rows(office, "service").values()) == [(3, 0)]
    assert rows(office, "commune") == {NOWHERE: (2, 0), "Bourg-en-Bresse (01)": (1, 0)}


def test_what_leaves_hides_small_numbers_and_what_would_tell_them(office):
    make_past(office, 3, canal="telephone", service="Madame Untel")
    make_past(office, 6, canal="courriel", service="Cantine")
    make_past(office, 40, service="Voirie")
    assert rows(office, "canal", masking=True) == {
        "Courrier postal": (40, 0), "Téléphone": (None, 0), "Courrier électronique": (None, 0),
    }  # fmt: skip
    assert rows(office, "service", masking=True) == {"Voirie": (40, 0), "Autres": (9, 0)}
    assert figure(office, "Saisines reçues", masking=True) == ("49", "0")


def test_too_few_cases_tell_nothing(office):
    make_past(office, 4, ended_on=date(2025, 9, 1), decided_on=date(2025, 4, 1), issue=Issue.DROIT_USAGER)
    told = statistiques([office.organisation_id], YEAR, masking=True)
    assert all(table.withheld and not table.rows for table in told.tableaux)
    assert {each.value for each in told.chiffres} == {"moins de 5", "masqué"}


def test_what_is_pending_never_leaves(office):
    make_past(office, 9)
    labels = [each.label for each in statistiques([office.organisation_id], YEAR, masking=True).chiffres]
    assert "En cours à la fin de la période" not in labels


def test_it_asks_as_much_for_many_cases_as_for_one(office):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            statistiques([office.organisation_id], YEAR, masking=True)
        return len(queries)

    domaine = Domaine.objects.create(name="Voirie")
    make_past(office, domaine=domaine)
    before = asked()
    make_past(office, 30, domaine=Domaine.objects.create(name="Éclairage", parent=domaine))
    assert asked() == before <= 7


def test_row_security_binds_the_counting_too(office):
    make_past(office, 9)
    make_saisine(office)
    stranger = acting_as(make_agent(make_collectivite()))
    with open_scope(stranger):
        now, _ = compte([office.organisation_id], YEAR)
    assert now.received == 0


def test_all_offices_together_are_told_without_what_tells_one(office):
    others = [make_collectivite(), make_collectivite()]
    make_past(office, 2)
    make_past(others[0], 8)
    make_past(others[1], 90)
    found = ensemble(YEAR)
    told = {each.organisation: each.received for each in found.bureaux}
    assert told == {office.organisation_id: None, others[0].organisation_id: None, others[1].organisation_id: 90}
    assert found.statistiques.chiffres[0].value == "100"
