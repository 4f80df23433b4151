"""What the office keeps of its list, and does of several cases at once."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from parvis.kernel.forms import offer, offer_one_of
from parvis.products.mediature.enums import ENDED, Etat
from parvis.products.mediature.forms.bureau import day_field

TAKE: Final = "prendre"
FREE: Final = "rendre"
DUE: Final = "echeance"
GIVE: Final = "a:"
MOVE: Final = "etat:"
CHOOSE: Final = "Cochez au moins un dossier."


class ViewForm(forms.Form):
    """A name for the list as it is."""

    columns = {"name": "mediature.Vue.name"}
    office = forms.TypedChoiceField(label="Bureau", coerce=int)
    query = forms.CharField(widget=forms.HiddenInput, max_length=1000, required=False)
    name = forms.CharField(
        label="Nom de la vue",
        help_text="Par exemple : recevables en retard.",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Donnez un nom à cette vue."},
    )
    shared = forms.BooleanField(label="La partager avec le bureau", required=False)
    preferred = forms.BooleanField(label="L’ouvrir d’abord, quand j’arrive sur la liste", required=False)

    def __init__(self, *args: Any, offices: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "vue_%s"} | kwargs)
        offer_one_of(self, "office", offices)


class BulkForm(forms.Form):
    """One act for the cases that are ticked, each as it was read."""

    geste = forms.ChoiceField(
        label="Que faire des dossiers cochés", error_messages={"required": "Choisissez quoi faire."}
    )
    due_on = day_field("Échéance", "Pour « Fixer une échéance ».")

    def __init__(self, *args: Any, people: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "lot_%s"} | kwargs)
        moves = [(f"{MOVE}{each.value}", each.label) for each in Etat if each not in ENDED and each != Etat.A_TRAITER]
        offer(
            self,
            "geste",
            [
                ("", "Choisir"),
                (TAKE, "Me les attribuer"),
                (FREE, "Les rendre au bureau"),
                (DUE, "Fixer une échéance"),
                ("Les attribuer à", [(f"{GIVE}{key}", name) for key, name in people.items()]),
                ("Les faire passer à", moves),
            ],
        )

    @property
    def cases(self) -> list[tuple[str, int]]:
        """The number of each case that is ticked, with its version; what was not written by this page is left out."""
        ticked = [each.partition(":") for each in cast(QueryDict, self.data).getlist("dossier")]
        return [(number, int(version)) for number, _, version in ticked if version.isdecimal()]

    def clean(self) -> dict[str, Any]:
        """Something is ticked, and a deadline has its day."""
        given: dict[str, Any] = super().clean() or {}
        if not self.cases:
            raise ValidationError(CHOOSE)
        if given.get("geste") == DUE and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Donnez la date de l’échéance.")
        return given
