"""What a period and the one before it count, split every way, in three statements however many cases there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from parvis.kernel import clock

DAY: Final = timedelta(days=1)
# Between the postal code and the town, in the name of the place that somebody wrote.
WRITTEN: Final = "\t"
# The cases of the office and those of past years, which have nobody; row security binds these looks too. Each statement
# says which of them it looks at, so that an index finds them. A case that was split counts two; undone, one again.
CASES: Final = """
WITH cas AS (
    SELECT s.organisation_id, s.received_on, s.decided_on,
           (s.closed_at AT TIME ZONE 'Europe/Paris')::date AS ended_on,
           CASE WHEN s.etat IN ('close', 'retiree') THEN s.etat ELSE 'en-cours' END AS sort,
           s.recevabilite, s.demarche, s.canal, s.origine, s.qualite, s.domaine_id, s.issue,
           btrim(s.service) AS service, coalesce(r.postal_code, '') AS postal_code, coalesce(btrim(r.town), '') AS town
    FROM mediature_saisine s LEFT JOIN mediature_requerant r ON r.id = s.requerant_id
    WHERE s.organisation_id = ANY (%(offices)s) AND {of_cases}
        AND NOT EXISTS (SELECT FROM mediature_scission x WHERE x.made_id = s.id AND x.undone_at IS NOT NULL)
    UNION ALL
    SELECT organisation_id, received_on, decided_on, ended_on, 'close', recevabilite, demarche, canal, origine,
           qualite, domaine_id, issue, btrim(service), postal_code, btrim(town)
    FROM mediature_caspasse WHERE organisation_id = ANY (%(offices)s) AND {of_past}
), periode (rang, debut, fin) AS (VALUES (0, %(start)s::date, %(end)s::date), (1, %(before)s::date, %(until)s::date))
"""
_IN: Final = "{} BETWEEN %(before)s AND %(end)s"
# An instant of the night that begins a day in Paris is of the day before elsewhere: the exact day is asked after.
_CLOSED: Final = "closed_at BETWEEN %(before)s::date - 1 AND %(end)s::date + 2"
_SINCE: Final = "received_on <= %(end)s AND ({0} IS NULL OR {0} >= %(before)s::date - 1 OR decided_on >= %(before)s)"
WHERE_RECEIVED: Final = {"of_cases": _IN.format("s.received_on"), "of_past": _IN.format("received_on")}
WHERE_ENDED: Final = {"of_cases": _CLOSED, "of_past": _IN.format("ended_on")}
WHERE_LIVED: Final = {"of_cases": _SINCE.format("closed_at"), "of_past": _SINCE.format("ended_on")}
WHERE_EITHER: Final = {
    "of_cases": f"({_IN.format('s.received_on')} OR {_CLOSED})",
    "of_past": f"({_IN.format('received_on')} OR {_IN.format('ended_on')})",
}
RECEIVED: Final = """
SELECT rang, par, cle, max(nom), count(*) FROM cas JOIN periode ON received_on BETWEEN debut AND fin
CROSS JOIN LATERAL (SELECT par, cle COLLATE "C" AS cle, nom COLLATE "C" AS nom FROM (VALUES
    ('recevabilite', recevabilite, ''),
    ('irrecevable', CASE WHEN recevabilite = 'irrecevable' THEN
        CASE WHEN demarche = 'aucune' THEN 'sans-demarche' ELSE 'autre-motif' END END, ''),
    ('sort', sort, ''), ('canal', canal, ''), ('origine', origine, ''), ('qualite', qualite, ''),
    ('domaine', domaine_id::text, ''), ('service', lower(service), service),
    ('commune', postal_code || %(written)s || lower(town), ''),
    ('mois', to_char(received_on, 'YYYY-MM'), ''), ('bureau', organisation_id::text, '')
) AS compte (par, cle, nom)) AS comptes
GROUP BY rang, par, cle
"""
ENDED: Final = """
SELECT rang, par, cle, '', count(*) FROM cas JOIN periode ON ended_on BETWEEN debut AND fin
CROSS JOIN LATERAL (VALUES
    ('issue', CASE WHEN sort = 'retiree' THEN sort ELSE issue END), ('fin-bureau', organisation_id::text)
) AS comptes (par, cle)
GROUP BY rang, par, cle
UNION ALL
SELECT rang, 'accord', cle, '', count(*) FROM (
    SELECT p.concluded_on, CASE
        WHEN bool_or(e.execution = 'non-tenu') THEN 'non-tenu'
        WHEN bool_or(e.execution = 'attendu') THEN 'attendu'
        ELSE 'tenu'
    END AS cle
    FROM mediature_protocole p JOIN mediature_saisine s ON s.id = p.saisine_id
    LEFT JOIN mediature_engagement e ON e.protocole_id = p.id
    WHERE s.organisation_id = ANY (%(offices)s) AND p.concluded_on BETWEEN %(before)s AND %(end)s
    GROUP BY p.id
) accords JOIN periode ON concluded_on BETWEEN debut AND fin
GROUP BY rang, cle
"""
DELAYS: Final = """
SELECT rang, count(*) FILTER (WHERE decided_on BETWEEN debut AND fin),
       percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY decided_on - received_on)
           FILTER (WHERE decided_on BETWEEN debut AND fin),
       count(*) FILTER (WHERE ended_on BETWEEN debut AND fin),
       percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ended_on - received_on)
           FILTER (WHERE ended_on BETWEEN debut AND fin),
       count(*) FILTER (WHERE received_on <= fin AND (sort = 'en-cours' OR ended_on > fin))
