"""The days for which somebody is away, and who stands in; why somebody withdraws from a case."""

from collections.abc import Mapping
from typing import Any

from django import forms

from parvis.core.accounts.models import User
from parvis.kernel.forms import offer_one_of, offer_rows
from parvis.products.mediature.actions.handling import mediators_of
from parvis.products.mediature.forms.bureau import ActForm, day_field


class AwayForm(ActForm):
    """Why one withdraws."""

    columns = {"reason": "mediature.Deport.reason"}
    reason = forms.CharField(
        label="Pourquoi vous vous retirez",
        help_text="Par exemple : je connais la personne. Le bureau seul le lira, et ce dossier se fermera pour vous.",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Dites pourquoi vous vous retirez : le bureau seul le lira."},
    )


class AbsenceForm(forms.Form):
    """Two days and a colleague."""

    office = forms.TypedChoiceField(label="Bureau", coerce=int)
    starts_on = day_field("Premier jour", required=True)
    ends_on = day_field("Dernier jour", required=True)
    substitute = forms.ModelChoiceField(
        label="Remplaçant",
        queryset=User.objects.none(),
        empty_label="Choisir",
        error_messages={"required": "Choisissez qui vous remplace.", "invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, *args: Any, offices: Mapping[int, str], user: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_one_of(self, "office", offices)
        people = mediators_of(next(iter(offices), 0))
        for office in list(offices)[1:]:
            people = people | mediators_of(office)
        offer_rows(self, "substitute", people.exclude(pk=user))
