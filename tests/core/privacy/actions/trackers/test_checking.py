"""Matomo is asked what it really keeps."""

import pytest

from parvis.core.privacy.actions.trackers.checking import check_matomo, masked
from parvis.core.privacy.models import MatomoCheck
from parvis.kernel.actor import system
from tests.factories.organisations import make_person
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
    assert matomo.tokens == ["jeton", "jeton"]
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


def test_a_silent_matomo_is_not_a_sound_one(matomo):
    matomo.status = 500
    assert "n’a pas répondu" in check_matomo(by=BY).findings
    assert MatomoCheck.objects.count() == 1
