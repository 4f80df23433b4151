"""The three questions of the public form, and what follows it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.rights.catalogue import acceptable, needs_addressee
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.french.phone import to_e164

MEANS: dict[Right, str] = {
    Right.ACCESS: "Savoir quelles données nous avons sur vous, en recevoir une copie, et savoir qui les a consultées.",
    Right.RECTIFY: "Faire corriger ce qui est faux ou incomplet.",
    Right.ERASE: "Faire effacer vos données, quand la loi le permet.",
    Right.RESTRICT: "Faire geler vos données : gardées, mais plus utilisées, le temps d’une vérification.",
    Right.PORT: "Recevoir les données que vous avez fournies dans un format que d’autres services savent lire.",
    Right.OBJECT: "Refuser que vos données soient utilisées ou publiées : elles sont masquées aussitôt.",
    Right.WITHDRAW: "Revenir sur un accord que vous avez donné.",
}


class ServicesForm(forms.Form):
    """Which services."""

    service = forms.MultipleChoiceField(
        label="De quels services s’agit-il ?",
        help_text="Cochez tous ceux qui peuvent vous concerner. En cas de doute, cochez-les tous.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un service : cochez-les tous en cas de doute."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [  # type: ignore[attr-defined]  # the stubs know only the base field
            (service.key, f"{service.title} : {service.mission}") for service in ordered_services()
        ]


class RightsForm(forms.Form):
    """Which rights, among those that these services accept: what they promise, and what the law adds."""

    droit = forms.MultipleChoiceField(
        label="Que demandez-vous ?",
        help_text="Vous pouvez cocher plusieurs cases.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une demande."},
    )

    def __init__(self, *args: Any, services: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["droit"].choices = [  # type: ignore[attr-defined]  # the stubs know only the base field
            (right.value, f"{right.words[0].upper()}{right.words[1:]} : {MEANS[right]}")
            for right in acceptable(services)
        ]


class PersonForm(forms.Form):
    """Who asks, and how to answer; as little as is needed."""

    columns = {
        "name": "privacy.RightsRequest.name",
        "email": "privacy.RightsRequest.email",
        "phone": "privacy.RightsRequest.phone",
        "file_number": "privacy.RightsRequest.file_number",
        "mandate": "privacy.RightsRequest.mandate",
        "addressee": "privacy.RightsLeg.addressee",
        "text": "privacy.RightsRequest.text",
    }
    name = forms.CharField(
        label="Vos nom et prénom",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Écrivez vos nom et prénom."},
    )
    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Celle que le service connaît, si vous l’avez encore : un lien y sera envoyé, et il suffira. "
        "Par exemple : nom@domaine.fr",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Votre téléphone",
        help_text="Utile si vous n’avez pas d’adresse électronique, ou si vos données portent ce numéro.",
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    file_number = forms.CharField(
        label="Numéro de dossier",
        help_text="Si un service vous en a donné un.",
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    addressee = forms.CharField(
        label="Quelle collectivité, ou quel médiateur ?",
        help_text="Un des services choisis est tenu par de nombreux organismes : dites lequel vous concerne.",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    mandate = forms.CharField(
        label="Vous agissez pour quelqu’un d’autre ? Ses nom et prénom",
        help_text="Votre mandat vous sera demandé.",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    text = forms.CharField(
        label="Précisions",
        help_text="Par exemple : ce qui est faux et ce qu’il faut écrire, ou pourquoi vous vous opposez.",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, services: list[str], known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            for name in ("name", "email", "phone", "file_number", "mandate"):
                del self.fields[name]
        if not needs_addressee(services):
            del self.fields["addressee"]

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        phone: str = self.cleaned_data["phone"].strip()
        if not phone:
            return ""
        try:
            return to_e164(phone)
        except ValueError:
            raise ValidationError("Écrivez un numéro de téléphone complet, par exemple 03 81 61 50 50.") from None

    def clean(self) -> dict[str, Any]:
        """One way to answer is needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "email" in self.fields and not self.errors and not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", "Donnez une adresse électronique ou un téléphone : il faut pouvoir vous répondre.")
        return {name: value.strip() if isinstance(value, str) else value for name, value in cleaned.items()}


class FollowForm(forms.Form):
    """The way back to a request, typed from a letter."""

    number = forms.CharField(
        label="Numéro de la demande",
        help_text="Par exemple : D-2B4K-9XQR",
        max_length=12,
        error_messages={"required": "Écrivez le numéro de la demande."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    code = forms.CharField(
        label="Code de suivi",
        max_length=32,
        error_messages={"required": "Écrivez le code de suivi."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class DocumentForm(forms.Form):
    """The document that was asked for."""

    columns = {"file": "privacy.RightsRequest.document"}
    file = forms.FileField(
        label="La pièce demandée",
        help_text="Photo ou PDF, 50 Mo au plus. Elle est chiffrée, et détruite dès la décision.",
        error_messages={"required": "Choisissez le fichier à déposer."},
    )
