"""Filters of the journal."""

from django import forms

from parvis.core.journal.queries.lines import Filters


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, input_formats=["%Y-%m-%d"], widget=widget)


class FilterForm(forms.Form):
    """By actor, action and day; kept in the address."""

    mark_optional = False
    auteur = forms.CharField(
        label="Auteur", required=False, max_length=120, help_text="Par exemple : user:12 ou system:load.geography"
    )
    action = forms.CharField(label="Action", required=False, max_length=60, help_text="Par exemple : read")
    du = _day("Du")
    au = _day("Au")

    @property
    def filters(self) -> Filters:
        """What to look for; a filter that cannot be read is left aside, its error shown."""
        given = getattr(self, "cleaned_data", {})
        return Filters(given.get("auteur", ""), given.get("action", ""), given.get("du"), given.get("au"))
