"""The pages of the journal and of the trackers, as an administrator reads them on a phone and on a desktop."""

from datetime import date, datetime

import pytest
from playwright.sync_api import expect

from parvis.core.journal.actions.anomalies import look_at, report_day
from parvis.core.journal.actions.record import Line, write_lines
from parvis.core.journal.models import JournalAnomaly, JournalVerification
from parvis.core.privacy.actions.trackers.demonstration import load_audience
from parvis.core.privacy.actions.trackers.reviewing import review_criterion
from parvis.core.privacy.models import DroppedCookie, MatomoCheck
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.loads import DEMONSTRATION_PASSWORD as PASSWORD
from tests.factories.account_pages import LONG
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

BY = system("tests")
DAY = date(2026, 11, 20)


@pytest.fixture
def shown(db, acting, at_both_widths):
    """Ask for a page as an administrator, and check it on a phone and on a desktop."""
    browser = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    return lambda address, name: at_both_widths(browser.get(address), name)


@pytest.fixture
def reader(db, acting):
    """Somebody with a long name who consulted three hundred people at night, and exported them."""
    user = make_person(first_name="Anne-Élisabeth", last_name=LONG[:140])
    people = tuple(f"essai.Personne:{number}" for number in range(300))
    with clock.frozen(datetime(2026, 11, 20, 23, 12, tzinfo=PARIS)):
        for verb in ("read", "export"):
            line = Line(verb, people, ("plateforme.comptes.identite",), None, "accounts.User", 300)
            write_lines(Actor(ActorKind.USER, identifier=str(user.pk)), [line])
    report_day(by=BY, day=DAY)
    return user


def test_who_consulted_a_person(shown, reader):
    shown("/administration/journal/personne/?personne=essai.Personne:12", "journal-personne")


def test_what_an_account_consulted(shown, reader):
    shown(f"/administration/journal/compte/?compte=user:{reader.pk}", "journal-compte")


def test_ctrl_p_is_journaled_like_any_print(page):
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill("maelys.legoff@parvis.example")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/compte/")
    page.goto("/organisations/1/")
    with page.expect_response("**/journal/impression/") as told:
        page.pdf()
    assert told.value.status == 204
    page.goto("/administration/journal/?action=print")
    expect(page.get_by_role("cell", name="a imprimé").first).to_be_visible()


def test_nobody_typed(shown):
    shown("/administration/journal/personne/?personne=", "journal-personne-vide")


def test_days_that_stand_out(shown, reader):
    look_at(by=BY, anomaly=JournalAnomaly.objects.last(), why="Clôture de l’année.")
    shown("/administration/journal/anomalies/", "journal-anomalies")
    waiting = JournalAnomaly.objects.filter(looked_at=None).first()
    shown(f"/administration/journal/anomalies/{waiting.pk}/", "journal-anomalie")


@pytest.mark.parametrize("sound", [True, False])
def test_proofs_of_the_chain(shown, reader, sound):
    JournalVerification.objects.create(
        links=1234, sound=sound, flaw="" if sound else "ligne modifiée", anchor_sequence=1234, anchor_hash="ab" * 32
    )
    shown("/administration/journal/preuves/", f"journal-preuves-{'intactes' if sound else 'rompues'}")


def test_trackers_dropped_and_matomo_checked(shown, settings):
    settings.PARVIS_MATOMO_URL, settings.PARVIS_MATOMO_TOKEN = "https://matomo.exemple.fr", "jeton"
    DroppedCookie.objects.create(name="_" + "g" * 90, reason="undeclared", route="data_inclusion:search", times=12)
    MatomoCheck.objects.create(sound=False, findings="coop : une adresse IP est gardée avec plus de deux octets")
    shown("/administration/traceurs/", "traceurs")


def test_the_criteria_of_the_exempt_measure(shown):
    review_criterion(by=BY, criterion="tiers", held=False, note=f"Contrat de {LONG[:140]}")
    shown("/administration/traceurs/mesure/", "mesure-criteres")
    shown("/administration/traceurs/mesure/tiers/", "mesure-critere")


def test_pages_counted(shown):
    load_audience(by=BY)
    shown("/administration/audience/?jours=90", "audience")
