"""Declared things by the names that addresses give them."""

from parvis.kernel.declarations.privacy import Activity, Decision, Service, services


def decision_named(service: str, decision: str) -> tuple[Service, Decision]:
    """A decision of a service; ``LookupError`` when nobody declares it."""
    found = services.get(service)
    for each in found.decisions:
        if each.key == decision:
            return found, each
    raise LookupError(f"No decision declared as {decision!r}")


def activity_named(service: str, activity: str) -> tuple[Service, Activity]:
    """A processing of a service; ``LookupError`` when nobody declares it."""
    found = services.get(service)
    for each in found.activities:
        if each.key == activity:
            return found, each
    raise LookupError(f"No processing declared as {activity!r}")
