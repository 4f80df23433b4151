"""Published versions, as policies."""

from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.sheet import Sheet


def latest(service: str) -> PolicyVersion | None:
    """The last published version of a service's policy."""
    return PolicyVersion.objects.filter(service=service).order_by("-number").first()


def history_of(service: str) -> list[PolicyVersion]:
    """Every published version of a service's policy, the last first."""
    return list(PolicyVersion.objects.filter(service=service).order_by("-number"))


def sheet_of_version(version: PolicyVersion) -> Sheet:
    """The policy as it was published."""
    return Sheet.model_validate(version.content)
