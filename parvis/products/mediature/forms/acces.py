"""Which case is read in an emergency, on what ground, and why in one's own words."""

from django import forms

from parvis.products.mediature.actions.acces import SHORTEST, TOO_SHORT
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
        help_text=f"Au moins {SHORTEST} signes. Le médiateur principal du bureau le lira.",
        min_length=SHORTEST,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": TOO_SHORT, "min_length": TOO_SHORT},
    )
