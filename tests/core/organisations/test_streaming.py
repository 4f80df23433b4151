"""What a streamed response reads is journaled before the piece that tells it leaves."""

import pytest
from django.db import DataError
from django.http import StreamingHttpResponse
from django.urls import path

from parvis.config.urls import urlpatterns as house_routes
from parvis.core.journal.models import JournalEntry
from parvis.core.organisations.models import Membership
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.http.policies import opens_to
from parvis.kernel.http.streaming import keep_scope
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import Reach, current_scope, open_scope, unnoted
from tests.factories.organisations import enter, make_membership, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def names():
    """One colleague a piece, read only when the piece is asked for."""
    yield b"nom\n"
    for member in Membership.objects.select_related("user").order_by("pk").iterator(chunk_size=1):
        yield f"{member.user.last_name}\n".encode()


@opens_to(SIGNED_IN)
def export(request):
    return StreamingHttpResponse(names())


urlpatterns = [*house_routes, path("export/", export)]


@pytest.fixture
def colleagues(acting):
    organisation = make_organisation()
    return [make_membership(organisation=organisation) for _ in range(3)]


def read_by(actor_key: str) -> int:
    """How many people the journal says were read."""
    with unnoted():
        lines = JournalEntry.objects.filter(
            actor_key=actor_key, verb="read", object_key="organisations.Membership", channel="web"
        )
        return sum(line.count for line in lines)


def test_each_piece_is_journaled_before_it_leaves(client, colleagues):
    reader = colleagues[0].user
    answer = enter(client, reader).get("/export/")
    key = f"user:{reader.pk}"
    before = read_by(key)
    told = []
    for piece in answer.streaming_content:
        told.append(piece.decode().strip())
        # The person who reads is no subject of a consultation.
        assert read_by(key) - before >= sum(name != reader.last_name for name in told[1:])
    assert told[1:] == [member.user.last_name for member in colleagues]
    assert read_by(key) - before == 2
    assert current_scope().actor.key == "system:tests", "nothing is left in force"


def test_what_was_read_before_the_reader_hung_up_is_journaled(client, colleagues):
    reader = colleagues[0].user
    answer = enter(client, reader).get("/export/")
    before = read_by(f"user:{reader.pk}")
    for piece in answer.streaming_content:
        if piece.decode().strip() == colleagues[1].user.last_name:
            break
    # As the server does; the method of the answer would also close the connection of this test.
    answer._iterator.close()
    assert read_by(f"user:{reader.pk}") - before >= 1


def test_nothing_leaves_when_the_journal_cannot_be_written(colleagues):
    nameless = Actor(ActorKind.CLIENT, "9" * 200)
    told = names()
    response = StreamingHttpResponse(told)
    with open_scope(nameless, reach=Reach.EVERYTHING) as scope:
        pass
    keep_scope(scope, response)
    pieces = iter(response.streaming_content)
    assert next(pieces) == b"nom\n"
    with pytest.raises(DataError, match="too long"):
        next(pieces)
    # A cursor left to the garbage collector is closed in the middle of another test, which fails or waits for ever.
    told.close()
