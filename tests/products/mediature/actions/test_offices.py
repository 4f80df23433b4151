"""An authority's page, its mandates and its office are written by rules."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.core.journal.models import JournalEntry
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.offices import give_mandate, name_agent, open_page
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Collectivite
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.organisations import make_organisation, make_person

pytestmark = pytest.mark.django_db
FACTS = {
    "niveau": "commune", "code": "21231", "slug": "dijon", "name": "Ville de Dijon", "representative": "Claire Montagny",
    "representative_title": "maire",
}  # fmt: skip


def test_a_page_opens_with_its_facts_and_its_author(acting):
    page = open_page(by=acting.actor, organisation=make_organisation(), opened_on=date(2026, 1, 1), **FACTS)
    assert page.kept_months == 24
    assert JournalEntry.objects.get(verb="mediature.open").organisation == page.organisation_id


@pytest.mark.parametrize(
    "wrong", [{"kept_months": 25}, {"kept_months": 0}, {"slug": "bureau"}, {"representative": ""}, {"niveau": "pays"}]
)
def test_a_page_keeps_no_longer_than_promised_nor_hides_another_address(acting, wrong):
    with pytest.raises(ValidationError):
        open_page(by=acting.actor, organisation=make_organisation(), opened_on=None, **FACTS | wrong)
    assert not Collectivite.objects.exists()


def test_a_territory_has_one_page(acting):
    open_page(by=acting.actor, organisation=make_organisation(), opened_on=None, **FACTS)
    with pytest.raises(ValidationError):
        open_page(by=acting.actor, organisation=make_organisation(), opened_on=None, **FACTS | {"slug": "autre"})


def test_a_mandate_does_not_end_before_it_starts(acting):
    page = make_collectivite(mandate=False)
    lead = acting_as(make_agent(page, Fonction.PRINCIPAL))
    facts = {
        "mediateur": "Luc Perrin", "deliberation": "12", "deliberated_on": date(2025, 1, 1), "scope": "Tout",
        "starts_on": date(2026, 1, 1),
    }  # fmt: skip
    with open_scope(lead):
        with pytest.raises(ValidationError):
            give_mandate(by=lead, collectivite=page, **facts, ends_on=date(2025, 12, 31))
        assert give_mandate(by=lead, collectivite=page, **facts, ends_on=None).runs


@pytest.mark.parametrize("fonction", [Fonction.MEDIATEUR, Fonction.ASSISTANT, None])
def test_only_who_leads_the_office_gives_a_mandate(acting, fonction):
    page, elsewhere = make_collectivite(mandate=False), make_collectivite()
    by = acting_as(make_agent(page, fonction) if fonction else make_agent(elsewhere, Fonction.PRINCIPAL))
    facts = {
        "mediateur": "Luc Perrin", "deliberation": "12", "deliberated_on": date(2025, 1, 1), "scope": "Tout",
        "starts_on": date(2026, 1, 1),
    }  # fmt: skip
    with open_scope(by), pytest.raises(PermissionDenied):
        give_mandate(by=by, collectivite=page, **facts)
    assert not page.mandats.exists()


def test_an_office_has_one_main_mediator_and_whoever_is_named_again_changes_part(acting):
    page, person = make_collectivite(), make_person()
    name_agent(by=acting.actor, collectivite=page, user=person, fonction=Fonction.ASSISTANT)
    name_agent(by=acting.actor, collectivite=page, user=person, fonction=Fonction.PRINCIPAL)
    assert Agent.objects.get(organisation=page.organisation).fonction == Fonction.PRINCIPAL
    assert person.memberships.get().organisation == page.organisation
    with pytest.raises(ValidationError, match="déjà un médiateur principal"):
        name_agent(by=acting.actor, collectivite=page, user=make_person(), fonction=Fonction.PRINCIPAL)
