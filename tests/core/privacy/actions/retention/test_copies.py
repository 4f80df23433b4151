"""A copy goes after its row, and is tried again until nobody finds it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files import File
from django.core.files.storage import FileSystemStorage

from parvis.core.documents.actions.keeping import store
from parvis.core.journal.actions import record
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.retention.copies import remove_copies
from parvis.core.privacy.actions.retention.erasing import erase_person
from parvis.core.privacy.models import Removal
from parvis.core.privacy.queries.retention.figures import copies_that_resist
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from tests.factories.organisations import make_invitation, make_membership, make_person

BY = system("tests")


@pytest.fixture
def world(db, acting, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    user = make_person()
    make_membership(user)
    make_invitation(email=user.email.upper())
    Outgoing.objects.create(key="x", recipient=user.email, sender="p@b.example", message_id="1")
    actor = Actor(ActorKind.USER, identifier=str(user.pk))
    document = store(by=actor, file=File(BytesIO(b"secret"), "note.txt"))
    record(by=BY, verb="read", subjects=[f"accounts.User:{user.pk}"])
    return user, document


def erase(user, categories=None):
    return erase_person(by=BY, person=f"accounts.User:{user.pk}", categories=categories, ground="demande:1")


class StorageIsAwayError(Exception):
    """As the client of an object storage raises: no error of the operating system."""


def test_a_storage_that_is_away_does_not_stop_the_night(world, monkeypatch):
    def fail(self, name):
        raise StorageIsAwayError

    user, _ = world
    erase(user)
    monkeypatch.setattr(FileSystemStorage, "delete", fail)
    assert remove_copies(by=BY) == (0, 1)
    assert Removal.objects.get().error == "StorageIsAwayError"
    assert copies_that_resist(clock.today()) == 0
    assert copies_that_resist(clock.today() + timedelta(days=1)) == 1


def test_a_copy_that_resists_is_tried_again(world, monkeypatch):
    user, _ = world
    erase(user)
    monkeypatch.setattr(FileSystemStorage, "delete", lambda self, name: None)
    assert remove_copies(by=BY) == (0, 1)
    assert Removal.objects.get().error == "StillThere"
    monkeypatch.undo()
    assert remove_copies(by=BY) == (1, 0)
    assert Removal.objects.get().attempts == 2
