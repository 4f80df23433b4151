"""What can be seen, on this installation, of what data·inclusion promises."""

from datetime import date, timedelta
from typing import Final

from parvis.core.privacy.facade import nothing_is_late_of
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Evidence, Figure, Period, services
from parvis.kernel.scope import unnoted
from parvis.products.data_inclusion.enums import ReportState
from parvis.products.data_inclusion.models import Edition, ErrorReport, Service, Source, Structure, Tombstone
from parvis.products.data_inclusion.queries.tombstones import followed_up_to, late_to_follow

A_MONTH: Final = Period(months=1)
NOBODY: Final = "Rien à constater encore : aucun réutilisateur n’a de jeton pour lire ces avis."
NOT_YET: Final = "Rien à constater encore : aucun réutilisateur n’a confirmé, et le délai court."


def reference() -> Evidence | None:
    """How much the common reference holds, and since when."""
    edition = Edition.objects.order_by("-pk").first()
    if edition is None:
        return None
    return Evidence(
        (
            Figure("Sources", Source.objects.count()),
            Figure("Structures", Structure.objects.count()),
            Figure("Services", Service.objects.count()),
        ),
        at=edition.published_at,
    )


def corrections_go_back() -> Evidence | None:
    """What visitors say is wrong, what was asked of the sources, and what waits for more than a month."""
    with unnoted():
        told = ErrorReport.objects.count()
        late = ErrorReport.objects.filter(state=ReportState.NEW, sent_at__date__lte=_last_day_over(A_MONTH)).count()
        asked = ErrorReport.objects.filter(forwarded_at__isnull=False).count()
    return Evidence(
        (
            Figure("Erreurs signalées", told),
            Figure("Corrections demandées aux sources", asked),
            Figure("Signalements qui attendent depuis plus d’un mois", late, "0"),
        ),
        holds=not late,
        nothing="" if told else "Rien à constater encore : aucune erreur n’a été signalée sur cette installation.",
    )


def copies_follow() -> Evidence | None:
    """How many re-users say that their copies follow what they were told, and who has not within the promised delay.

    That delay is the one in which a person is answered: an objection is not honoured while copies still show it.
    """
    last = Tombstone.objects.order_by("-pk").first()
    if last is None:
        return None
    done, told = followed_up_to(last.pk)
    within = Period.parse(services.get("data-inclusion").deadline)
    late = late_to_follow(_last_day_over(within))
    return Evidence(
        (
            Figure("Avis de retrait signés", Tombstone.objects.count()),
            Figure("Réutilisateurs à jour du dernier avis", done, str(told)),
            Figure(f"Réutilisateurs qui n’ont pas suivi un avis en {within}", late, "0"),
        ),
        holds=not late,
        at=last.happened_at,
        nothing="" if done or late else NOT_YET if told else NOBODY,
    )


def _last_day_over(within: Period) -> date:
    """The last day from which the whole period has gone by."""
    day = clock.today()
    while within.after(day) >= clock.today():
        day -= timedelta(days=1)
    return day


def durations_hold() -> Evidence:
    """The oldest term of its data against the limit, and what is late."""
    return nothing_is_late_of("data-inclusion")
