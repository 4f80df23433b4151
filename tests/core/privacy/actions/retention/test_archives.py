"""Public archives leave their table for a sealed store until the archives have agreed, and as they agreed."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.conf import settings

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.retention.archives import CONTEXT, in_sample
from parvis.core.privacy.checks import every_promise_holds_together
from parvis.core.privacy.models import SealedRow
from parvis.core.privacy.queries.retention.nodes import node_named
from parvis.kernel.declarations.privacy import (
    Archive,
    Holder,
    Sort,
    holders,
)
from parvis.kernel.sealing import unseal, unwrap_key
from tests.core.privacy.retention.promised import OUTGOING, kinds, mail, promise

LATELY = datetime(2027, 2, 27, 12, tzinfo=UTC)


def test_public_archives_wait_sealed_for_their_agreement(monkeypatch, night):
    promise(monkeypatch, archive=Archive(Sort.ELIMINATE))
    sent = mail()
    night(date(2027, 3, 1))
    assert not Outgoing.objects.filter(pk=sent.pk).exists()
    kept = SealedRow.objects.get()
    assert b"zoe" not in bytes(kept.sealed)
    key = unwrap_key(bytes(kept.key), settings.PARVIS_MASTER_KEY, CONTEXT)
    assert b"zoe@exemple.fr" in b"".join(unseal(BytesIO(bytes(kept.sealed)), key, CONTEXT))
    assert [kind for kind, _ in kinds()] == ["seal"]


def test_archives_with_files_are_refused_the_store_takes_rows_only(monkeypatch):
    monkeypatch.setitem(holders._items, "essai", Holder("essai", f"{OUTGOING}.text", print, bool))
    promise(monkeypatch, archive=Archive(Sort.TRANSFER, "AD25-2026-14"))
    assert "archives publiques" in " ".join(each.msg for each in every_promise_holds_together(None))


@pytest.mark.parametrize("sort", Sort)
def test_public_archives_are_sorted_as_agreed(monkeypatch, night, sort):
    promise(monkeypatch, archive=Archive(sort, "AD25-2026-14"))
    sent = [mail(message_id=str(rank)) for rank in range(30)]
    # So many others that thirty are an ordinary night.
    Outgoing.objects.bulk_create(
        Outgoing(
            key="récent", recipient="p@exemple.fr", sender="p@exemple.fr", message_id=f"r{rank}", created_on=LATELY
        )
        for rank in range(1_600)
    )
    night(date(2027, 3, 1))
    assert not Outgoing.objects.filter(key="x").exists()
    sample = sum(in_sample(node_named(OUTGOING), str(each.pk)) for each in sent)
    assert SealedRow.objects.count() == {Sort.ELIMINATE: 0, Sort.TRANSFER: 30, Sort.SAMPLE: sample}[sort]
