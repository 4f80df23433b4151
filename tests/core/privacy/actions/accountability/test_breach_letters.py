"""The people touched by a breach are told on paper too: addressed, in French, and to whom is kept nowhere."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.accountability.breaches import Notice, give_notice, open_breach, write_to_person
from parvis.core.privacy.enums.breach import Addressee, Nature, Phase
from parvis.core.privacy.queries.accountability.letters import letter_to_people
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from tests.factories.organisations import enter
from tests.factories.rights import make_desk

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"
TASK = system("tests")
AWARE = datetime(2026, 3, 3, 10, tzinfo=UTC)
TO = {"person": "Zélie Morvan", "address": "3 rue de Vesoul\r\n25000 Besançon"}


@pytest.fixture
def breach(acting):
    with clock.frozen(AWARE + timedelta(hours=30)):
        yield open_breach(
            by=TASK, title="Export", services=["data-inclusion"], categories=["data-inclusion.contacts.contact"],
            discovered_at=AWARE, aware_at=AWARE, nature=[Nature.CONFIDENTIALITY], circumstances="#let x = 1 *gras*",
            contact="Anne Essai, 01 02 03 04 05",
        )  # fmt: skip


def test_a_letter_is_addressed_dated_and_says_what_is_ready_then_what_was_inscribed(breach):
    ready = letter_to_people(breach, **TO)
    assert (ready.person, ready.date, ready.contact) == (
        TO["person"],
        "mercredi 4 mars 2026".replace(" ", NBSP),
        breach.contact,
    )
    assert "25000 Besançon" in ready.address
    assert any("#let x = 1 *gras*" in paragraph for paragraph in ready.paragraphs), "words, never orders"
    assert ready.authority
    assert "data·inclusion" in ready.service
    told = Notice(Addressee.PEOPLE, Phase.INITIAL, AWARE + timedelta(hours=2), "Bonjour,\r\n\r\nNotre texte.\r\n")
    give_notice(by=TASK, breach=breach, notice=told)
    said = letter_to_people(breach)
    assert said.paragraphs == ("Bonjour,", "Notre texte.")
    assert (said.person, said.date) == ("Aux personnes concernées", "mardi 3 mars 2026".replace(" ", NBSP))


def test_its_officer_downloads_it_from_the_page_and_no_other_does(breach):
    ours, theirs = make_desk("data-inclusion"), make_desk("plateforme")
    # Who was given the desk afterwards answers from the next word on.
    breach.organisations = [ours.memberships.get().organisation_id]
    breach.save()
    browser, page = enter(Client(), ours), f"/administration/violations/{breach.pk}/"
    assert f'action="{page}lettre.pdf"' in browser.get(page).content.decode()
    answer = browser.post(f"{page}lettre.pdf", TO)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="lettre-violation-{breach.pk}.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid" in answer.content
    entry = JournalEntry.objects.get(verb="privacy.breach.letter")
    assert (entry.actor_key, entry.object_key) == (f"user:{ours.pk}", f"privacy.Breach:{breach.pk}")
    refused = browser.post(f"{page}lettre.pdf", {"person": "Nour Haddad", "address": "x" * 301})
    assert refused.status_code == 422
    assert 'value="Nour Haddad"' in refused.content.decode()
    assert f"{'x' * 301}</textarea>" in refused.content.decode()
    assert enter(Client(), theirs).post(f"{page}lettre.pdf", TO).status_code == 404
    stranger = Actor(ActorKind.USER, str(theirs.pk), roles=((theirs.memberships.get().organisation_id, "dpo"),))
    with pytest.raises(PermissionError):
        write_to_person(by=stranger, breach=breach)
