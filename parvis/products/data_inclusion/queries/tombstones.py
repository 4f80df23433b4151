"""Tombstones as re-users read them: signed one by one, so that they can be passed on and checked."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db.models import Max

from parvis.core.accounts.models import ApiToken
from parvis.kernel.actor import Actor
from parvis.kernel.scope import unnoted
from parvis.kernel.sealing import derived_key, fingerprint
from parvis.products.data_inclusion.models import Tombstone, TombstoneReceipt

ALGORITHM: Final = "EdDSA"
PURPOSE: Final = b"data-inclusion tombstones"


@dataclass(frozen=True)
class Tombstones:
    """Some tombstones in their order, where to go on, and how far the reader has already said that it followed."""

    items: list[dict[str, Any]]
    next: int | None
    acknowledged: int


def tombstones(actor: Actor, *, after: int, size: int) -> Tombstones:
    """Those that follow number ``after``."""
    found = list(Tombstone.objects.filter(pk__gt=after)[: size + 1])
    receipt = TombstoneReceipt.objects.filter(token=int(actor.identifier)).first()
    return Tombstones(
        [_told(each) for each in found[:size]],
        found[size - 1].pk if len(found) > size else None,
        receipt.upto if receipt else 0,
    )


def _told(tombstone: Tombstone) -> dict[str, Any]:
    said = {
        "id": tombstone.pk,
        "kind": tombstone.kind,
        "record": tombstone.record,
        "fate": tombstone.fate,
        "happened_at": tombstone.happened_at.isoformat(),
    }
    return said | {"signed": jwt.encode(said, _key(), ALGORITHM, {"kid": key_name()}, sort_headers=True)}


def published_keys() -> dict[str, Any]:
    """The public key that checks the signatures, as RFC 7517 writes it."""
    key = jwt.algorithms.OKPAlgorithm.to_jwk(_key().public_key(), as_dict=True)
    return {"keys": [key | {"kid": key_name(), "alg": ALGORITHM, "use": "sig"}]}


def key_name() -> str:
    """Which key signs: it changes with the master key."""
    return fingerprint(settings.PARVIS_MASTER_KEY)


def _key() -> Ed25519PrivateKey:
    return _key_from(settings.PARVIS_MASTER_KEY)


@lru_cache(maxsize=2)
def _key_from(master: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(derived_key(master, PURPOSE))


def followed(case: str) -> tuple[int, int] | None:
    """For the request of a person: how many re-users have followed, of how many; nothing when none was told."""
    last = Tombstone.objects.filter(case=case).aggregate(last=Max("pk"))["last"]
    return followed_up_to(last) if last else None


def followed_up_to(number: int) -> tuple[int, int]:
    """How many programs say that they follow up to this tombstone, of how many that may read them."""
    # How many tokens live, and not whose they are.
    with unnoted():
        live = set(ApiToken.objects.live().filter(scopes__contains=["api"]).values_list("pk", flat=True))
        there = set(TombstoneReceipt.objects.filter(upto__gte=number).values_list("token_id", flat=True))
    return len(live & there), len(live)


def late_to_follow(day: date) -> int:
    """How many programs have not said that they follow what they were told up to this day."""
    last = Tombstone.objects.filter(happened_at__date__lte=day).order_by("-pk").first()
    if last is None:
        return 0
    with unnoted():
        live = ApiToken.objects.live().filter(scopes__contains=["api"], created_on__lte=last.happened_at)
        there = TombstoneReceipt.objects.filter(upto__gte=last.pk).values_list("token_id", flat=True)
        return live.exclude(pk__in=list(there)).count()
