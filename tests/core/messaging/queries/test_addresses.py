"""Addresses of cases: ours are recognised, nobody makes one."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.messaging.queries.addresses import address_of, target_of

NUMBERS = st.from_regex(r"[0-9]{4}-[0-9]{6}", fullmatch=True)
KEEP_FIXTURES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def domain(settings):
    settings.PARVIS_MAIL_DOMAIN = "courriel.parvis.test"


@KEEP_FIXTURES
@given(NUMBERS)
def test_an_address_leads_to_its_number_however_it_is_written(number):
    address = address_of("dossier", number)
    for each in (address, address.upper(), f" <{address}> "):
        found = target_of(each)
        assert (found.key, found.number, found.genuine) == ("dossier", number, True)


@KEEP_FIXTURES
@given(NUMBERS, NUMBERS, st.text("0123456789abcdef", max_size=16))
def test_the_secret_of_one_opens_no_other(number, other, guessed):
    secret = address_of("dossier", other).partition("+")[2].partition("@")[0]
    tried = target_of(f"dossier-{number}+{secret}@courriel.parvis.test")
    assert tried.genuine is (number == other)
    assert target_of(f"retour-{number}+{secret}@courriel.parvis.test").genuine is False
    own = address_of("dossier", number)
    assert target_of(f"dossier-{number}+{guessed}@courriel.parvis.test").genuine is (f"+{guessed}@" in own)


@KEEP_FIXTURES
@given(st.text(max_size=80))
def test_anything_may_be_asked(text):
    assert target_of(text) is None
    assert target_of(f"{text}@courriel.parvis.test") is None or re.match(r"\s*<?[A-Za-z\u212a]+-", text)


def test_no_other_domain_is_ours_and_none_is_without_setting(settings):
    address = address_of("dossier", "2026-000041")
    assert target_of(address.replace("parvis.test", "ailleurs.test")) is None
    assert target_of("dossier-2026-000041@courriel.parvis.test").genuine is False
    settings.PARVIS_MAIL_DOMAIN = ""
    assert address_of("dossier", "2026-000041") == ""
    assert target_of(address) is None


def test_after_a_change_of_master_key_old_addresses_still_lead_there(settings):
    before = address_of("dossier", "2026-000041")
    settings.PARVIS_FORMER_MASTER_KEYS = [settings.PARVIS_MASTER_KEY]
    settings.PARVIS_MASTER_KEY = "another-master-key-of-thirty-two-bytes"
    assert address_of("dossier", "2026-000041") != before
    assert target_of(before).genuine
    settings.PARVIS_FORMER_MASTER_KEYS = []
    assert not target_of(before).genuine
