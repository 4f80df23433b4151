"""The link by which whoever lost their code is given another one: signed, for one day, until it is used."""

from datetime import timedelta
from typing import Final

from django.core import signing
from django.db.models import Q, QuerySet

from parvis.kernel import clock
from parvis.kernel.digests import digest_of
from parvis.kernel.http.addresses import address_of_page
from parvis.products.mediature.models import Saisine, Scission

SALT: Final = "mediature.lost"
LASTS: Final = timedelta(days=1)
# Enough of the digest of a code to know whether it is still the one that was lost.
SHORT: Final = 16


def asked_as(email: str) -> str:
    """The digest under which this address is looked for."""
    return digest_of(email.strip().lower(), SALT)


def key_of(saisine: Saisine) -> str:
    """The digest of the code by which its person opens a case: for one that was split, that of the first case."""
    split = Scission.objects.filter(made=saisine, undone_at=None).first()
    return split.access if split else saisine.access


def opened_by(key: str) -> QuerySet[Saisine]:
    """The cases that the code of this digest opens."""
    return Saisine.objects.filter(
        Q(access=key) | Q(pk__in=Scission.objects.filter(access=key, undone_at=None).values("made"))
    )


def address_of(saisine: Saisine) -> str:
    """The whole address of the page."""
    until = int((clock.now() + LASTS).timestamp())
    named = [saisine.pk, saisine.organisation_id, key_of(saisine)[:SHORT], until]
    return address_of_page("mediature:renew", signing.Signer(salt=SALT).sign_object(named))


def named_by(token: str) -> tuple[int, int, str] | None:
    """The case, its office and the beginning of the digest of its lost code; nothing of a link that is over."""
    try:
        case, office, lost, until = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return (case, office, lost) if clock.now().timestamp() < until else None