FROM cas CROSS JOIN periode GROUP BY rang
"""

OFFICES: Final = """
SELECT organisation_id, count(*) FILTER (WHERE received_on BETWEEN debut AND fin),
       count(*) FILTER (WHERE ended_on BETWEEN debut AND fin)
FROM cas JOIN periode ON rang = 0 GROUP BY organisation_id
"""


@dataclass(frozen=True)
class Periode:
    """The days counted, both included."""

    start: date
    end: date

    @property
    def before(self) -> "Periode":
        """The same days as many whole years before as the period lasts."""
        years = (self.end.year - self.start.year) + (
            (self.end.month, self.end.day) >= (self.start.month, self.start.day)
        )
        return Periode(_years_before(self.start, years), _years_before(self.end + DAY, years) - DAY)


@dataclass(frozen=True)
class Delai:
    """How many days it took: half of the cases less, nine in ten less."""

    cases: int = 0
    median: float | None = None
    ninth: float | None = None


@dataclass
class Comptes:
    """What one period counts: by what, then by key."""

    by: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    decision: Delai = Delai()
    end: Delai = Delai()
    pending: int = 0

    @property
    def received(self) -> int:
        """How many came in."""
        return self.by["bureau"].total()

    @property
    def ended(self) -> int:
        """How many ended."""
        return self.by["fin-bureau"].total()


def compte(offices: Iterable[int], periode: Periode) -> tuple[Comptes, Comptes]:
    """What these offices count in a period, and in the one before it; as far as row security shows their cases."""
    asked = _asked(offices, periode)
    counted = (Comptes(), Comptes())
    with connection.cursor() as cursor:
        for statement, where in ((RECEIVED, WHERE_RECEIVED), (ENDED, WHERE_ENDED)):
            cursor.execute(CASES.format(**where) + statement, asked)
            for rank, by, key, name, count in cursor.fetchall():
                if key is not None or by == "domaine":
                    counted[rank].by[by][key or ""] += count
                    counted[rank].names[by, key or ""] = name
        cursor.execute(CASES.format(**WHERE_LIVED) + DELAYS, asked)
        for rank, decided, decision, ended, end, pending in cursor.fetchall():
            counted[rank].decision = Delai(decided, *(decision or ()))
            counted[rank].end = Delai(ended, *(end or ()))
            counted[rank].pending = pending
    return counted


def compte_by_office(offices: Iterable[int], periode: Periode) -> dict[int, tuple[int, int]]:
    """How many cases came in, and how many ended, in each office where any did."""
    with connection.cursor() as cursor:
        cursor.execute(CASES.format(**WHERE_EITHER) + OFFICES, _asked(offices, periode))
        return {organisation: (received, ended) for organisation, received, ended in cursor.fetchall()}


def _asked(offices: Iterable[int], periode: Periode) -> dict[str, Any]:
    before = periode.before
    return {
        "offices": list(offices), "start": periode.start, "end": periode.end,
        "before": before.start, "until": before.end, "written": WRITTEN,
    }  # fmt: skip


def first_year(offices: Iterable[int]) -> int:
    """The year of the oldest case known; this year when there is none."""
    asked = {"offices": list(offices)}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT min(first) FROM (
                SELECT min(received_on) AS first FROM mediature_saisine WHERE organisation_id = ANY (%(offices)s)
                UNION ALL
                SELECT min(received_on) FROM mediature_caspasse WHERE organisation_id = ANY (%(offices)s)
            ) oldest""",
            asked,
        )
        oldest = cursor.fetchone()[0]
    return int(oldest.year) if oldest else clock.today().year


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
