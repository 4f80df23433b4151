"""What sets up an office: its page, its mandates, its people; and what asks for one."""

from typing import Any, ClassVar, Final

from django import forms

from parvis.core.geography.enums import Niveau
from parvis.kernel.forms import offer
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.models import Agent, Collectivite, Mandat
from parvis.products.mediature.queries.annuaire import CALLED, Competent

OFF: Final = {"autocomplete": "off"}


class PageForm(forms.ModelForm):
    """What an authority says of itself and of its mediator."""

    class Meta:
        model = Collectivite
        fields = (
            "presentation", "how_to", "hours", "address", "phone", "email", "charter", "representative",
            "representative_title", "dpo_email", "kept_months",
        )  # fmt: skip
        labels: ClassVar[dict[str, str]] = {
            "address": "Adresse postale",
            "charter": "Charte",
            "dpo_email": "Adresse électronique du délégué à la protection des données",
            "kept_months": "Documents gardés après la clôture, en mois",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "presentation": "Qui est le médiateur, en quelques phrases simples.",
            "how_to": "Ce qu’il faut avoir fait avant, et ce qu’il faut joindre.",
            "hours": "Par exemple : le mardi de 9 h à 12 h, à l’hôtel de ville, sur rendez-vous.",
            "representative": "La politique le nomme : il répond des données de votre bureau.",
            "representative_title": "Par exemple : maire, présidente du conseil départemental.",
            "kept_months": "24 au plus, comme la politique le promet. Un nombre plus petit vaut aussi pour les "
            "dossiers déjà clos.",
        }
        widgets: ClassVar[dict[str, Any]] = {
            "presentation": forms.Textarea({"rows": 4}),
            "how_to": forms.Textarea({"rows": 4}),
            "charter": forms.Textarea({"rows": 8}),
            "representative": forms.TextInput(OFF),
            "representative_title": forms.TextInput(OFF),
        }


class MandatForm(forms.ModelForm):
    """What the délibération gives to a mediator."""

    deliberated_on = day_field("Délibération du", required=True)
    starts_on = day_field("Début du mandat", required=True)
    ends_on = day_field("Fin du mandat", "Laissez vide si la délibération n’en fixe pas.")

    class Meta:
        model = Mandat
        fields = ("mediateur", "deliberation", "deliberated_on", "starts_on", "ends_on", "scope", "means")
        labels: ClassVar[dict[str, str]] = {"mediateur": "Nom du médiateur"}
        help_texts: ClassVar[dict[str, str]] = {
            "mediateur": "Ni élu ni agent de la collectivité ou de ses groupements : la loi le veut indépendant.",
            "scope": "De quels services on peut le saisir.",
            "means": "Ce que la collectivité lui donne pour cela.",
        }
        widgets: ClassVar[dict[str, Any]] = {
            "mediateur": forms.TextInput(OFF),
            "scope": forms.Textarea({"rows": 3}),
            "means": forms.Textarea({"rows": 2}),
        }

    def clean(self) -> dict[str, Any]:
        """A mandate ends after it starts."""
        given: dict[str, Any] = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "La fin du mandat vient après son début.")
        return given


class FonctionForm(forms.Form):
    """The part that somebody has in the office."""

    fonction = forms.ChoiceField(
        label="Fonction",
        choices=Fonction.choices,
        widget=forms.RadioSelect,
        help_text="Un médiateur décide et clôt ; un assistant prépare ; le médiateur principal attribue et règle le "
        "bureau.",
        error_messages={"required": "Choisissez une fonction."},
    )

    @property
    def chosen(self) -> Fonction:
        """The part chosen."""
        return Fonction(self.cleaned_data["fonction"])


class CallForm(FonctionForm):
    """Whom to have join the office."""

    columns: ClassVar[dict[str, str]] = {"email": "organisations.Invitation.email"}
    field_order = ("email", "fonction")
    email = forms.EmailField(
        label="Adresse électronique",
        help_text="Elle reçoit une invitation, valable deux semaines.",
        widget=forms.EmailInput(OFF),
        error_messages={"required": "Écrivez l’adresse de la personne."},
    )


class TerritoryForm(forms.Form):
    """One of the authorities that govern a commune, and who answers for it."""

    columns: ClassVar[dict[str, str]] = {"words": "mediature.Adhesion.words"}
    territoire = forms.ChoiceField(
        label="Votre collectivité",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez votre collectivité."},
    )
    representative = forms.CharField(label="Nom du représentant légal", max_length=150, widget=forms.TextInput(OFF))
    representative_title = forms.CharField(
        label="Sa qualité", max_length=150, help_text="Par exemple : maire.", widget=forms.TextInput(OFF)
    )

    def __init__(self, *args: Any, levels: list[Competent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "territoire",
            [(f"{each.niveau}:{each.code}", f"{each.territory} ({CALLED[each.niveau]})") for each in levels],
        )

    @property
    def chosen(self) -> tuple[Niveau, str]:
        """The level and the code of the territory."""
        niveau, _, code = self.cleaned_data["territoire"].partition(":")
        return Niveau(niveau), code


class JoinForm(TerritoryForm):
    """What somebody says who asks for the page of their authority."""

    words = forms.CharField(
        label="Qui vous êtes, et la délibération qui crée la médiation",
        help_text="Votre fonction, le numéro et la date de la délibération. Un administrateur le vérifie, sauf si "
        "votre adresse est celle de la mairie, ou de son propre domaine.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Dites qui vous êtes, et quelle délibération crée la médiation."},
    )


class LeadForm(forms.Form):
    """Who is invited to be the main mediator of an office."""

    columns: ClassVar[dict[str, str]] = {"email": "organisations.Invitation.email"}
    email = forms.EmailField(
        label="Adresse électronique du médiateur principal",
        help_text="Elle reçoit une invitation, valable deux semaines.",
        widget=forms.EmailInput(OFF),
        error_messages={"required": "Écrivez l’adresse de la personne à inviter."},
    )


class OpenForm(LeadForm, TerritoryForm):
    """An authority that an administrator opens, and who is invited to be its main mediator."""


class RefusalForm(forms.Form):
    """Why a page is not given."""

    columns: ClassVar[dict[str, str]] = {"reasons": "mediature.Adhesion.reasons"}
    reasons = forms.CharField(
        label="Motif du refus",
        help_text="La personne le lira.",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Écrivez le motif : la personne le lira."},
    )


def part_of(agent: Agent) -> dict[str, Any]:
    """What the form shows first of somebody of the office."""
    return {"fonction": agent.fonction}
