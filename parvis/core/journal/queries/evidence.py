"""What this installation shows of the promise that access is traced."""

from parvis.core.journal.models import JournalVerification
from parvis.core.journal.queries.anchor import published_anchor
from parvis.core.journal.queries.months import first_month_kept, oldest_line
from parvis.kernel.declarations.privacy import Evidence, Figure
from parvis.kernel.french.typography import date_in_words


def journal_is_whole() -> Evidence | None:
    """The last verification of the chain, and the age of the oldest line; nothing before the first night."""
    last, oldest, limit = published_anchor(), oldest_line(), first_month_kept()
    if last is None:
        return None
    kept = oldest is None or oldest.date() >= limit
    return Evidence(
        (
            Figure("lignes vérifiées", last.links),
            Figure("chaîne", "intacte" if last.sound else last.flaw),
            Figure("ancre du journal", last.anchor or "journal vide", headline=True),
            Figure(
                "plus ancienne ligne",
                date_in_words(oldest.date(), weekday=False) if oldest else "aucune",
                f"pas avant le {date_in_words(limit, weekday=False)}",
            ),
            Figure("vérifications", JournalVerification.objects.count()),
        ),
        holds=last.sound and kept,
        at=last.verified_at,
    )
