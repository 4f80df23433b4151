"""A word beside an opinion."""

from django import forms

from parvis.products.mediature.actions.opining import LONGEST


class WordForm(forms.Form):
    """What the person wants to add, if they want to."""

    columns = {"word": "mediature.Avis.word"}
    word = forms.CharField(
        label="Un mot au bureau du médiateur",
        help_text="N’y mettez rien que vous ne diriez pas au médiateur : son bureau le lit avec votre dossier.",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
