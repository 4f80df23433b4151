"""Whether a mail comes from the domain that it names: signature and policy of that domain, or what a provider found."""

from typing import Any, Final

import dns.exception
import dns.resolver
from authheaders import check_dkim, check_dmarc
from authres import AuthenticationResultsHeader, AuthResError
from django.conf import settings

from parvis.kernel.declarations.mail import Verdict

WITHIN: Final = 5.0
_HEADER: Final = "Authentication-Results:"


def verdict_of(raw: bytes) -> Verdict:
    """Ask the domain, by its signature (DKIM) and its policy (DMARC); nothing is said when nobody answers.

    A mail that is not signed by the domain it names fails only where that domain asks for it to be refused.
    """
    asked = _Asked()
    try:
        signed = check_dkim(raw, dnsfunc=asked)
        found = check_dmarc(raw, None, signed, dnsfunc=asked)
    except Exception:  # noqa: BLE001  the library raises anything of a mail that is badly written
        return Verdict.UNVERIFIED
    if asked.in_vain:
        return Verdict.UNVERIFIED
    if found.result == "pass":
        return Verdict.PROVEN
    return Verdict.FAILED if found.result == "fail" and found.policy in {"reject", "quarantine"} else Verdict.UNVERIFIED


def verdict_told(headers: list[str]) -> Verdict:
    """What the mail server that this installation trusts (PARVIS_MAIL_TRUSTED) wrote above the mail.

    Servers write above what they were given: of several lines under a trusted name, those below the first may have
    come with the mail.
    """
    return next((said for each in headers if (said := _read(f"{_HEADER} {each}")) is not None), Verdict.UNVERIFIED)


class _Asked:
    """Questions to the DNS, and whether one of them had no answer."""

    def __init__(self) -> None:
        self.in_vain = False

    def __call__(self, name: Any, timeout: float = WITHIN) -> Any:
        """The record, in the form of the question: one part of the library asks in bytes, the other in text."""
        asked = name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
        try:
            answer = dns.resolver.resolve(asked.rstrip("."), "TXT", lifetime=WITHIN)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return None
        except (dns.exception.DNSException, OSError, ValueError):
            self.in_vain = True
            return None
        found = [b"".join(each.strings) for each in answer]
        chosen = next((each for each in found if each.startswith((b"v=DMARC1", b"v=DKIM1"))), found[0])
        return chosen if isinstance(name, bytes) else chosen.decode("utf-8", "replace")


def _read(header: str) -> Verdict | None:
    """What a trusted server found; None when somebody else wrote it."""
    try:
        found = AuthenticationResultsHeader.parse(" ".join(header.split()))
    except (AuthResError, ValueError, AttributeError, IndexError):
        return None
    if str(found.authserv_id).lower() not in settings.PARVIS_MAIL_TRUSTED:
        return None
    said = {each.result for each in found.results if each.method == "dmarc"}
    return Verdict.PROVEN if said == {"pass"} else Verdict.FAILED if "fail" in said else Verdict.UNVERIFIED
