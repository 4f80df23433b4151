"""Lifelike data for the demonstration and the reference data loads: declared by the apps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from parvis.kernel.registry import Registry

Advance = Callable[[int, int], None]

# Every account of the demonstration has the same, printed on its first page, and is as old.
DEMONSTRATION_PASSWORD: Final = "demonstration-parvis"  # noqa: S105  known to all, on purpose
DEMONSTRATION_AGE: Final = timedelta(days=150)


@dataclass(frozen=True)
class Load:
    """One step of a load, safe to run again: it does only what is missing.

    ``run(advance)`` calls ``advance(done, total)`` as it goes, so that a bar can be drawn.
    ``order`` puts what others rely on first. ``demonstration`` marks invented data.
    """

    key: str
    label: str
    run: Callable[[Advance], None]
    order: int
    demonstration: bool = False


@dataclass(frozen=True)
class SignIn:
    """A demonstration account to print, one for each role."""

    key: str
    role: str
    email: str
    password: str = DEMONSTRATION_PASSWORD
    note: str = ""


loads: Registry[Load] = Registry("load")
sign_ins: Registry[SignIn] = Registry("demonstration sign-in")
