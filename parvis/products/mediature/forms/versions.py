"""A more recent file for a document, and what it is called then."""

from typing import Any

from django import forms

from parvis.kernel.forms import offer
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.forms.saisir import ACCEPTED
from parvis.products.mediature.models import Piece
from parvis.products.mediature.queries.access import LABEL


class NewFileForm(forms.Form):
    """The new file; ``version`` is the document as it was read."""

    columns = {"file": "mediature.Piece.label"}
    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label="Nouveau fichier",
        widget=forms.FileInput({"accept": ACCEPTED}),
        error_messages={"required": "Choisissez le fichier.", "empty": "Ce fichier est vide : choisissez-en un autre."},
    )


class ReplaceForm(NewFileForm):
    """What the office may change along with the file."""

    columns = {"file": "mediature.Piece.label", "label": "mediature.Piece.label"}
    label = forms.CharField(
        label="Intitulé", max_length=200, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    visibility = forms.ChoiceField(
        label="Visible par", help_text="Les versions précédentes gardent les lecteurs qu’elles avaient."
    )

    def __init__(self, *args: Any, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = [Visibilite.REQUERANT, Visibilite.BUREAU]
        if piece.given_by == LABEL:
            readers = [Visibilite.REQUERANT]
        elif piece.visibility == Visibilite.MEDIATEUR:
            readers.append(Visibilite.MEDIATEUR)
        offer(self, "visibility", [(each.value, each.label) for each in readers])
