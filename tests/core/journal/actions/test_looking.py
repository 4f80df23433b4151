"""Asking about somebody leaves a line about them."""

from parvis.core.journal.actions.looking import note_what_read, note_who_read
from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.kernel.actor import system

BY = system("journal-looking")


def test_asking_about_somebody_names_them(acting, db):
    note_who_read(by=BY, people=["accounts.User:5"])
    note_what_read(by=BY, people=["accounts.User:5"])
    lines = JournalEntry.objects.filter(subjects__overlap=known_pseudonyms(["accounts.User:5"]))
    assert {line.verb for line in lines} == {"journal.who-read", "journal.what-read"}


def test_asking_about_the_platform_itself_names_nobody(acting, db):
    note_what_read(by=BY, people=[])
    assert JournalEntry.objects.get(verb="journal.what-read").subjects == []
