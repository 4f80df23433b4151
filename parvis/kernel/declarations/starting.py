"""What must hold before the web server or a worker starts: conditions declared by the apps that know."""

from collections.abc import Callable
from dataclasses import dataclass

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Condition:
    """One thing without which nothing starts: ``require`` raises ``ImproperlyConfigured``, in French."""

    key: str
    require: Callable[[], None]


conditions: Registry[Condition] = Registry("start condition")
_taken_for_granted = False


def require_conditions() -> None:
    """Ask every declared condition, in key order, unless whoever started this process has just done so."""
    if not _taken_for_granted:
        for condition in conditions:
            condition.require()


def take_conditions_for_granted() -> None:
    """Ask nothing in this process and those forked from it: their parent has asked for all of them."""
    global _taken_for_granted  # noqa: PLW0603  a fact about this process
    _taken_for_granted = True
