"""What every benchmark shares: its options, its timing and its report.

A benchmark measures a claim as a ratio to a named reference, in the same run, so that the speed
of the machine cancels out. ``main`` prints a table, or one JSON object a line with ``--json``.
Importing this module makes Django ready for the imports that follow.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
django.setup()


@dataclass(frozen=True)
class Result:
    """One claim: the value measured, its ratio to the reference, and the aim it should meet."""

    name: str
    value: float
    unit: str
    ratio: float
    aim: str
    met: bool


def timings(call: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each of ``runs`` calls, in order."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def p50(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Iterable[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(list(values), n=20)[18]


def main(title: str, claim: Callable[[bool], list[Result]]) -> None:
    """Run ``claim(quick)`` as a command and report what it saw."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--quick", action="store_true", help="small, within a minute")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    results = claim(options.quick)
    if options.json:
        for result in results:
            print(json.dumps(asdict(result), ensure_ascii=False))
        return
    print(f"{title}\n")
    print(f"{'what':<44}{'value':>12} {'unit':<6}{'ratio':>8}  {'aim':<24}met")
    for result in results:
        print(
            f"{result.name:<44}{result.value:>12.3f} {result.unit:<6}{result.ratio:>8.2f}  "
            f"{result.aim:<24}{'yes' if result.met else 'NO'}"
        )
