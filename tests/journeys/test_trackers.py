"""Cookie crawl in a real browser: no choice, refusal, acceptance, expiry; third parties are real servers."""

import contextlib
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Storage, TrackerBasis, services
from tests.factories.third_parties import third_party
from tests.journeys.conftest import _serving
from tests.journeys.inspection import Inspector

MEDIATURE, COOP, TERRITOIRES = (
    f"/confidentialite/{slug}/" for slug in ("mediature", "la-coop", "territoires-numeriques")
)
PAGES = [
    "/",
    "/trouver/",
    "/confidentialite/",
    MEDIATURE,
    COOP,
    TERRITOIRES,
    "/cookies/",
    "/compte/connexion/",
    "/plan-du-site/",
]
CHAT = "crisp-client%2Fsession%2Fsite-1"
LATER = "tests.journeys.later:application"


def declared(storage, *bases):
    return [one for service in services for one in service.trackers if one.storage is storage and one.basis in bases]


def covered(name, trackers):
    return any(tracker.covers(name) for tracker in trackers)


@pytest.fixture(scope="module")
def parties():
    with third_party() as crisp, third_party() as matomo:
        yield crisp, matomo


@pytest.fixture(scope="module")
def tracked(copied, parties):
    """The demonstration with Crisp and Matomo set up, served now and, beside it, seven months later."""
    crisp, matomo = parties
    given = {
        "PARVIS_CRISP_WEBSITE_ID": "site-1", "PARVIS_CRISP_URL": crisp.url, "PARVIS_MATOMO_URL": matomo.url,
        "PARVIS_MATOMO_SITES": "coop=1,territoires-numeriques=2",
    }  # fmt: skip
    folder = settings.PARVIS_DATA / "journeys"
    environment = copied("test_journeys_trackers") | given
    with contextlib.ExitStack() as stack:
        now = stack.enter_context(_serving(environment, folder / "trackers.log"))
        later = environment | {"PARVIS_TEST_DAYS_LATER": "214"}
        yield now, stack.enter_context(_serving(later, folder / "later.log", LATER))


@pytest.fixture
def visit(browser, tracked):
    """A browser of one's own on the installation that has trackers."""
    contexts = []

    def make(*, javascript=True, width=1280):
        context = browser.new_context(
            base_url=tracked[0],
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
            locale="fr-FR",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.strangers = []
        page.on(
            "request",
            lambda request: page.strangers.append(request.url) if not request.url.startswith(tracked) else None,
        )
        return page

    yield make
    for context in contexts:
        context.close()


def crawl(page, site=""):
    """Every page, to the end of its loading."""
    for path in PAGES:
        page.goto(f"{site}{path}")
        page.wait_for_load_state("networkidle")


def kept(page):
    return {cookie["name"]: cookie for cookie in page.context.cookies()}


def test_before_any_choice_only_the_necessary_and_the_exempt_measure(visit, parties):
    crisp, matomo = parties
    crisp.asked.clear()
    page = visit()
    crawl(page)
    allowed = declared(Storage.COOKIE, TrackerBasis.NECESSARY, TrackerBasis.EXEMPT_AUDIENCE)
    assert [name for name in kept(page) if not covered(name, allowed)] == []
    local = declared(Storage.LOCAL, TrackerBasis.NECESSARY)
    assert [name for name in page.evaluate("Object.keys(localStorage)") if not covered(name, local)] == []
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert crisp.asked == []
    assert page.strangers
    assert all(url.startswith(matomo.url) for url in page.strangers)


@pytest.mark.parametrize("javascript", [True, False])
def test_refusing_takes_one_click_like_accepting(visit, parties, javascript):
    crisp, _ = parties
    for decision in ("Tout refuser", "Tout accepter"):
        crisp.asked.clear()
        page = visit(javascript=javascript, width=360)
        page.goto(MEDIATURE)
        expect(page.get_by_role("region", name="Cookies de Médiature")).to_be_visible()
        sizes = [page.get_by_role("button", name=name).bounding_box() for name in ("Tout accepter", "Tout refuser")]
        assert abs(sizes[0]["height"] - sizes[1]["height"]) < 1
        assert abs(sizes[0]["width"] - sizes[1]["width"]) < 1
        page.get_by_role("button", name=decision).click()
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("region", name="Cookies de Médiature")).to_have_count(0)
        assert bool(crisp.asked) is (decision == "Tout accepter" and javascript)


def test_the_window_of_choices_is_used_with_the_keyboard_alone(visit, parties):
    crisp, _ = parties
    crisp.asked.clear()
    page = visit(width=360)
    page.goto(MEDIATURE)
    opener = page.get_by_role("button", name="Personnaliser")
    window = page.get_by_role("dialog", name="Cookies de Médiature")
    opener.focus()
    page.keyboard.press("Enter")
    expect(window).to_be_visible()
    for _ in range(7):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog')?.id") == "choix-fenetre"
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    window.get_by_role("radio", name="Refuser").last.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Votre choix est enregistré")).to_be_visible()


