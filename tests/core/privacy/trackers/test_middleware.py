"""Nothing is set in a browser that was not declared."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.middleware.trackers import TrackersMiddleware
from parvis.core.privacy.models import DroppedCookie
from parvis.kernel.declarations.privacy import services
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(acting):
    def answer(make):
        request = RequestFactory().get("/")
        request.resolver_match = None
        return TrackersMiddleware(lambda asked: make())(request)

    return answer


def setting(name, **given):
    def make():
        response = HttpResponse("ok", content_type="text/plain")
        response.set_cookie(name, "valeur-secrète", **given)
        return response

    return make


def test_an_undeclared_cookie_is_dropped_and_reported_without_its_value(answered):
    assert not answered(setting("_ga", max_age=60)).cookies
    row = DroppedCookie.objects.get()
    assert (row.name, row.reason) == ("_ga", "undeclared")
    assert JournalEntry.objects.get(verb="privacy.drop-cookie").object_key == "cookie:_ga"
    browser = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    page = browser.get("/administration/traceurs/").content.decode()
    assert "_ga" in page
    assert "secrète" not in page


def test_a_cookie_written_by_hand_is_dropped_too(answered):
    def make():
        return HttpResponse("ok", headers={"Set-Cookie": "spy=1; Path=/"})

    assert "Set-Cookie" not in answered(make).headers
    assert DroppedCookie.objects.get().name == "spy"


def test_a_cookie_that_lives_too_long_is_shortened(answered):
    response = answered(setting("sessionid", max_age=400 * 86_400))
    assert response.cookies["sessionid"]["max-age"] == 12 * 3_600
    assert DroppedCookie.objects.get().reason == "too-long"


def test_a_cookie_with_a_bare_date_of_end_is_shortened_too(answered):
    response = answered(setting("csrftoken", expires="Fri, 31 Dec 2100 23:59:59 GMT"))
    assert response.cookies["csrftoken"]["max-age"] == 364 * 86_400
    assert response.cookies["csrftoken"]["expires"] == ""


def test_what_is_declared_as_local_storage_is_no_cookie(answered):
    assert not answered(setting("scheme", max_age=60)).cookies


def test_declared_cookies_and_deletions_pass(answered):
    assert answered(setting("csrftoken", max_age=364 * 86_400)).cookies
    assert answered(setting("ancien", max_age=0)).cookies
    assert not DroppedCookie.objects.exists()


def test_each_tracker_of_each_service_covers_what_the_browser_shows():
    covered = {
        ("coop", "_pk_id.1.1fff"), ("coop", "_pk_ses.1.1fff"), ("mediature", "crisp-client%2Fsession%2Fx"),
        ("territoires-numeriques", "_pk_ses.2.1fff"), ("territoires-numeriques", "matomo_ignore"),
        ("plateforme", "scheme"),
    }  # fmt: skip
    for key, name in covered:
        assert any(tracker.covers(name) for tracker in services.get(key).trackers), (key, name)
    assert not any(tracker.covers("_ga") for service in services for tracker in service.trackers)
