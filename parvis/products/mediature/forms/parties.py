"""Who is in a mediation, and since when."""

from typing import Any

from django import forms

from parvis.kernel import clock
from parvis.kernel.forms import offer_rows
from parvis.products.mediature.enums import Cote, Visibilite
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.forms.enregistrer import OFF
from parvis.products.mediature.models import Partie, Piece, Saisine
from parvis.products.mediature.queries.echanges import in_the_case


def _piece_field(label: str, help_text: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label,
        help_text=help_text,
        queryset=Piece.objects.none(),
        required=False,
        empty_label="Aucune",
        error_messages={"invalid_choice": "Choisissez parmi les pièces de ce dossier."},
    )


class PartyForm(forms.Form):
    """Who, and by which mandate."""

    columns = {"name": "mediature.Partie.name"}
    cote = forms.ChoiceField(label="Côté", choices=Cote, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Nom",
        help_text="De la personne, du service ou de l’organisme.",
        max_length=200,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Écrivez le nom de la partie."},
    )
    mandate = _piece_field("Pièce du mandat", "Pour qui représente quelqu’un. Ajoutez-la d’abord au dossier.")

    def __init__(self, data: Any = None, *, saisine: Saisine) -> None:
        first = {"cote": Cote.REQUERANT, "name": str(saisine.requerant)}
        known = Partie.objects.filter(saisine=saisine).exists()
        super().__init__(data, initial={"cote": Cote.ADMINISTRATION} if known else first)
        offer_rows(self, "mandate", _pieces(saisine))


class AgreementForm(forms.Form):
    """When, and what shows it."""

    columns = {"how": "mediature.Partie.how"}
    on = day_field("Accord donné le", "La date écrite par la partie.", required=True)
    proof = _piece_field("Preuve", "Le courrier ou le courriel par lequel elle accepte. Ajoutez-le d’abord au dossier.")
    how = forms.CharField(
        label="Comment l’accord a été donné",
        help_text="À défaut de pièce : par exemple, signé sur place le jour de la réunion.",
        max_length=500,
        required=False,
        widget=forms.TextInput(OFF),
    )

    def __init__(self, data: Any = None, *, partie: Partie) -> None:
        super().__init__(data, initial={"on": partie.agreed_on, "proof": partie.proof_id, "how": partie.how})
        saisine = partie.saisine
        offer_rows(self, "proof", _pieces(saisine))
        limits = {"min": saisine.received_on.isoformat(), "max": clock.today().isoformat()}
        self.fields["on"].widget.attrs |= limits


def _pieces(saisine: Saisine) -> Any:
    kept = Piece.objects.filter(saisine=saisine).exclude(visibility=Visibilite.MEDIATEUR)
    return in_the_case(kept).select_related("document")
