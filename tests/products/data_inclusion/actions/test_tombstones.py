"""What re-users must forget is laid in order, for what was published alone; they confirm, never backwards."""

import pytest

from parvis.core.accounts.actions.tokens import create_token
from parvis.core.journal.models import JournalEntry
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.products.data_inclusion.actions.tombstones import acknowledge, tell_contacts, tell_removed
from parvis.products.data_inclusion.enums import Fate
from parvis.products.data_inclusion.models import Service, StagedService, Structure, Tombstone, TombstoneReceipt
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def laid() -> list[tuple[str, str, str]]:
    return list(Tombstone.objects.order_by("pk").values_list("kind", "record", "fate"))


def test_removed_records_are_told_structures_first_and_nobody_else():
    import_records([raw(1), raw(2), raw_service(1), raw_service(2)])
    assert tell_removed(pk__in=["essai--s002", "essai--1"]) == 2
    assert laid() == [("structure", "essai--1", Fate.REMOVED), ("service", "essai--s002", Fate.REMOVED)]
    assert tell_removed(pk="essai--nothing") == 0


def test_a_contact_is_told_where_it_was_published():
    import_records([raw(1), raw_service(1)])
    rows = [
        StagedService(id="essai--s009"),
        Service.objects.get(pk="essai--s001"),
        Structure.objects.get(pk="essai--1"),
    ]
    assert tell_contacts(Fate.CONTACT_REMOVED, rows, case="dossier") == 2
    assert [record for _, record, _ in laid()] == ["essai--s001", "essai--1"]
    assert set(Tombstone.objects.values_list("case", flat=True)) == {"dossier"}


def test_a_program_confirms_what_exists_and_never_backwards():
    import_records([raw(1), raw(2)])
    tell_removed(pk__in=["essai--1", "essai--2"])
    first, last = Tombstone.objects.order_by("pk").values_list("pk", flat=True)
    token = create_token(by=system("tests"), name="essai", scopes=["api"]).token
    program = Actor(ActorKind.CLIENT, identifier=str(token.pk))
    for upto in (first, last, first):
        acknowledge(by=program, upto=upto)
    assert TombstoneReceipt.objects.get().upto == last
    assert JournalEntry.objects.filter(verb="data_inclusion.acknowledge", actor_key=program.key).count() == 3
    with pytest.raises(Tombstone.DoesNotExist):
        acknowledge(by=program, upto=last + 1)
