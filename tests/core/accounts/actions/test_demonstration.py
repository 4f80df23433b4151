"""The demonstration's journal shows its reports at work, once."""

from parvis.core.accounts.actions.demonstration import load_consultations
from parvis.core.journal.enums import Kind
from parvis.core.journal.models import JournalAnomaly, JournalEntry
from parvis.kernel.actor import system
from tests.factories.organisations import make_person

BY = system("load")


def test_a_year_of_lines_and_an_evening_that_stands_out_are_written_once(acting, db, settings, tmp_path):
    settings.PARVIS_ANCHORS = str(tmp_path)
    reader, other = make_person(email="a@exemple.fr"), make_person(email="b@exemple.fr")
    load_consultations(BY, (reader.email, other.email), lambda done, total: None)
    lines = JournalEntry.objects.filter(actor_key=f"user:{reader.pk}").count()
    assert lines > 100
    assert {one.kind for one in JournalAnomaly.objects.filter(actor_key=f"user:{reader.pk}")} == set(Kind)
    assert not JournalAnomaly.objects.filter(actor_key=f"user:{other.pk}").exists()
    load_consultations(BY, (reader.email, other.email), lambda done, total: None)
    assert JournalEntry.objects.filter(actor_key=f"user:{reader.pk}").count() == lines
