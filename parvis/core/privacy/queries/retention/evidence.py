"""What can be seen, on this installation, of durations."""

from datetime import date, timedelta
from typing import Final

from parvis.core.privacy.models import Night
from parvis.core.privacy.queries.retention.figures import NIGHTS_SHOWN, Proof, proofs, tell_nights
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Evidence, Figure
from parvis.kernel.french.typography import date_in_words

NO_NIGHT: Final = "Rien à constater encore : aucune nuit d’effacement n’a eu lieu sur cette installation."
NO_ROW: Final = "Rien à constater encore : cette installation n’a aucune donnée de cette sorte."
# A night that was missed is seen the day after.
NIGHTLY: Final = timedelta(days=1)


def nothing_is_late() -> Evidence:
    """The oldest term that has come against the limit, what is late, and what the nights erased."""
    return _judged(proofs(clock.today()), headline=True)


def nothing_is_late_of(service: str) -> Evidence:
    """The same of the data of ``service`` alone."""
    return _judged(
        [
            proof
            for proof in proofs(clock.today())
            if any(category.partition(".")[0] == service for category in proof.categories)
        ]
    )


def _judged(found: list[Proof], *, headline: bool = False) -> Evidence:
    """Before any night, what is late is told and nothing is proven."""
    today, late = clock.today(), sum(proof.overdue for proof in found)
    last = Night.objects.filter(ended_on__isnull=False).order_by("-day").first()
    oldest = min((proof.due for proof in found if proof.due), default=None)
    figures = [
        Figure("Plus ancienne échéance non effacée", _day(oldest), f"aucune avant le {_day(today)}"),
        Figure("Lignes en retard d’effacement", late, "0", headline=headline),
    ]
    if last:
        figures.append(Figure("Dernière nuit d’effacement", _day(last.day), f"pas avant le {_day(today - NIGHTLY)}"))
        figures.append(_erased({proof.rule for proof in found}))
    on_time = last is None or last.day >= today - NIGHTLY
    rows = sum(proof.rows for proof in found)
    return Evidence(
        tuple(figures), holds=late == 0 and on_time, nothing=NO_NIGHT if last is None else "" if rows else NO_ROW
    )


def _erased(names: set[str]) -> Figure:
    """What the nights that « Nuits d’effacement » shows first erased under these rules."""
    told = tell_nights(Night.objects.all()[:NIGHTS_SHOWN])
    done = sum(run.done for each in told for run in each.runs if run.rule in names)
    label = f"les {len(told)} dernières nuits" if len(told) > 1 else "la dernière nuit"
    return Figure(f"Lignes effacées par {label}", done)


def _day(day: date | None) -> str:
    return date_in_words(day, weekday=False) if day else "aucune"
