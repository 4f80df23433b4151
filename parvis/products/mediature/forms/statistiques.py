"""The period that is counted, as the address of the page says it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict

from parvis.kernel import clock
from parvis.kernel.forms import offer, offer_one_of
from parvis.kernel.french.typography import MONTHS
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.queries.comptes import DAY, Periode, year_of

FREE: Final = "libre"
MONTHS_OFFERED: Final = 18
YEAR: Final = 12
LONGEST: Final = 10
# What one counts by hand, and what the calendar of the database bears once the period before is taken from it.
OLDEST: Final = 1900


class PeriodForm(forms.Form):
    """A year, a month, or two days; for somebody of several offices, which one."""

    mark_optional = False
    bureau = forms.TypedChoiceField(label="Bureau", coerce=int, required=False)
    periode = forms.ChoiceField(
        label="Période",
        required=False,
        error_messages={"invalid_choice": "Choisissez une période de la liste."},
    )
    du = day_field("Du")
    au = day_field("Au", "Compris. Ces deux dates servent si « Dates libres » est choisi.")

    def __init__(self, data: QueryDict, *, offices: Mapping[int, str], oldest: int) -> None:
        asked = data.copy()
        asked.setdefault("periode", str(clock.today().year))
        super().__init__(asked)
        self.offices = offices
        today = clock.today()
        self.last = today.year + 1
        years = [(str(year), str(year)) for year in range(today.year, oldest - 1, -1)]
        last = today.year * YEAR + today.month - 1
        months = [
            (f"{each // YEAR}-{each % YEAR + 1:02}", f"{MONTHS[each % YEAR]} {each // YEAR}")
            for each in range(last, last - MONTHS_OFFERED, -1)
        ]
        choices = [("Années", years), ("Mois", months), ("Autre", [(FREE, "Dates libres")])]
        offer(self, "periode", choices)
        offer_one_of(self, "bureau", offices)

    def clean(self) -> dict[str, Any]:
        """Two days that make a period."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("periode") == FREE and not {"du", "au"} & self.errors.keys():
            start, end = given.get("du"), given.get("au")
            if start is None or end is None:
                self.add_error("du" if start is None else "au", "Donnez les deux dates de la période.")
            elif far := [name for name, day in (("du", start), ("au", end)) if not OLDEST <= day.year <= self.last]:
                self.add_error(far[0], f"Donnez une date entre {OLDEST} et {self.last}.")
            elif end < start:
                self.add_error("au", "Donnez une fin qui ne précède pas le début.")
            elif end.year - start.year >= LONGEST:
                self.add_error("au", f"Donnez une période de {LONGEST} ans au plus.")
        return given

    @property
    def office(self) -> int:
        """The office whose figures are asked."""
        chosen: int | None = self.cleaned_data.get("bureau")
        return chosen if chosen is not None and chosen in self.offices else next(iter(self.offices))

    @property
    def chosen(self) -> Periode:
        """What is counted; this year, while what is asked is wrong."""
        today = clock.today()
        chosen = self.cleaned_data.get("periode") if self.is_valid() else ""
        if chosen == FREE:
            return Periode(self.cleaned_data["du"], self.cleaned_data["au"])
        year, _, month = (chosen or str(today.year)).partition("-")
        if not month:
            return year_of(int(year))
        start = date(int(year), int(month), 1)
        following = date(start.year + start.month // YEAR, start.month % YEAR + 1, 1)
        return Periode(start, following - DAY)
