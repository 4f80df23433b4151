"""The steps of a saisine, as forms: each says what it asks, none is longer than its subject."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from parvis.core.documents.forms.uploads import ReceivingField, ReceivingInput, receive
from parvis.core.documents.queries.grants import Grant
from parvis.kernel.actor import Actor
from parvis.kernel.forms import past
from parvis.kernel.french.phone import to_e164
from parvis.products.mediature.actions.drafting import LARGEST
from parvis.products.mediature.enums import Demarche, Juge, Qualite
from parvis.products.mediature.queries.etapes import ADDRESS, MEANS

ACCEPTED = "image/*,application/pdf,.doc,.docx,.odt,.rtf,.txt,.xls,.xlsx,.ods,.eml,audio/*,video/*"


class FaitsForm(forms.Form):
    """What happened, what the person asks, and of which service."""

    columns = {
        "facts": "mediature.Saisine.facts",
        "expected": "mediature.Saisine.expected",
        "service": "mediature.Saisine.service",
    }
    facts = forms.CharField(
        label="Que s’est-il passé ?",
        help_text="Avec vos mots : les faits, les dates, ce que le service vous a dit. Vous pourrez compléter ensuite.",
        max_length=20000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Racontez ce qui s’est passé, même en deux phrases."},
    )
    expected = forms.CharField(
        label="Que demandez-vous ?",
        help_text="Par exemple : être remboursé de 120 euros, ou avoir une explication.",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    service = forms.CharField(
        label="Quel service est concerné ?",
        help_text="Par exemple : service scolaire, urbanisme, eau. Si vous ne savez pas, laissez vide.",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class DemarcheForm(forms.Form):
    """What was already asked of the service. A date that nobody remembers stops nobody."""

    columns = {
        "demarche": "mediature.Saisine.demarche",
        "asked_on": "mediature.Saisine.asked_on",
        "answered_on": "mediature.Saisine.answered_on",
    }
    demarche = forms.ChoiceField(
        label="Avez-vous déjà demandé au service de revoir sa position ?",
        choices=Demarche,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez la réponse la plus proche de votre situation."},
    )
    asked_on = forms.DateField(
        label="Date de votre démarche",
        help_text="Une date approchée suffit : celle de votre courrier, de votre courriel ou de votre visite.",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Écrivez une date, par exemple 03/03/2026."},
    )
    answered_on = forms.DateField(
        label="Date de la réponse du service",
        help_text="Si vous en avez reçu une : la date à laquelle elle vous est arrivée.",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Écrivez une date, par exemple 03/03/2026."},
    )

    def clean_asked_on(self) -> date | None:
        """Not in the future."""
        return past(self.cleaned_data["asked_on"])

    def clean_answered_on(self) -> date | None:
        """Not in the future."""
        return past(self.cleaned_data["answered_on"])

    def clean(self) -> dict[str, Any]:
        """Only the dates that go with the answer; a reply comes after what was asked."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("demarche") == Demarche.AUCUNE:
            told["asked_on"] = None
        if told.get("demarche") != Demarche.REPONSE:
            told["answered_on"] = None
        asked, answered = told.get("asked_on"), told.get("answered_on")
        if asked and answered and answered < asked:
            self.add_error("answered_on", "La réponse ne peut pas être arrivée avant votre démarche : vérifiez.")
        return told


class JugeForm(forms.Form):
    """Whether a court has the dispute."""

    columns = {"juge": "mediature.Saisine.juge"}
    juge = forms.ChoiceField(
        label="Avez-vous, vous ou l’administration, déjà demandé à un juge de trancher ce désaccord ?",
        choices=Juge,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse. Si vous hésitez : « Je ne sais pas »."},
    )


class PiecesForm(forms.Form):
    """Photographs and files."""

    columns = {"photo": "mediature.Piece.label", "fichiers": "mediature.Piece.label"}
    photo = ReceivingField(
        label="Photographier un document",
        help_text="Sur un téléphone, l’appareil photo s’ouvre. Posez la feuille à plat, en pleine lumière.",
        required=False,
        widget=ReceivingInput({"accept": "image/*", "capture": "environment"}),
    )
    fichiers = ReceivingField(
        label="Choisir des fichiers",
        help_text=f"Photos, PDF, textes, courriels : {LARGEST // 1_000_000} Mo au plus chacun.",
        required=False,
        widget=ReceivingInput({"accept": ACCEPTED}),
    )

    def receive(self, by: Actor, place: str, most: int) -> None:
        """Let ``by`` send ``most`` files before the form itself, for the draft or the case called ``place``."""
        receive(self, "photo", "fichiers", grant=Grant(by, place, most, LARGEST))

    @property
    def chosen(self) -> list[tuple[str, Any]]:
        """Each file with the field that it came by."""
        return [(name, file) for name in ("photo", "fichiers") for file in self.cleaned_data.get(name, [])]


