"""Who reads the journal."""

from parvis.core.journal.policies import READS_JOURNAL
from parvis.kernel.actor import VISITOR, Actor, ActorKind


def test_administrators_gestionnaires_and_data_protection_officers_read_it():
    assert READS_JOURNAL.allows(Actor(ActorKind.USER, "1", platform_administrator=True))
    for role in ("gestionnaire", "dpo"):
        assert READS_JOURNAL.allows(Actor(ActorKind.USER, "1", roles=((3, role),)))


def test_members_and_visitors_do_not():
    assert not READS_JOURNAL.allows(Actor(ActorKind.USER, "1", roles=((3, "membre"),)))
    assert not READS_JOURNAL.allows(VISITOR)
