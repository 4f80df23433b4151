"""Whether the settings of the trackers keep what the policies promise."""

from collections.abc import Iterator
from typing import Any

from parvis.core.privacy.queries.problems import Problem
from parvis.core.privacy.queries.trackers.tools import MATOMO
from parvis.kernel.declarations.privacy import services


def misplaced_sites(settings: Any) -> Iterator[Problem]:
    """A Matomo site shared by two services would follow people from one to the other; one for nobody is a mistake."""
    sites: dict[str, str] = settings.PARVIS_MATOMO_SITES
    declared = {service.key for service in services for tracker in service.trackers if tracker.tool == MATOMO}
    for service, site in sorted(sites.items()):
        others = [other for other, given in sorted(sites.items()) if given == site and other < service]
        if others:
            yield Problem(
                "E016",
                f"Le site {site} de Matomo sert à {others[0]} et à {service} : les visites seraient recoupées.",
                "Donnez à chaque service son propre site dans PARVIS_MATOMO_SITES.",
            )
        if service not in declared:
            yield Problem(
                "E016",
                f"PARVIS_MATOMO_SITES nomme {service}, dont la politique ne déclare aucun cookie de Matomo.",
                f"Les services qui en déclarent : {', '.join(sorted(declared))}.",
            )
