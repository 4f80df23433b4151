"""Who asks: an account, an address, a number, in the one form in which they are compared."""

import hmac
from dataclasses import dataclass, field
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings

from parvis.core.privacy.enums.rights import Proof
from parvis.core.privacy.events.rights import Reached
from parvis.core.privacy.models import RightsRequest
from parvis.kernel.digests import digest_of, digests_of
from parvis.kernel.french.phone import in_french, to_e164
from parvis.kernel.scope import reading_restricted

CODE: Final = 32
# Whoever answers has made sure of the number too.
CHECKED: Final = frozenset({Proof.FILE, Proof.DOCUMENT})


def normal_email(text: str) -> str:
    """An address as it is compared."""
    return text.strip().lower()


def normal_phone(text: str) -> str:
    """A number as it is compared, ``+33…``; nothing when it is none."""
    try:
        return to_e164(text) if text.strip() else ""
    except ValueError:
        return ""


@dataclass(frozen=True)
class Person:
    """Somebody who asks, as far as it is proven: by account, by address, by number."""

    account: int | None = None
    reached: Reached = field(default_factory=Reached)

    @property
    def key(self) -> str:
        """How the engine of retention and the journal name the account."""
        return f"{settings.AUTH_USER_MODEL}:{self.account}" if self.account else ""


def reached_by(email: str = "", phone: str = "") -> Reached:
    """Contacts in the form in which they are compared."""
    number = normal_phone(phone)
    return Reached(frozenset([normal_email(email)] if email else []), frozenset([number] if number else []))


def person_of(request: RightsRequest) -> Person:
    """Whose data ``request`` is about, by what is proven and nothing else: a number typed in a form proves nothing.

    Whoever holds a mandate asks for somebody else: their own data are never meant, and nobody's until it was checked.
    """
    if request.mandate:
        if request.proof != Proof.MANDATE:
            return Person()
        return Person(request.account_id, reached_by(request.represented_email, request.represented_phone))
    if request.proof == Proof.NONE:
        return Person()
    return Person(request.account_id, reached_by(request.email, request.phone if request.proof in CHECKED else ""))


def account_of(request: RightsRequest) -> int | None:
    """The account whose proven address is that of the person concerned: asking signed in or not is the same person.

    Never one that a second factor protects, which a mail does not open: its person asks signed in. Also found while
    their data are only stored: it is they who ask.
    """
    email = request.represented_email if request.mandate else request.email
    if not email:
        return None
    with reading_restricted("rights.identity"):
        proven = EmailAddress.objects.filter(email__iexact=email, verified=True, user__authenticator=None)
        found: int | None = proven.values_list("user_id", flat=True).first()
    return found


def subject_of(request: RightsRequest) -> str:
    """One person, one digest, so that the same right is not open twice.

    A number or a postal address that was typed proves nothing: whoever gives the same one is not the same person,
    and is never led to the request of another.
    """
    if request.mandate:
        for_whom = f"{request.represented_email}|{request.represented_phone}|{request.mandate.casefold()}"
        name = f"mandate:{request.email or request.pk}|{for_whom}"
    elif request.account_id:
        name = f"account:{request.account_id}"
    else:
        name = f"contact:{request.email}" if request.email else f"request:{request.pk}"
    return digest_of(name, "rights.subject")


def secret_of(request: RightsRequest) -> str:
    """The code of the private link of ``request``: the same each time it is sent, and kept nowhere."""
    return digest_of(str(request.pk), "rights.link")[:CODE]


def opens(request: RightsRequest, code: str) -> bool:
    """Whether ``code``, copied by hand or not, is that of ``request``, sent under the present key or a former one."""
    typed = "".join(code.split()).lower().encode()
    codes = digests_of(str(request.pk), "rights.link")
    return any(hmac.compare_digest(code[:CODE].encode(), typed) for code in codes)


def phone_spellings(number: str) -> list[str]:
    """The ways in which a number may have been stored."""
    national = "".join(character for character in in_french(number) if character.isdigit())
    pairs = [national[start : start + 2] for start in range(0, len(national), 2)]
    return [number, national, *(mark.join(pairs) for mark in (" ", ".", "-"))]
