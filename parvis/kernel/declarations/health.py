"""What « /sante/ » looks at: probes declared by the apps that know how to look."""

from collections.abc import Callable
from dataclasses import dataclass

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Finding:
    """What a probe saw, in French, and whether the platform can serve with it."""

    healthy: bool
    message: str


@dataclass(frozen=True)
class Probe:
    """One thing to look at."""

    key: str
    look: Callable[[], Finding]


probes: Registry[Probe] = Registry("health probe")
