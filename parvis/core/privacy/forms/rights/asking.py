"""The three questions of the public form, and what follows it."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.rights.catalogue import acceptable, needs_addressee
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.forms import offer
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


ABOUT_ONESELF: Final = ("name", "email", "phone", "file_number")
ABOUT_OTHER: Final = ("mandate", "represented_email", "represented_phone")
WAYS: Final = ("email", "phone", "postal_address")


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
        offer(
            self, "service", [(service.key, f"{service.title} : {service.mission}") for service in ordered_services()]
        )


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
        offer(
            self,
            "droit",
            [
                (right.value, f"{right.words[0].upper()}{right.words[1:]} : {MEANS[right]}")
                for right in acceptable(services)
            ],
        )


class PersonForm(forms.Form):
    """Who asks, and how to answer; as little as is needed."""

    columns = {
        "name": "privacy.RightsRequest.name",
        "email": "privacy.RightsRequest.email",
        "phone": "privacy.RightsRequest.phone",
        "file_number": "privacy.RightsRequest.file_number",
        "mandate": "privacy.RightsRequest.mandate",
        "represented_email": "privacy.RightsRequest.represented_email",
        "represented_phone": "privacy.RightsRequest.represented_phone",
        "addressee": "privacy.RightsLeg.addressee",
        "text": "privacy.RightsRequest.text",
    }
    no_way = "Donnez une adresse électronique ou un téléphone : il faut pouvoir vous répondre."
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
        label="Nom et prénom de la personne que vous représentez",
        help_text="Son mandat signé vous sera demandé sur la page de votre demande, et lu avant toute réponse.",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Écrivez les nom et prénom de la personne que vous représentez."},
    )
    represented_email = forms.EmailField(
        label="Son adresse électronique",
        help_text="Celle que le service connaît : ses données sont cherchées sous cette adresse, jamais sous la vôtre.",
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    represented_phone = forms.CharField(
        label="Son téléphone",
        help_text="Celui que le service connaît.",
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )
    text = forms.CharField(
        label="Précisions",
        help_text="Par exemple : ce qui est faux et ce qu’il faut écrire, ou pourquoi vous vous opposez.",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, services: list[str], known: bool, for_other: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*(ABOUT_ONESELF if known else ()), *(() if for_other else ABOUT_OTHER)):
            del self.fields[name]
        if not needs_addressee(services):
            del self.fields["addressee"]

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        return _dialled(self.cleaned_data["phone"])

    def clean_represented_phone(self) -> str:
        """The same, of whom one represents."""
        return _dialled(self.cleaned_data["represented_phone"])

    def clean(self) -> dict[str, Any]:
        """One way to answer is needed, and one by which to find whom one represents."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "email" in self.fields and not self.errors and not any(cleaned.get(name) for name in WAYS):
            self.add_error("email", self.no_way)
        if cleaned.get("mandate") and not (cleaned.get("represented_email") or cleaned.get("represented_phone")):
            self.add_error("represented_email", "Donnez l’adresse électronique ou le téléphone que le service connaît.")
        return {name: value.strip() if isinstance(value, str) else value for name, value in cleaned.items()}


def _dialled(typed: str) -> str:
    try:
        return to_e164(typed) if typed.strip() else ""
    except ValueError:
        raise ValidationError("Écrivez un numéro de téléphone complet, par exemple 03 81 61 50 50.") from None


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
        help_text="Majuscules et espaces n’ont pas d’importance.",
        max_length=60,
        error_messages={"required": "Écrivez le code de suivi."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class DocumentForm(forms.Form):
    """The document that was asked for."""

    columns = {"file": "privacy.RightsRequest.document"}
    file = forms.FileField(
        label="Votre fichier",
        help_text="Photo ou PDF, 50 Mo au plus. Elle est chiffrée, et détruite dès la décision.",
        error_messages={"required": "Choisissez le fichier à déposer."},
    )
