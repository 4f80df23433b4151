"""Opinions: the link by which one is given, until when, and the numbers that they make."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.core import signing
from django.db.models import Count

from parvis.kernel import clock
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import Period
from parvis.kernel.http.addresses import address_of_page
from parvis.products.mediature.enums import Etat, Satisfaction
from parvis.products.mediature.models import Avis, Saisine

SALT: Final = "mediature.avis"
OPEN_FOR: Final = Period.parse("P6M")
CHANGED_FOR: Final = Period.parse("P30D")


def token_of(saisine: Saisine) -> str:
    """What the link carries: which case, signed. It opens the question alone, nothing of the case."""
    return str(signing.Signer(salt=SALT).sign_object([saisine.pk, saisine.organisation_id]))


def case_of(token: str) -> tuple[int, int] | None:
    """The case and the office that a link names; nothing when it was not made here."""
    try:
        case, office = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return case, office


def address_of(saisine: Saisine) -> str:
    """The whole address of the page."""
    return address_of_page("mediature:opinion", token_of(saisine))


def may_still_be_given(saisine: Saisine, given: Avis | None) -> bool:
    """Six months after the end for a first answer; thirty days after that answer to change it."""
    if saisine.etat != Etat.CLOSE or saisine.closed_at is None:
        return False
    if given is not None:
        return clock.today() <= CHANGED_FOR.after(given.given_at.astimezone(PARIS).date())
    return clock.today() <= OPEN_FOR.after(saisine.closed_at.astimezone(PARIS).date())


def satisfaction(offices: Iterable[int], start: date, end: date) -> dict[Satisfaction, int]:
    """How many of each degree, for the cases of these offices closed from ``start`` to ``end``, both included."""
    closed = Avis.objects.filter(
        saisine__organisation__in=list(offices), saisine__closed_at__date__gte=start, saisine__closed_at__date__lte=end
    )
    told = dict(closed.values_list("satisfaction").annotate(Count("pk")).order_by())
    return {each: told.get(each.value, 0) for each in Satisfaction}
