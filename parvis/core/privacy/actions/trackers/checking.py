"""Asking Matomo itself whether it is set as promised."""

from collections.abc import Iterator
from typing import Any

import requests
from django.conf import settings

from parvis.core.journal.actions import record
from parvis.core.privacy.models import MatomoCheck
from parvis.kernel.actor import Actor

TIMEOUT = 10
VISITS = 50
SOUND = "Adresses IP amputées de deux octets, aucun identifiant d’utilisateur, pas de commerce électronique."


def check_matomo(*, by: Actor) -> MatomoCheck:
    """Keep what Matomo answers about the site of each service: what it really stored, not what it is meant to."""
    findings = [
        f"{service} : {flaw}" for service, site in sorted(settings.PARVIS_MATOMO_SITES.items()) for flaw in _flaws(site)
    ]
    check = MatomoCheck.objects.create(sound=not findings, findings="\n".join(findings) or SOUND)
    record(by=by, verb="privacy.check-matomo", object_key=f"privacy.MatomoCheck:{check.pk}", count=len(findings))
    return check


def _flaws(site: str) -> Iterator[str]:
    try:
        visits = _ask("Live.getLastVisitsDetails", idSite=site, period="month", date="today", filter_limit=VISITS)
        about = _ask("SitesManager.getSiteFromId", idSite=site)
    except (requests.RequestException, ValueError):
        yield "Matomo n’a pas répondu à la vérification"
        return
    if any(not masked(str(visit.get("visitIp", ""))) for visit in visits):
        yield "une adresse IP est gardée avec plus de deux octets"
    if any(visit.get("userId") for visit in visits):
        yield "un identifiant d’utilisateur est gardé"
    if str(about.get("ecommerce", "0")) != "0":
        yield "le commerce électronique est actif"


def masked(address: str) -> bool:
    """Whether the last two bytes of an IPv4 address, or the last 80 bits of an IPv6 one, are gone."""
    return not address or address.endswith(("::", ".0.0"))


def _ask(method: str, **parameters: Any) -> Any:
    given = {"module": "API", "method": method, "format": "json", "token_auth": settings.PARVIS_MATOMO_TOKEN}
    answer = requests.post(f"{settings.PARVIS_MATOMO_URL}/index.php", data=given | parameters, timeout=TIMEOUT)
    answer.raise_for_status()
    told = answer.json()
    if isinstance(told, dict) and told.get("result") == "error":
        raise ValueError(method)
    return told[0] if method.startswith("SitesManager") and isinstance(told, list) and told else told
