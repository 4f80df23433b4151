"""What goes to a court: ticked one by one, with the ground and the reasons."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from parvis.kernel.forms import offer
from parvis.products.mediature.actions.producing import Choice
from parvis.products.mediature.enums import Fondement
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.models import Partie
from parvis.products.mediature.queries.productions import Groupe, Offert

TICKED: Final = {
    Groupe.OUVERT: (
        "Hors du secret de la médiation",
        "Décision sur la recevabilité, attestations, courriers. Les dates légales figurent toujours au bordereau.",
    ),
    Groupe.RECUEILLI: (
        "Documents et conclusion de la médiation",
        "Seulement avec l’accord de toutes les parties, ou sur l’une des deux exceptions de la loi.",
    ),
    Groupe.DIT: (
        "Ce que chacun a dit",
        "Seulement avec l’accord de toutes les parties, ou pour une raison impérieuse.",
    ),
}


def _ticks(groupe: Groupe) -> forms.MultipleChoiceField:
    label, help_text = TICKED[groupe]
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class ProduceForm(forms.Form):
    """Nothing is ticked to begin with; a group that has nothing to offer does not show."""

    columns = {
        "court": "mediature.Production.court",
        "reasons": "mediature.Production.reasons",
        "how": "mediature.Production.consents",
    }
    version = forms.IntegerField(widget=forms.HiddenInput)
    court = forms.CharField(
        label="Juridiction",
        help_text="Par exemple : tribunal administratif de Dijon, requête n° 2600123.",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Écrivez à quelle juridiction ces pièces sont remises."},
    )
    fondement = forms.ChoiceField(
        label="Fondement",
        choices=Fondement.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui permet cette remise."},
    )
    reasons = forms.CharField(
        label="Motifs",
        help_text="Pourquoi ces pièces, et pas d’autres. Le bordereau et le dossier gardent ces mots.",
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Écrivez pourquoi : le bordereau et le dossier le gardent."},
    )
    agreeing = forms.TypedMultipleChoiceField(
        label="Parties d’accord pour cette remise",
        help_text="Pour le fondement « toutes les parties sont d’accord ». Accepter la médiation n’est pas accepter "
        "que ses pièces aillent au juge.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agreed_on = day_field("Dernier accord donné le")
    how = forms.CharField(
        label="Comment chacun a donné son accord",
        max_length=1000,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    ouvert = _ticks(Groupe.OUVERT)
    recueilli = _ticks(Groupe.RECUEILLI)
    dit = _ticks(Groupe.DIT)

    def __init__(self, data: Any = None, *, items: Iterable[Offert], parties: Iterable[Partie], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        found = list(items)
        for groupe in Groupe:
            ticks = [(each.key, each.label) for each in found if each.groupe is groupe]
            if ticks:
                offer(self, groupe.value, ticks)
            else:
                del self.fields[groupe.value]
        people = [(each.pk, f"{each.name} ({each.get_cote_display().lower()})") for each in parties]
        if people:
            offer(self, "agreeing", people)
        else:
            for name in ("agreeing", "agreed_on", "how"):
                del self.fields[name]

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        given = self.cleaned_data
        return Choice(
            court=given["court"],
            fondement=Fondement(given["fondement"]),
            reasons=given["reasons"],
            keys=tuple(key for groupe in Groupe for key in given.get(groupe.value, [])),
            agreeing=tuple(given.get("agreeing", [])),
            agreed_on=given.get("agreed_on"),
            how=given.get("how", ""),
        )
