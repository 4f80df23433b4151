"""Who asks: an account, an address, a number, in the one form in which they are compared."""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings

from parvis.core.privacy.enums.rights import Proof
from parvis.core.privacy.events.rights import Reached
from parvis.core.privacy.models import RightsRequest
from parvis.kernel.french.phone import in_french, to_e164


def normal_email(text: str) -> str:
    """An address as it is compared."""
    return text.strip().lower()


def normal_phone(text: str) -> str:
    """A number as it is compared, ``+33…``; nothing when it is none."""
    try:
        return to_e164(text) if text.strip() else ""
    except ValueError:
        return ""


def digest_of(value: str, purpose: str) -> str:
    """A keyed digest: nobody finds the value again, and two purposes do not meet."""
    key = hmac.new(settings.PARVIS_MASTER_KEY.encode(), f"parvis {purpose}".encode(), sha256).digest()
    return hmac.new(key, value.encode(), sha256).hexdigest()


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
    """Who wrote ``request``, by what they have proven and nothing else: a number typed in a form proves nothing."""
    if request.proof == Proof.NONE:
        return Person()
    checked = request.proof in {Proof.FILE, Proof.DOCUMENT}
    return Person(request.account_id, reached_by(request.email, request.phone if checked else ""))


def subject_of(request: RightsRequest) -> str:
    """One person, one digest, so that the same right is not open twice."""
    if request.account_id:
        name = f"account:{request.account_id}"
    else:
        name = (
            f"contact:{normal_email(request.email)}" if request.email else f"{request.phone}|{request.name.casefold()}"
        )
    return digest_of(name, "rights.subject")


def secret_of(request: RightsRequest) -> str:
    """The code of the private link of ``request``: the same each time it is sent, and kept nowhere."""
    return digest_of(str(request.pk), "rights.link")[:32]


def phone_spellings(number: str) -> list[str]:
    """The ways in which a number may have been stored."""
    national = "".join(character for character in in_french(number) if character.isdigit())
    pairs = [national[start : start + 2] for start in range(0, len(national), 2)]
    return [number, national, *(mark.join(pairs) for mark in (" ", ".", "-"))]
