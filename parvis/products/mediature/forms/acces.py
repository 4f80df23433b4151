"""Which case is read in an emergency, on what ground, and why in one's own words."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from parvis.products.mediature.actions.acces import SHORTEST, TOO_SHORT, too_long
from parvis.products.mediature.enums import Motif


class EmergencyForm(forms.Form):
    """A number and two reasons."""

    columns = {"reason": "mediature.AccesExceptionnel.reason"}
    number = forms.CharField(
        label="Numéro du dossier",
        help_text="Par exemple : 2026-000041.",
        max_length=20,
        error_messages={"required": "Écrivez le numéro du dossier."},
    )
    motif = forms.ChoiceField(
        label="Motif",
        choices=Motif.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un motif.", "invalid_choice": "Choisissez un motif de la liste."},
    )
    reason = forms.CharField(
        label="Ce qui se passe, et pourquoi rien d’autre ne suffit",
        min_length=SHORTEST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": TOO_SHORT, "min_length": TOO_SHORT},
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.help_text = f"De {SHORTEST} à {most} signes. Le bureau les lira en entier dans le dossier."
        reason.validators.append(MaxLengthValidator(most, too_long(most)))
