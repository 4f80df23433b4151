"""A text that the office writes often."""

from collections.abc import Mapping
from typing import Any

from django import forms

from parvis.kernel.forms import offer_one_of


class CommonModelForm(forms.Form):
    """Its title, and its words with variables."""

    columns = {"title": "mediature.Modele.title", "text": "mediature.Modele.text"}
    title = forms.CharField(
        label="Titre",
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Donnez un titre à ce texte."},
    )
    text = forms.CharField(
        label="Texte",
        help_text="Par exemple : Bonjour {{ prenom }}, votre saisine {{ numero }} est arrivée.",
        max_length=8000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Écrivez le texte."},
    )


class ModelForm(CommonModelForm):
    """A text of one office."""

    office = forms.TypedChoiceField(label="Bureau", coerce=int)
    field_order = ("office", "title", "text")

    def __init__(self, *args: Any, offices: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_one_of(self, "office", offices)
