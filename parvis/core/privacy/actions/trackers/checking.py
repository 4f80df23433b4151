"""Asking Matomo itself how it is set, and what it really kept."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import requests
from django.conf import settings

from parvis.core.journal.actions import record
from parvis.core.privacy.models import MatomoCheck
from parvis.kernel.actor import Actor

TIMEOUT = 10
VISITS = 50
SOUND = "Rien à corriger dans ce que Matomo dit de ses réglages et des visites gardées."
SILENT = "Matomo n’a pas répondu à la vérification"
BROKEN = "non_compliant"
# Words by which Matomo names, in English or in French, the requirements that it checks of itself.
REQUIREMENTS = {"adresse": ("ip ",), "duree": ("retention", "conservation"), "finalite": ("commerce",)}


@dataclass(frozen=True)
class Told:
    """One thing learnt of a site: about which criterion, in which words, and whether it is a flaw."""

    criterion: str
    words: str
    flaw: bool = False


def check_matomo(*, by: Actor) -> MatomoCheck:
    """Keep what Matomo answers about the site of each service: its settings where it gives them, and what it stored."""
    found = [
        replace(told, words=f"{service} : {told.words}")
        for service, site in sorted(settings.PARVIS_MATOMO_SITES.items())
        for told in _asked(site)
    ]
    flaws = [told.words for told in found if told.flaw]
    check = MatomoCheck.objects.create(
        sound=not flaws, findings="\n".join(flaws) or SOUND, criteria=[asdict(told) for told in found]
    )
    record(by=by, verb="privacy.check-matomo", object_key=f"privacy.MatomoCheck:{check.pk}", count=len(flaws))
    return check


def _asked(site: str) -> Iterator[Told]:
    try:
        status = _ask("PrivacyManager.getComplianceStatus", idSite=site, complianceType="cnil")
        visits = _ask("Live.getLastVisitsDetails", idSite=site, period="month", date="today", filter_limit=VISITS)
        about = _ask("SitesManager.getSiteFromId", idSite=site)
    except (requests.RequestException, ValueError):
        yield Told("finalite", SILENT, flaw=True)
        return
    if status is None and visits is None:
        yield Told("adresse", "Matomo ne donne ni ses réglages ni ses visites : rien n’a pu être vérifié", flaw=True)
    yield from _settings((status or {}).get("complianceRequirements", []))
    yield from _visits(visits or [])
    if about is not None and str(about.get("ecommerce", "0")) != "0":
        yield Told("finalite", "le commerce électronique est actif", flaw=True)


def _settings(requirements: list[dict[str, Any]]) -> Iterator[Told]:
    """What Matomo says of its own settings; one that we do not know by name concerns anonymity."""
    for one in requirements:
        name = str(one.get("name", ""))
        known = (key for key, words in REQUIREMENTS.items() if any(word in f"{name} ".lower() for word in words))
        broken = one.get("value") == BROKEN
        said = "non conforme" if broken else "conforme"
        yield Told(next(known, "anonymat"), f"réglage « {name} » {said} selon Matomo", flaw=broken)


def _visits(visits: list[dict[str, Any]]) -> Iterator[Told]:
    """What the visits kept show; no visit shows nothing."""
    if any(not masked(str(visit.get("visitIp", ""))) for visit in visits):
        yield Told("adresse", "une adresse IP est gardée avec plus de deux octets", flaw=True)
    elif visits:
        yield Told("adresse", f"{len(visits)} visites gardées, toutes sans leurs deux derniers octets")
    if any(visit.get("userId") for visit in visits):
        yield Told("recoupement", "un identifiant d’utilisateur est gardé", flaw=True)


def masked(address: str) -> bool:
    """Whether the last two bytes of an IPv4 address, or the last 80 bits of an IPv6 one, are gone."""
    return not address or address.endswith(("::", ".0.0"))


def _ask(method: str, **parameters: Any) -> Any:
    """What Matomo answers; nothing when it refuses this very question, as versions without it do."""
    given = {"module": "API", "method": method, "format": "json", "token_auth": settings.PARVIS_MATOMO_TOKEN}
    answer = requests.post(f"{settings.PARVIS_MATOMO_URL}/index.php", data=given | parameters, timeout=TIMEOUT)
    answer.raise_for_status()
    told = answer.json()
    if isinstance(told, dict) and told.get("result") == "error":
        return None
    return told[0] if method.startswith("SitesManager") and isinstance(told, list) and told else told
