"""The chain is verified every night; its anchor goes where the database cannot change it."""

import pytest

from parvis.core.journal.actions import record
from parvis.core.journal.actions.verifying import verify_chain
from parvis.core.journal.models import JournalVerification
from parvis.core.journal.queries.anchor import anchor_file, kept_anchor, published_anchor
from parvis.core.journal.queries.chain import Flaw
from parvis.kernel.actor import system
from parvis.kernel.declarations.jobs import jobs
from parvis.kernel.scope import Reach, open_scope
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

BY = system("journal.verify")


@pytest.fixture
def anchors(settings, tmp_path):
    settings.PARVIS_ANCHORS = str(tmp_path / "anchors")


@pytest.fixture
def night(committing, anchors):
    """A night in a database where lines really commit."""

    def pass_one() -> JournalVerification:
        with open_scope(BY, reach=Reach.EVERYTHING):
            jobs.get("journal.verify").run()
            return JournalVerification.objects.first()

    return pass_one


def write():
    with open_scope(BY, reach=Reach.EVERYTHING):
        record(by=BY, verb="jobs.retry")


def test_a_night_stores_its_verdict_and_writes_the_anchor_outside(night):
    write()
    first = night()
    assert (first.sound, first.links) == (True, 1)
    assert str(kept_anchor()) == published_anchor().anchor == f"1:{first.anchor_hash}"
    write()
    second = night()
    assert (second.sound, second.links) == (True, 3)
    assert len(anchor_file().read_text().splitlines()) == 2


def test_an_end_cut_from_the_chain_is_seen_thanks_to_the_anchor(night, owner):
    write()
    write()
    night()
    for table in ("journal_entry", "journal_seal"):
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER journal_append_only")
    for (name,) in owner.execute("SELECT relname FROM pg_class WHERE relname ~ '^journal_entry_' AND relkind = 'r'"):
        owner.execute(f"ALTER TABLE {name} DISABLE TRIGGER journal_append_only")
    owner.execute("DELETE FROM journal_entry WHERE id IN (SELECT entry_id FROM journal_seal WHERE sequence > 1)")
    owner.execute("DELETE FROM journal_seal WHERE sequence > 1")
    found = night()
    assert (found.sound, found.flaw) == (False, Flaw.ANCHOR)
    assert not published_anchor().sound
    assert len(anchor_file().read_text().splitlines()) == 1


def test_the_page_shows_the_anchor_and_that_nothing_is_too_old(acting, db, anchors):
    browser = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    address = "/administration/journal/preuves/"
    assert "vérifiée cette nuit pour la première fois" in browser.get(address).content.decode()
    verify_chain(by=BY)
    JournalVerification.objects.update(anchor_sequence=7, anchor_hash="ab" * 32)
    record(by=BY, verb="jobs.retry")
    page = browser.get(address).content.decode()
    assert f"7:{'ab' * 32}" in page
    assert "Rien n’est plus ancien que promis" in page
    assert "Des lignes ont dépassé leur terme" not in page
