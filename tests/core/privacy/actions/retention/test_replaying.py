"""After a restore: what was erased since is erased again, and nothing else."""

from datetime import timedelta

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.ledger import open_book
from parvis.core.privacy.actions.retention.replaying import replay
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.core.privacy.retention.anonymised import came_back

BY = system("tests")


def test_nobody_comes_back(db, acting):
    assert came_back() == []


def test_what_was_erased_before_the_backup_is_left_alone(db, acting):
    """Its number may since belong to somebody else."""
    user = User.objects.create(email="nouvelle@exemple.fr", date_joined=clock.now())
    book = open_book(clock.today())
    book.write(label="accounts.User", rule="r", kind="erase", keys=[str(user.pk)], dues=[None])
    assert replay(by=BY, since=clock.now() + timedelta(seconds=1)) == 0
    assert User.objects.filter(pk=user.pk).exists()
    assert replay(by=BY, since=clock.now() - timedelta(hours=1)) == 1
    assert not User.objects.filter(pk=user.pk).exists()


def test_what_was_emptied_is_emptied_again(db, acting):
    user = User.objects.create(email="videe@exemple.fr", first_name="Zoé", date_joined=clock.now())
    book = open_book(clock.today())
    book.write(label="accounts.User", rule="r", kind="empty", keys=[str(user.pk)], dues=[None], columns=["first_name"])
    assert replay(by=BY, since=clock.now() - timedelta(hours=1)) == 1
    assert User.objects.get(pk=user.pk).first_name == ""
