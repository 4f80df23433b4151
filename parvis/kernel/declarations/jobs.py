"""Work that runs by itself or later: declared by the apps, run by the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Job:
    """A function that the worker can run, in a system scope named after ``key``.

    ``schedule`` is a cron line in Europe/Paris, or ``None`` for work enqueued on demand.
    ``everything`` opens a scope on every organisation; otherwise the caller names one.
    """

    key: str
    label: str
    run: Callable[..., Any]
    schedule: str | None = None
    everything: bool = False
    retries: int = 3


jobs: Registry[Job] = Registry("job")
