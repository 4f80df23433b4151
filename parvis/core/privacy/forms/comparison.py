"""Which two versions to compare."""

from collections.abc import Sequence
from typing import Any

from django import forms


class ComparisonForm(forms.Form):
    """Two published versions; by default the last and the one before it."""

    avant = forms.TypedChoiceField(
        label="Version de départ", coerce=int, error_messages={"required": "Choisissez la version de départ."}
    )
    apres = forms.TypedChoiceField(
        label="Version d’arrivée", coerce=int, error_messages={"required": "Choisissez la version d’arrivée."}
    )

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, f"Version {number}") for number in numbers]
        for name, position in (("avant", 1), ("apres", 0)):
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]  # a choice field, by the declaration above
            field.error_messages["invalid_choice"] = "Choisissez une version publiée."
            field.initial = numbers[min(position, len(numbers) - 1)] if numbers else None
            field.widget.attrs["class"] = "fr-select"
