"""What « /sante/ » looks at: probes declared by the apps that know how to look."""

from collections.abc import Callable
from dataclasses import dataclass

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Finding:
    """What a probe saw, in French, and whether the platform can serve with it.

    ``to_watch`` says that it can, and that somebody must look.
    """

    healthy: bool
    message: str
    to_watch: bool = False


@dataclass(frozen=True)
class Probe:
    """One thing to look at."""

    key: str
    look: Callable[[], Finding]


probes: Registry[Probe] = Registry("health probe")
