"""A letter before it is kept, and its delivery."""

from typing import Any

from django import forms

from parvis.kernel import clock
from parvis.kernel.forms import offer
from parvis.products.mediature.actions.lettering import LONGEST
from parvis.products.mediature.enums import Moyen
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.models import Requerant


class LetterForm(forms.Form):
    """The words, block by block."""

    words = forms.CharField(
        label="Texte du courrier",
        help_text="Séparez les paragraphes par une ligne vide. « ## » au début d’un paragraphe en fait un titre, « - » "
        "au début de chaque ligne une liste. L’en-tête, la date et la signature s’ajoutent d’eux-mêmes.",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 24}),
        error_messages={"required": "Écrivez le courrier."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class HandForm(forms.Form):
    """How the letter left, and when."""

    moyen = forms.ChoiceField(label="Remis", widget=forms.RadioSelect, error_messages={"required": "Dites comment."})
    on = day_field("Le", required=True)

    def __init__(self, data: Any = None, *, person: Requerant) -> None:
        super().__init__(data, initial={"on": clock.today()})
        reached = {Moyen.COURRIEL: person.email, Moyen.POSTE: person.street, Moyen.MAIN: True}
        offered = [(each.value, each.label) for each in Moyen if reached[each]]
        offer(self, "moyen", offered)
