"""To whom a case is to go, what the person answers, and what they share."""

from typing import Any

from django import forms

from parvis.kernel import clock
from parvis.kernel.forms import offer, offer_rows
from parvis.products.mediature.enums import Canal
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.models import Collectivite, Saisine
from parvis.products.mediature.queries.pieces import Fichier
from parvis.products.mediature.queries.transferts import takers

YES, NO = "oui", "non"


class ProposeForm(forms.Form):
    """Another authority whose mandate runs, and why it is the one."""

    columns = {"reasons": "mediature.Transfert.reasons"}
    to = forms.ModelChoiceField(
        label="Médiateur de",
        queryset=Collectivite.objects.none(),
        error_messages={
            "required": "Choisissez le médiateur qui prendrait ce dossier.",
            "invalid_choice": "Choisissez une collectivité dont le médiateur prend des dossiers aujourd’hui.",
        },
    )
    reasons = forms.CharField(
        label="Pourquoi ce médiateur",
        help_text="La personne le lira. Si la recevabilité n’est pas encore décidée, ce sera le motif de la "
        "réorientation.",
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Dites pourquoi ce médiateur est compétent : la personne le lira."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, saisine: Saisine, to: int | None = None) -> None:
        first = {"to": to, "reasons": saisine.reasons, "version": saisine.version}
        super().__init__(data, initial=first)
        offer_rows(self, "to", Collectivite.objects.with_mandate().exclude(organisation=saisine.organisation_id))
        offer(self, "to", [("", "Choisir"), *takers(saisine)])


class ShareForm(forms.Form):
    """Which documents go along: none that was not chosen."""

    mark_optional = False
    pieces = forms.TypedMultipleChoiceField(
        label="Documents à transmettre",
        help_text="Cochez ceux que vous acceptez de transmettre.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez parmi les documents de ce dossier."},
    )

    def __init__(self, data: Any = None, *, files: list[Fichier], **given: Any) -> None:
        super().__init__(data, **given)
        if files:
            offer(self, "pieces", [(each.piece.pk, each.name) for each in files])
        else:
            del self.fields["pieces"]

    @property
    def shared(self) -> list[int]:
        """The pieces that go along."""
        return self.cleaned_data.get("pieces", [])


class ConsentForm(ShareForm):
    """What the person answers, by one of two buttons."""

    def clean(self) -> dict[str, Any]:
        if self.data.get("reponse") not in {YES, NO}:
            raise forms.ValidationError("Répondez par l’un des deux boutons : oui, ou non.")
        return self.cleaned_data


class AnswerForm(ShareForm):
    """What the person answered otherwise than on their page: how, when, and who heard it."""

    columns = {"words": "mediature.Transfert.words"}
    answer = forms.ChoiceField(
        label="Réponse de la personne",
        choices=[(YES, "Elle accepte le transfert"), (NO, "Elle refuse")],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que la personne a répondu."},
    )
    canal = forms.ChoiceField(
        label="Donnée",
        choices=[("", "Choisir"), *[each for each in Canal.choices if each[0] != Canal.FORMULAIRE]],
        error_messages={"required": "Dites par quelle voie elle a répondu."},
    )
    on = day_field("Le", required=True)
    words = forms.CharField(
        label="Qui a recueilli la réponse, et comment",
        help_text="Par exemple : accord signé au bureau devant Mme Petitjean, ajouté aux documents.",
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Dites qui a recueilli la réponse, et comment."},
    )
    field_order = ("answer", "canal", "on", "words", "pieces")

    def __init__(self, data: Any = None, *, files: list[Fichier], since: str) -> None:
        super().__init__(data, files=files)
        self.fields["on"].widget.attrs |= {"min": since, "max": clock.today().isoformat()}
        if "pieces" in self.fields:
            self.fields["pieces"].help_text = "Seulement ceux que la personne accepte de transmettre."
