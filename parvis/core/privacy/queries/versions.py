"""Published versions, as policies."""

import hashlib
from functools import cache
from pathlib import Path

from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.sheet import Sheet

PAGE = Path(__file__).parents[1] / "templates/privacy"


@cache
def template_digest() -> str:
    """What tells apart the pages that policies are drawn with."""
    parts = [PAGE / "policy.html", *sorted((PAGE / "parts").glob("*.html"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()[:12]


def latest(service: str) -> PolicyVersion | None:
    """The last published version of a service's policy."""
    return PolicyVersion.objects.filter(service=service).order_by("-number").first()


def latest_of_each() -> dict[str, PolicyVersion]:
    """The last published version of every policy, by service; one query."""
    return {each.service: each for each in PolicyVersion.objects.order_by("service", "-number").distinct("service")}


def history_of(service: str) -> list[PolicyVersion]:
    """Every published version of a service's policy, the last first."""
    return list(PolicyVersion.objects.filter(service=service).order_by("-number"))


def sheet_of_version(version: PolicyVersion) -> Sheet:
    """The policy as it was published."""
    return Sheet.model_validate(version.content)
