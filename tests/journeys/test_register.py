"""The promises on a phone, and the register of whoever answers for the platform, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parvis.core.privacy.actions.accountability.demonstration import sign_everything, tell_breaches
from parvis.core.privacy.models import Breach
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.accounts import protect
from tests.factories.organisations import enter, make_person

REGISTER = "/administration/registre/"
BREACHES = "/administration/violations/"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_promises_are_read_on_a_phone_service_by_service(open_page, check_page, javascript):
    page = open_page(width=360, height=740, javascript=javascript)
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Engagements").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nos engagements et leurs preuves")
    expect(page.get_by_text("Écarts entre la base et le registre").first).to_be_visible()
    if javascript:
        check_page(page, name="engagements")
    page.get_by_role("main").get_by_role("link", name="data·inclusion").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Engagements : data·inclusion")
    expect(page.get_by_role("heading", level=2, name="Ce qui est tenu")).to_be_visible()
    expect(page.get_by_text("tests/promises/").first).to_be_hidden()
    page.get_by_text("Pour les techniciens").first.click()
    expect(page.get_by_text("tests/promises/").first).to_be_visible()
    if javascript:
        check_page(page, name="engagements-service")


def test_the_promises_on_a_desktop_and_in_the_dark(open_page, check_page):
    page = open_page(dark=True)
    page.goto("/engagements/data-inclusion/")
    check_page(page, name="engagements-service")


@pytest.fixture
def administrator(db, acting, client):
    by = system("tests")
    tell_breaches(by=by)
    sign_everything(by=by)
    user = protect(make_person(is_platform_administrator=True))
    enter(client, user)
    Breach.objects.filter(closed_at=None).update(
        exposed_from=clock.now() - timedelta(days=2), exposed_until=clock.now(), account=f"user:{user.pk}"
    )
    return user


PAGES = {
    "registre": REGISTER,
    "fiches": f"{REGISTER}fiches/",
    "fiche": f"{REGISTER}fiches/mediature.saisines/",
    "decisions": f"{REGISTER}decisions/",
    "decision": f"{REGISTER}decisions/coop/D-000-a/",
    "mesures": f"{REGISTER}mesures/",
    "analyses": f"{REGISTER}analyses/",
    "analyse": f"{REGISTER}analyses/coop/suivi/",
    "publication": f"{REGISTER}publication/la-coop/",
    "violations": BREACHES,
    "violation-nouvelle": f"{BREACHES}nouvelle/",
    "violation": f"{BREACHES}{{pk}}/",
    "violation-cnil": f"{BREACHES}{{pk}}/prevenir/cnil/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_register_owes_nothing(administrator, client, at_both_widths, name):
    breach = Breach.objects.filter(closed_at=None).get()
    at_both_widths(client.get(PAGES[name].format(pk=breach.pk)), f"register-{name}")
