"""How long the files of a case last: as the policy promises at most, or as its authority declares less."""

from datetime import date

from parvis.kernel.declarations.privacy import Period
from parvis.products.mediature.models.collectivite import LONGEST_KEPT


def counted_from(ended_on: date, kept_months: int) -> date:
    """The day from which the longest duration ends no later than ``kept_months`` after ``ended_on``."""
    return Period(months=kept_months - LONGEST_KEPT).after(ended_on)
