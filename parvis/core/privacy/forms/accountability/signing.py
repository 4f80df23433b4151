"""What is asked of whoever signs."""

from datetime import date
from typing import ClassVar

from django import forms

from parvis.kernel import clock

ADOPT, REFUSE = "adopter", "refuser"
LONGEST = 150


class SignatureForm(forms.Form):
    """A name, which stays in the register, and a quality, which is published."""

    signatory = forms.CharField(
        label="Nom de la personne qui signe",
        max_length=LONGEST,
        help_text="Gardé au registre, jamais publié.",
        error_messages={"required": "Donnez le nom de la personne qui signe."},
    )
    quality = forms.CharField(
        label="Sa fonction",
        max_length=LONGEST,
        help_text="Publiée sur la page du service. Par exemple : déléguée à la protection des données de l’ANCT.",
        error_messages={"required": "Donnez la fonction de la personne qui signe."},
    )


class DecisionForm(SignatureForm):
    """Adopt the reading that the software applies, or refuse it."""

    columns: ClassVar = {
        "reason": "privacy.DecisionTaken.reason",
        "signatory": "privacy.DecisionTaken.signatory",
    }
    outcome = forms.ChoiceField(
        label="Cette lecture",
        widget=forms.RadioSelect,
        choices=[
            (ADOPT, "est adoptée : le logiciel l’applique déjà"),
            (REFUSE, "est refusée : la politique n’est pas publiée tant que le logiciel ne change pas"),
        ],
        error_messages={"required": "Dites si la lecture est adoptée ou refusée."},
    )
    reason = forms.CharField(
        label="Motif",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce qui a pesé. Gardé au registre, jamais publié.",
        error_messages={"required": "Donnez le motif de la décision."},
    )
    field_order = ("outcome", "reason", "signatory", "quality")


class AssessmentForm(SignatureForm):
    """Where the signed document is kept, who wrote it, and the officer's opinion."""

    columns: ClassVar = {
        "author": "privacy.Assessment.author",
        "opinion": "privacy.Assessment.opinion",
        "signatory": "privacy.Assessment.signatory",
    }
    reference = forms.CharField(
        label="Référence du document signé",
        max_length=200,
        help_text="Par exemple : AIPD 2026-04, dossier partagé de la conformité.",
        error_messages={"required": "Donnez de quoi retrouver le document signé."},
    )
    author = forms.CharField(
        label="Auteur de l’analyse",
        max_length=LONGEST,
        error_messages={"required": "Donnez le nom de qui a rédigé l’analyse."},
    )
    opinion = forms.CharField(
        label="Avis du délégué à la protection des données",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Donnez l’avis du délégué à la protection des données."},
    )
    signed_on = forms.DateField(
        label="Date de la signature",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Donnez la date de la signature.",
            "invalid": "Donnez une date, comme 03/03/2026.",
        },
    )
    field_order = ("reference", "author", "opinion", "signatory", "quality", "signed_on")

    def clean_signed_on(self) -> date:
        """Nothing is signed in the future."""
        day: date = self.cleaned_data["signed_on"]
        if day > clock.today():
            raise forms.ValidationError("Donnez une date passée, ou celle d’aujourd’hui.")
        return day
