"""The persons whom sources name as contacts, and who of them was told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, Min
from django.db.models.functions import Lower

from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Evidence, Figure, Period
from parvis.kernel.digests import digests_of
from parvis.products.data_inclusion.models import ContactNotice, Service

PURPOSE: Final = "data-inclusion.notice"
WITHIN: Final = Period(months=1)
"""Article 14-3 a): a month at most after the contact came."""


@dataclass(frozen=True)
class Named:
    """Somebody whom sources name, by their address and its digests (under each master key), and since when."""

    email: str
    since: date
    digests: tuple[str, ...]


def named_contacts() -> Iterator[Named]:
    """Each person named beside an address, once. A mailbox without a name beside it is that of a body."""
    named = Service.objects.filter(removed_at=None).exclude(contact_nom_prenom="").exclude(courriel="")
    found = named.annotate(email=Lower(F("courriel"))).values("email").annotate(since=Min("first_seen"))
    for row in found.order_by("email").iterator():
        yield Named(row["email"], row["since"], tuple(digests_of(row["email"], PURPOSE)))


def told_digests() -> frozenset[str]:
    """The digests of everybody who was told."""
    return frozenset(ContactNotice.objects.values_list("digest", flat=True))


def contacts_told() -> Evidence:
    """How many were told, and how many should have been by now."""
    told, today = told_digests(), clock.today()
    late = sum(told.isdisjoint(one.digests) and WITHIN.after(one.since) < today for one in named_contacts())
    figures = (
        Figure("Personnes informées", len(told)),
        Figure("Personnes à informer depuis plus d’un mois", late, "0", headline=True),
    )
    nothing = "" if told or late else "Rien à constater encore : personne n’a eu à être informé sur cette installation."
    return Evidence(figures, holds=not late, nothing=nothing)