class VousForm(forms.Form):
    """Who files, and how to reach them: one way is enough."""

    columns = {
        name: f"mediature.Requerant.{name}"
        for name in ("first_name", "last_name", "email", "phone", "street", "postal_code", "town")
    } | {"qualite": "mediature.Saisine.qualite", "represented_by": "mediature.Saisine.represented_by"}
    first_name = forms.CharField(
        label="Prénom",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "given-name", "dir": "auto"}),
        error_messages={"required": "Écrivez votre prénom."},
    )
    last_name = forms.CharField(
        label="Nom",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "family-name", "dir": "auto"}),
        error_messages={"required": "Écrivez votre nom."},
    )
    qualite = forms.ChoiceField(label="Vous agissez en tant que", choices=Qualite, initial=Qualite.PARTICULIER)
    email = forms.EmailField(
        label="Adresse électronique",
        help_text="Votre reçu et votre code de suivi y sont envoyés. Par exemple : nom@domaine.fr",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Téléphone",
        help_text="Par exemple : 03 81 61 50 50",
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    street = forms.CharField(
        label="Numéro et rue",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    postal_code = forms.CharField(
        label="Code postal",
        max_length=10,
        required=False,
        widget=forms.TextInput({"autocomplete": "postal-code"}),
    )
    town = forms.CharField(
        label="Ville", max_length=100, required=False, widget=forms.TextInput({"autocomplete": "address-level2"})
    )
    represented_by = forms.CharField(
        label="Quelqu’un vous représente : son nom",
        help_text="Avocat, association, proche, tuteur. Joignez à l’étape « Vos documents » le mandat qui le dit.",
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        typed = self.cleaned_data["phone"].strip()
        try:
            return to_e164(typed) if typed else ""
        except ValueError:
            raise ValidationError("Écrivez un numéro de téléphone complet, par exemple 03 81 61 50 50.") from None

    def clean(self) -> dict[str, Any]:
        """One way at least; an address is whole or is not given."""
        told: dict[str, Any] = super().clean() or {}
        if any(told.get(name) for name in ADDRESS):
            for name in ADDRESS:
                if name not in self.errors and not told.get(name):
                    self.add_error(name, "Complétez l’adresse postale, ou laissez-la toute vide.")
        elif not self.errors and not any(told.get(name) for name in MEANS):
            self.add_error(
                "email", "Donnez une adresse électronique, un téléphone ou une adresse postale : un seul suffit."
            )
        return told


class EnvoiForm(forms.Form):
    """Nothing is asked at the end: what is missing is told on top, as on any form."""


class RappelForm(forms.Form):
    """Where to send oneself the code."""

    columns = {"rappel": "notifications.Outgoing.recipient"}
    rappel = forms.EmailField(
        label="M’envoyer ce code par courriel",
        help_text="Par exemple : nom@domaine.fr",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": "Écrivez l’adresse électronique où envoyer le code."},
    )


class CodeForm(forms.Form):
    """The code, copied from a receipt."""

    code = forms.CharField(
        label="Votre code",
        help_text="Douze lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance. "
        "Par exemple : K7F3 9QWM 2XAB",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Écrivez votre code : il est sur votre reçu et dans votre courriel."},
    )


class LostForm(forms.Form):
    """The address that was given in the saisine."""

    columns = {"email": "mediature.Requerant.email"}
    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Par exemple : nom@exemple.fr",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": "Écrivez votre adresse électronique.",
            "invalid": "Écrivez une adresse comme nom@exemple.fr.",
        },
    )


STEPS: Mapping[str, type[forms.Form]] = {
    "faits": FaitsForm,
    "demarche": DemarcheForm,
    "juge": JugeForm,
    "vous": VousForm,
}
"""The form of each step that asks questions."""
