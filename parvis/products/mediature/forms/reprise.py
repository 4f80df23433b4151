"""A spreadsheet of past years: which file, and what each of its columns says."""

from collections.abc import Mapping
from typing import Any

from django import forms

from parvis.core.documents.forms.uploads import OneReceivedField, ReceivingInput, receive
from parvis.core.documents.queries.grants import Grant
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.reprendre import LARGEST
from parvis.products.mediature.forms.rapport import OfficeForm
from parvis.products.mediature.queries.reprise import CHAMPS


class DepositForm(OfficeForm):
    """The file, and for somebody of several offices, whose it is."""

    file = OneReceivedField(
        label="Tableau (ODS, XLSX ou CSV)",
        help_text="Une ligne par dossier terminé, la première donne les noms des colonnes. "
        f"{LARGEST // 1_000_000} Mo au plus.",
        widget=ReceivingInput({"accept": ".ods,.xlsx,.csv"}),
        error_messages={"required": "Choisissez le fichier.", "empty": "Ce fichier est vide : choisissez-en un autre."},
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receive(self, "file", grant=Grant(by, "mediature.past", 1, LARGEST))


class MappingForm(forms.Form):
    """What each column says; a column of names is left out, and so is what it holds."""

    mark_optional = False

    def __init__(self, data: Any = None, *, columns: Mapping[str, list[str]], guessed: Mapping[str, str]) -> None:
        super().__init__(data)
        self.headings = list(columns)
        choices = [("", "Laisser de côté"), *((name, each.label) for name, each in CHAMPS.items())]
        for rank, (column, cells) in enumerate(columns.items()):
            shown = ", ".join(cell for cell in cells if cell)
            self.fields[f"c{rank}"] = forms.ChoiceField(
                label=f"Colonne « {column} »",
                help_text=f"Par exemple : {shown}" if shown else "Vide dans les premières lignes.",
                choices=choices,
                required=False,
                initial=guessed.get(column, ""),
            )

    @property
    def mapping(self) -> dict[str, str]:
        """What each column was said to say."""
        return {column: self.cleaned_data.get(f"c{rank}", "") for rank, column in enumerate(self.headings)}