def test_without_javascript_each_purpose_is_chosen_on_a_page(visit):
    page = visit(javascript=False, width=360)
    page.goto(MEDIATURE)
    page.get_by_role("link", name="Personnaliser").click()
    page.get_by_role("group", name="Messagerie d’assistance").get_by_label("Accepter").check(force=True)
    page.get_by_role("button", name="Enregistrer mes choix").click()
    expect(page.get_by_text("Vous avez choisi le")).to_be_visible()


def test_after_a_refusal_nothing_more_is_kept_or_called(visit, parties):
    crisp, matomo = parties
    crisp.asked.clear()
    page = visit()
    page.goto(MEDIATURE)
    page.get_by_role("button", name="Tout refuser").click()
    crawl(page)
    allowed = declared(Storage.COOKIE, TrackerBasis.NECESSARY, TrackerBasis.EXEMPT_AUDIENCE)
    assert [name for name in kept(page) if not covered(name, allowed)] == []
    assert crisp.asked == []
    assert all(url.startswith(matomo.url) for url in page.strangers)


def test_after_acceptance_what_is_kept_is_declared_and_can_be_withdrawn(visit, parties):
    crisp, _ = parties
    page = visit()
    page.goto(MEDIATURE)
    page.get_by_role("button", name="Tout accepter").click()
    expect(page.get_by_role("button", name="Discuter")).to_be_visible()
    crawl(page)
    everything = declared(Storage.COOKIE, *TrackerBasis)
    assert [name for name in kept(page) if not covered(name, everything)] == []
    chat = kept(page)[CHAT]
    assert 0 < chat["expires"] - clock.now().timestamp() <= timedelta(days=7).total_seconds()
    assert all("/l.js" in asked for asked in crisp.asked)
    page.goto("/cookies/")
    page.get_by_role("button", name="Tout refuser").click()
    page.wait_for_load_state("networkidle")
    assert CHAT not in kept(page)
    crisp.asked.clear()
    page.goto(MEDIATURE)
    page.wait_for_load_state("networkidle")
    assert crisp.asked == []


def test_a_choice_of_seven_months_ago_is_asked_again(visit, parties, tracked):
    crisp, _ = parties
    page = visit()
    page.goto(MEDIATURE)
    page.get_by_role("button", name="Tout accepter").click()
    page.wait_for_load_state("networkidle")
    crisp.asked.clear()
    # The same browser, whose cookies the other port shares, and a server seven months ahead.
    page.goto(f"{tracked[1]}{MEDIATURE}")
    expect(page.get_by_role("region", name="Cookies de Médiature")).to_be_visible()
    crawl(page, tracked[1])
    assert crisp.asked == []
    allowed = declared(Storage.COOKIE, TrackerBasis.NECESSARY, TrackerBasis.EXEMPT_AUDIENCE)
    left = [name for name in kept(page) if not covered(name, allowed)]
    assert left == [CHAT]


def test_the_exempt_measure_has_a_cookie_of_this_host_that_visits_do_not_extend(visit, parties):
    _, matomo = parties
    matomo.asked.clear()
    page = visit()
    page.goto(f"{COOP}?recherche=secrete")
    page.wait_for_load_state("networkidle")
    first = kept(page)["_pk_id.1.1fff"]
    assert first["domain"] == "127.0.0.1"
    assert first["expires"] - clock.now().timestamp() <= timedelta(days=393).total_seconds()
    page.wait_for_timeout(2100)
    page.goto(COOP)
    page.wait_for_load_state("networkidle")
    assert abs(kept(page)["_pk_id.1.1fff"]["expires"] - first["expires"]) < 1.5
    page.goto(TERRITOIRES)
    page.wait_for_load_state("networkidle")
    calls = [asked for asked in matomo.asked if asked.startswith("/matomo.php")]
    assert [call.partition("idsite=")[2][:1] for call in calls] == ["1", "1", "2"]
    assert not any("secrete" in call for call in calls)


def test_who_opposes_without_javascript_loads_nothing(visit, parties):
    _, matomo = parties
    quiet = visit(javascript=False, width=360)
    quiet.goto("/cookies/")
    quiet.get_by_role("button", name="M’opposer à la mesure d’audience").click()
    expect(quiet.get_by_text("Vous vous êtes opposé à cette mesure")).to_be_visible()
    loud = visit()
    loud.context.add_cookies(quiet.context.cookies())
    matomo.asked.clear()
    loud.goto(COOP)
    loud.wait_for_load_state("networkidle")
    assert matomo.asked == []
    assert loud.strangers == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_banner_and_the_choices_owe_what_any_page_owes(visit, tracked, width):
    page = visit(width=width)
    inspector = Inspector(tracked[0], settings.PARVIS_DATA / "screens")
    inspector.watch(page)
    page.goto(MEDIATURE)
    inspector.check(page, name="bandeau")
    page.goto("/cookies/")
    inspector.check(page, name="cookies-choix")
