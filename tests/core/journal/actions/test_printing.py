"""A print copies what its page read: the same people, by the same reader, of that day."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from parvis.core.journal.actions.printing import note_print
from parvis.core.journal.actions.record import Line, write_lines
from parvis.core.journal.models import JournalEntry
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import open_scope

READER, OTHER = (Actor(ActorKind.USER, identifier=identifier) for identifier in ("5001", "5002"))
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def page(acting, db):
    """A page that showed two people, and wrote about one of them."""
    page = uuid4()
    with clock.frozen(NOON), open_scope(READER, request_id=page):
        shown = Line("read", ("essai.Personne:1", "essai.Personne:2"), ("plateforme.comptes.identite",), 7, "essai", 2)
        write_lines(READER, [shown, Line("accounts.rename", ("essai.Personne:1",))])
    return page


def printed():
    return list(JournalEntry.objects.filter(verb="print"))


def test_a_print_names_whom_the_page_showed(page):
    with clock.frozen(NOON + timedelta(hours=1)):
        assert note_print(by=READER, page=page) == 1
    [line], shown = printed(), JournalEntry.objects.get(verb="read")
    for name in ("actor_key", "subjects", "categories", "organisation", "object_key", "count"):
        assert getattr(line, name) == getattr(shown, name)
    assert line.recorded_at == NOON + timedelta(hours=1)
    assert (line.id == shown.id, line.request_id == page) == (False, False)


@pytest.mark.parametrize(
    ("by", "later"), [(OTHER, timedelta(hours=1)), (READER, timedelta(days=2))], ids=["of somebody else", "of old"]
)
def test_a_page_that_is_not_ours_today_is_not_printed(page, by, later):
    with clock.frozen(NOON + later):
        assert note_print(by=by, page=page) == 0
    assert printed() == []
