"""Promises about traces, cookies and transport: common to all (07, 08, 09), and the cookie row of each seed."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from parvis.core.journal.actions.partitions import expire_months
from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.core.privacy.models import ConsentChoice, DroppedCookie
from parvis.core.privacy.queries.trackers.choices import COOKIE, OPPOSITION
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Period, TrackerBasis, services
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/trouver/", "/confidentialite/", "/confidentialite/plateforme/", "/cookies/", "/compte/connexion/"]
SERVICES = {
    "coop": "la-coop",
    "conseiller-numerique": "conseiller-numerique",
    "territoires-numeriques": "territoires-numeriques",
}


def tracker(service, name):
    return next(one for one in services.get(service).trackers if name in (one.name, *one.aliases))


def test_all_07_who_read_or_changed_whose_data_is_journaled_without_value_and_dropped_after_a_year(acting):
    manager = make_membership(role="gestionnaire")
    person = make_membership(organisation=manager.organisation).user
    browser = signed_in_browser(manager.user)
    browser.get(reverse("organisations:members", args=[manager.organisation_id]))
    named = JournalEntry.objects.filter(subjects__overlap=known_pseudonyms([f"accounts.User:{person.pk}"]))
    read = named.filter(verb="read", actor_key=f"user:{manager.user_id}")
    assert "plateforme.comptes.identite" in {key for line in read for key in line.categories}
    told = " ".join(str(value) for line in read for value in vars(line).values())
    assert person.email not in told
    assert person.last_name not in told
    # Nobody but a superuser of the database rewrites a line, and only whole months go, after a year.

    with pytest.raises(Exception, match=r"append-only|permission denied"), transaction.atomic():
        JournalEntry.objects.filter(verb="read").update(actor_key="user:0")
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_prepare_months('2025-01-15', 0)")
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'journal_entry_2025_01'")
        assert cursor.fetchone() == (1,)
        with clock.frozen(datetime(2026, 11, 22, tzinfo=UTC)):
            expire_months()
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'journal_entry_2025_01'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("path", PUBLIC)
def test_all_08_nothing_but_the_strictly_necessary_is_set_before_a_choice(client, path):
    answer = client.get(path, follow=True)
    necessary = {
        name
        for name in answer.cookies
        for service in services
        for one in service.trackers
        if one.covers(name) and one.basis is TrackerBasis.NECESSARY
    }
    assert set(answer.cookies) == necessary


def test_all_08_every_cookie_set_is_a_cookie_declared_with_its_lifetime(acting, settings):
    browser = signed_in_browser(make_person())
    answers = [browser.get(path) for path in (*PUBLIC, "/compte/")]
    answers.append(browser.post("/cookies/audience/", {"opposition": "oui"}))
    settings.PARVIS_CRISP_WEBSITE_ID, settings.PARVIS_CRISP_URL = "site-1", "https://client.crisp.chat"
    answers.append(browser.post("/cookies/choix/", {"decision": "refuser"}))
    seen = {}
    for answer in answers:
        seen |= {name: int(cookie["max-age"] or 0) for name, cookie in answer.cookies.items()}
    assert {"csrftoken", OPPOSITION, COOKIE} <= set(seen)
    today = clock.today()
    for name, lifetime in seen.items():
        declared = next(one for service in services for one in service.trackers if one.covers(name))
        assert lifetime <= ((Period.parse(declared.lifetime or "P0D").after(today) - today).days) * 86_400, name
    assert not DroppedCookie.objects.exists()


def test_all_08_a_choice_refused_in_one_click_is_kept_six_months(client, settings):
    settings.PARVIS_CRISP_WEBSITE_ID, settings.PARVIS_CRISP_URL = "site-1", "https://client.crisp.chat"
    page = "/confidentialite/mediature/"
    form = client.get(page).content.decode().partition("fr-consent-banner")[2].partition("</form>")[0]
    for decision in ("accepter", "refuser"):
        assert f'<button class="fr-btn" type="submit" name="decision" value="{decision}">' in form
    with clock.frozen(datetime(2026, 1, 15, 12, tzinfo=UTC)):
        client.post("/cookies/choix/", {"decision": "refuser"})
    with clock.frozen(datetime(2026, 7, 14, 12, tzinfo=UTC)):
        assert "fr-consent-banner" not in client.get(page).content.decode()
    with clock.frozen(datetime(2026, 7, 15, 12, tzinfo=UTC)):
        assert "fr-consent-banner" in client.get(page).content.decode()
    assert ConsentChoice.objects.get().results == {"crisp": False}


IN_PRODUCTION = """
import django; django.setup()
from django.conf import settings
from django.test import RequestFactory
from django.middleware.security import SecurityMiddleware
from django.http import HttpResponse
middleware = SecurityMiddleware(lambda request: HttpResponse())
plain = middleware(RequestFactory().get("/trouver/", HTTP_HOST="parvis.exemple.fr"))
assert (plain.status_code, plain["Location"]) == (301, "https://parvis.exemple.fr/trouver/")
secure = middleware(RequestFactory().get("/", HTTP_HOST="parvis.exemple.fr", HTTP_X_FORWARDED_PROTO="https"))
assert "max-age=63072000" in secure["Strict-Transport-Security"]
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
assert "upgrade-insecure-requests" in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
"""


def test_all_09_production_is_https_only():
    given = {
        "PARVIS_MODE": "production", "PARVIS_HOSTS": "parvis.exemple.fr", "PARVIS_SECRET_KEY": "s" * 50,
        "PARVIS_MASTER_KEY": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    }  # fmt: skip
    environment = os.environ | given | {"DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", IN_PRODUCTION], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", PUBLIC)
def test_all_09_headers_protect_every_page_and_no_third_party_is_named(client, path):
    answer = client.get(path, follow=True)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy.replace("form-action 'self' https://", "form-action 'self' ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.fixture
def matomo(settings):
    settings.PARVIS_MATOMO_URL = "https://matomo.exemple.fr"
    settings.PARVIS_MATOMO_SITES = {"coop": "1", "conseiller-numerique": "2", "territoires-numeriques": "3"}


def assert_opposition_works(slug):
    page, browser = f"/confidentialite/{slug}/", Client()
    assert "matomo.exemple" in browser.get(page)["Content-Security-Policy"]
    answer = browser.post("/cookies/audience/", {"opposition": "oui"})
    assert answer.cookies[OPPOSITION]["max-age"] > 0
    refused = browser.get(page)
    assert "matomo" not in refused["Content-Security-Policy"]
    assert "trackers/matomo.js" not in refused.content.decode()


def test_matomo_is_exempt_and_its_opt_out_works(matomo):
    declared = tracker("coop", "Matomo (_pk_id)")
    assert (declared.basis, declared.lifetime) == (TrackerBasis.EXEMPT_AUDIENCE, "P13M")
    assert_opposition_works("la-coop")


def test_me_16_the_chat_is_loaded_only_after_consent_and_leaves_a_cookie_of_seven_days(client, settings):
    settings.PARVIS_CRISP_WEBSITE_ID, settings.PARVIS_CRISP_URL = "site-1", "https://client.crisp.chat"
    declared = tracker("mediature", "Crisp")
    assert (declared.basis, declared.lifetime) == (TrackerBasis.CONSENT, "P7D")
    page = "/confidentialite/mediature/"
    for decision, allowed in ((None, False), ("refuser", False), ("accepter", True), ("refuser", False)):
        if decision:
            client.post("/cookies/choix/", {"decision": decision})
        answer = client.get(page)
        assert ("crisp.chat" in answer["Content-Security-Policy"]) is allowed
        assert ("trackers/crisp.js" in answer.content.decode()) is allowed


def test_audience_cookies_end_on_withdrawal_or_after_thirteen_months(matomo):
    declared = tracker("conseiller-numerique", "mesure d’audience (_pk_id)")
    assert declared.lifetime == "P13M"
    browser = Client()
    browser.cookies["_pk_id.2.1fff"] = "abcdef"
    answer = browser.post("/cookies/audience/", {"opposition": "oui"})
    assert answer.cookies["_pk_id.2.1fff"]["max-age"] == 0
    assert_opposition_works("conseiller-numerique")


def test_the_three_cookies_of_the_audience_and_the_right_to_refuse(matomo):
    lifetimes = {one.name: one.lifetime for one in services.get("territoires-numeriques").trackers}
    assert lifetimes == {"pk_session": "PT30M", "_pk_id": "P13M", "piwik_ignore": "P13M"}
    assert_opposition_works("territoires-numeriques")


@pytest.mark.parametrize("slug", SERVICES.values())
def test_each_service_measured_has_a_site_of_its_own(client, matomo, slug):
    sites = {
        other: client.get(f"/confidentialite/{other}/").content.decode().partition('data-site="')[2][:1]
        for other in SERVICES.values()
    }
    assert len(set(sites.values())) == len(sites)
    assert sites[slug]
