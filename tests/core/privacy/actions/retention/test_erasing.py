"""A request erases with the engine of the night: everything about a person, or the categories asked for."""

from io import BytesIO

import pytest
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.documents.actions.keeping import store
from parvis.core.documents.models import DataKey, Document
from parvis.core.journal.actions import record
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.models import Invitation, Membership
from parvis.core.privacy.actions.retention.copies import remove_copies
from parvis.core.privacy.actions.retention.erasing import erase_person
from parvis.core.privacy.actions.retention.restricting import restrict
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import open_scope, reading_restricted
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


def test_everything_about_a_person_goes_with_copies_and_pseudonyms(world):
    user, document = world
    done = erase(user)
    for model in (User, Membership, Invitation, Outgoing, Document, DataKey):
        assert not model.objects.exists() if model is not User else not User.objects.filter(pk=user.pk).exists()
    assert done.rows["accounts.User"] == 1
    assert done.rows["documents.Document"] == 1
    assert known_pseudonyms([f"accounts.User:{user.pk}"]) == []
    assert default_storage.exists(document.place), "the copy goes after the transaction"
    with connection.cursor() as cursor:
        cursor.execute("SELECT copies_pending FROM ledger.entry WHERE label = 'documents.Document'")
        assert cursor.fetchall() == [(1,)]
        assert remove_copies(by=BY) == (1, 0)
        assert not default_storage.exists(document.place)
        cursor.execute("SELECT copies_pending FROM ledger.entry WHERE label = 'documents.Document'")
        assert cursor.fetchall() == [(0,)]


def test_only_the_categories_asked_for_go(world):
    user, _ = world
    done = erase(user, frozenset({"plateforme.organisations.rattachements"}))
    assert done.rows == {"organisations.Membership": 1}
    assert User.objects.filter(pk=user.pk).exists()


def test_what_a_row_still_needs_is_emptied_or_told(world):
    user, _ = world
    done = erase(user, frozenset({"plateforme.comptes.identite"}))
    kept = User.objects.get(pk=user.pk)
    assert (kept.first_name, kept.last_name) == ("", "")
    assert done.left == {"accounts.User": ["email"]}, "an account is known by its address"


def test_who_decides_need_not_see_what_is_erased(world):
    user, document = world
    officer = Actor(ActorKind.USER, identifier="999", platform_administrator=True)
    with open_scope(officer):
        assert not Document.objects.filter(pk=document.pk).exists(), "a document is seen by its organisation alone"
        done = erase_person(by=officer, person=f"accounts.User:{user.pk}", categories=None, ground="demande:1")
        assert done.rows["documents.Document"] == 1
    assert not Document.objects.filter(pk=document.pk).exists()


def test_who_is_restricted_may_be_erased_at_their_request(world):
    user, _ = world
    restrict(by=BY, person=f"accounts.User:{user.pk}", reason="demande:1")
    erase(user)
    with reading_restricted("tests"):
        assert not User.objects.filter(pk=user.pk).exists()
        assert not Membership.objects.filter(user_id=user.pk).exists()
