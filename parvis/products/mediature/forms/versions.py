"""A more recent file for a document, and what it is called then."""

from typing import Any

from django import forms
from django.core.files import File

from parvis.core.documents.forms.uploads import OneReceivedField, ReceivingInput, receive
from parvis.core.documents.queries.grants import Grant
from parvis.core.documents.queries.refusals import refuse
from parvis.kernel.actor import Actor
from parvis.kernel.forms import offer
from parvis.products.mediature.actions.drafting import LARGEST
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.forms.saisir import ACCEPTED
from parvis.products.mediature.models import Piece
from parvis.products.mediature.queries.access import LABEL


class NewFileForm(forms.Form):
    """The new file; ``version`` is the document as it was read."""

    columns = {"file": "mediature.Piece.label"}
    version = forms.IntegerField(widget=forms.HiddenInput)
    file = OneReceivedField(
        label="Nouveau fichier",
        widget=ReceivingInput({"accept": ACCEPTED}),
        error_messages={"required": "Choisissez le fichier.", "empty": "Ce fichier est vide : choisissez-en un autre."},
    )

    def __init__(self, *args: Any, by: Actor, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receive(self, "file", grant=Grant(by, f"mediature.Piece:{piece.pk}:version", 1, LARGEST))

    def clean_file(self) -> File:
        """A file that somebody will open."""
        file: File = self.cleaned_data["file"]
        refuse(file, LARGEST)
        return file


class ReplaceForm(NewFileForm):
    """What the office may change along with the file."""

    columns = {"file": "mediature.Piece.label", "label": "mediature.Piece.label"}
    label = forms.CharField(
        label="Intitulé", max_length=200, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    visibility = forms.ChoiceField(
        label="Visible par", help_text="Les versions précédentes gardent les lecteurs qu’elles avaient."
    )

    def __init__(self, *args: Any, by: Actor, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, by=by, piece=piece, **kwargs)
        readers = [Visibilite.REQUERANT, Visibilite.BUREAU]
        if piece.given_by == LABEL:
            readers = [Visibilite.REQUERANT]
        elif piece.visibility == Visibilite.MEDIATEUR:
            readers.append(Visibilite.MEDIATEUR)
        offer(self, "visibility", [(each.value, each.label) for each in readers])
