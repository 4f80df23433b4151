"""Matomo is asked what it really keeps."""

from datetime import UTC, datetime

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.trackers.checking import check_matomo, masked
from parvis.core.privacy.models import MatomoCheck
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser
from tests.factories.third_parties import third_party

pytestmark = pytest.mark.django_db
BY = system("privacy.trackers")


@pytest.fixture
def matomo(settings, acting):
    with third_party() as party:
        settings.PARVIS_MATOMO_URL, settings.PARVIS_MATOMO_TOKEN = party.url, "jeton"
        settings.PARVIS_MATOMO_SITES = {"coop": "1"}
        yield party


@pytest.mark.parametrize(
    ("address", "expected"),
    [("192.0.0.0", True), ("192.168.0.0", True), ("192.168.4.0", False), ("192.168.4.12", False), ("2001:db8::", True),
     ("2001:db8::1", False), ("", True)],
)  # fmt: skip
def test_two_bytes_are_gone_from_an_address(address, expected):
    assert masked(address) is expected


def test_a_matomo_set_as_promised_is_sound(matomo):
    matomo.visits = [{"visitIp": "203.0.0.0", "userId": None}]
    assert check_matomo(by=BY).sound
    assert matomo.tokens == ["jeton"] * 3
    assert not any("jeton" in path for path in matomo.asked)


@pytest.mark.parametrize(
    ("visits", "site", "flaw"),
    [
        ([{"visitIp": "203.0.113.0", "userId": None}], {"ecommerce": "0"}, "adresse IP"),
        ([{"visitIp": "203.0.0.0", "userId": "lea"}], {"ecommerce": "0"}, "identifiant d’utilisateur"),
        ([], {"ecommerce": "1"}, "commerce électronique"),
    ],
)
def test_what_breaks_the_exemption_is_named(matomo, visits, site, flaw):
    matomo.visits, matomo.site = visits, site
    check = check_matomo(by=BY)
    assert not check.sound
    assert flaw in check.findings
    browser = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    assert flaw in browser.get("/administration/traceurs/").content.decode()


def requirement(name, value):
    return {"name": name, "value": value, "notes": "Currently set to 1"}


def standings(browser):
    rows = browser.get("/administration/traceurs/mesure/").context["rows"]
    return {one.criterion.key: one.standing.name for one, _ in rows}


def test_the_settings_are_read_where_matomo_gives_them(matomo):
    matomo.visits = {"result": "error", "message": "Visits log is disabled"}
    matomo.compliance = {
        "complianceRequirements": [
            requirement("IP address mask length", "non_compliant"),
            requirement("Data retention period", "compliant"),
        ]
    }
    check = check_matomo(by=BY)
    assert not check.sound
    assert "IP address mask length" in check.findings
    assert {(told["criterion"], told["flaw"]) for told in check.criteria} == {("adresse", True), ("duree", False)}


def test_a_matomo_that_tells_nothing_is_not_a_sound_one(matomo):
    matomo.visits = {"result": "error", "message": "No access"}
    assert "rien n’a pu être vérifié" in check_matomo(by=BY).findings


def test_fourteen_criteria_are_held_by_the_software_told_by_matomo_or_checked_by_somebody(matomo):
    browser = signed_in_browser(
        make_person(is_platform_administrator=True, first_name="Ada", last_name="Noir"), second_factor=True
    )
    assert len(standings(browser)) == 14
    assert {key for key, one in standings(browser).items() if one == "HELD"} == {
        "suivi", "cookie", "separation", "traceurs", "information", "opposition",
    }  # fmt: skip
    # Without a visit nothing shows that addresses are masked.
    check_matomo(by=BY)
    assert standings(browser)["adresse"] == "WAITING"
    matomo.visits = [{"visitIp": "203.0.0.0", "userId": None}]
    check_matomo(by=BY)
    assert standings(browser)["adresse"] == "HELD"
    one = "/administration/traceurs/mesure/tiers/"
    assert browser.post(one, {"held": "oui"}).status_code == 422
    with clock.frozen(datetime(2025, 11, 22, 12, tzinfo=UTC)):
        browser.post(one, {"held": "oui", "note": "Contrat, article 5."})
        assert standings(browser)["tiers"] == "HELD"
    page = browser.get("/administration/traceurs/mesure/").content.decode()
    assert "Contrat, article 5." in page
    assert "Ada Noir" in page
    with clock.frozen(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        assert standings(browser)["tiers"] == "STALE"
        browser.post(one, {"held": "non", "note": "Clause absente."})
        assert standings(browser)["tiers"] == "BROKEN"
    assert JournalEntry.objects.filter(verb="privacy.review-criterion").count() == 2
    assert browser.get("/administration/traceurs/mesure/autre/").status_code == 404


def test_a_data_protection_officer_reads_the_criteria_and_signs_none(acting):
    browser = signed_in_browser(make_membership(role="dpo").user)
    assert "Vérifier à la main" not in browser.get("/administration/traceurs/mesure/").content.decode()
    assert browser.get("/administration/traceurs/mesure/tiers/").status_code == 403


def test_a_silent_matomo_is_not_a_sound_one(matomo):
    matomo.status = 500
    assert "n’a pas répondu" in check_matomo(by=BY).findings
    assert MatomoCheck.objects.count() == 1
