"""A policy is published when, and only when, a fact has changed."""

from dataclasses import replace

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions import publish, publish_policy
from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.versions import latest
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import services

pytestmark = pytest.mark.django_db

TASK = system("register.publish")


def test_the_set_up_publishes_nothing_that_waits_for_a_signature():
    assert not PolicyVersion.objects.exists()


def test_once_all_is_signed_every_policy_is_published(published):
    assert {(version.service, version.number) for version in published} == {(each.key, 1) for each in services}


def test_publishing_again_without_change_does_nothing(acting, published):
    assert publish(by=TASK) == []
    assert PolicyVersion.objects.count() == len(services)


def test_only_the_policy_that_changed_is_published(acting, moved):
    (version,) = publish(by=TASK)
    assert (version.service, version.number, version.published_by) == ("coop", 2, "system:register.publish")
    assert version.summary == "2 faits modifiés, 2 faits retirés"
    assert publish(by=TASK) == []


def test_a_publication_is_journaled(acting, moved):
    (version,) = publish(by=TASK)
    entry = JournalEntry.objects.get(verb="privacy.policy.published", object_key__endswith=f":{version.pk}")
    assert entry.actor_key == "system:register.publish"


def test_nobody_else_publishes_than_the_system_and_who_answers_for_the_platform(acting):
    with pytest.raises(PermissionError):
        publish(by=Actor(ActorKind.USER, "12"))
    assert publish(by=Actor(ActorKind.USER, "12", platform_administrator=True)) == []


def test_a_version_names_the_task_and_the_journal_the_person(acting, moved):
    version = publish_policy(by=Actor(ActorKind.USER, "12", platform_administrator=True), service=moved)
    assert version.published_by == "system:register.publish"
    entry = JournalEntry.objects.get(verb="privacy.policy.published", object_key__endswith=f":{version.pk}")
    assert entry.actor_key == "user:12"


def test_what_is_no_fact_publishes_nothing(acting, published, monkeypatch):
    coop = services.get("coop")
    monkeypatch.setitem(services._items, "coop", replace(coop, order=99))
    assert publish(by=TASK) == []
    assert latest("coop").number == 1
