"""A request that came by letter, by mail or at a counter; and who answers for whom."""

from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from parvis.core.organisations.models import Organisation
from parvis.core.privacy.enums.rights import Channel
from parvis.core.privacy.forms.rights.asking import PersonForm
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.rights.catalogue import accepted
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Right, services
from parvis.kernel.forms import offer, offer_rows

# The form of the public speaks to the person; here an officer writes about them.
SAID_AT_THE_DESK: Final = {
    "name": ("Nom et prénom de qui demande", ""),
    "email": ("Adresse électronique", "Un lien y est envoyé, qui suffit à reconnaître la personne."),
    "phone": ("Téléphone", ""),
    "file_number": ("Numéro de dossier", ""),
    "addressee": ("Collectivité ou médiateur concerné", "Pour un service tenu par de nombreux organismes."),
    "mandate": ("Demande faite pour quelqu’un d’autre : ses nom et prénom", "Le mandat doit être joint à la demande."),
    "represented_email": ("Adresse électronique de la personne représentée", ""),
    "represented_phone": ("Téléphone de la personne représentée", ""),
    "text": ("Ce que dit la demande", ""),
}


class EnteredForm(PersonForm):
    """What somebody asked by another door, and when it came in: the clock started then."""

    columns = PersonForm.columns | {"postal_address": "privacy.RightsRequest.postal_address"}
    no_way = "Donnez une adresse électronique, un téléphone ou une adresse postale : il faut pouvoir répondre."
    field_order = ("service", "droit", "channel", "received_on", "name", "email", "phone", "postal_address")
    postal_address = forms.CharField(
        label="Adresse postale",
        help_text="Pour qui n’a pas d’adresse électronique : les lettres y sont envoyées.",
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    service = forms.ChoiceField(label="Service")
    droit = forms.MultipleChoiceField(
        label="Droits demandés",
        choices=[(right.value, right.words[0].upper() + right.words[1:]) for right in Right],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un droit."},
    )
    channel = forms.ChoiceField(
        label="Reçue par", choices=[(each.value, each.label) for each in (Channel.LETTER, Channel.MAIL, Channel.DESK)]
    )
    received_on = forms.DateField(
        label="Reçue le",
        help_text="La date d’arrivée, dans n’importe quel service : le délai court depuis ce jour.",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Donnez la date d’arrivée.",
            "invalid": "Écrivez une date, par exemple 03/03/2026.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        everything = [service.key for service in ordered_services()]
        super().__init__(*args, services=everything, known=False, for_other=True, **kwargs)
        for name, (label, help_text) in SAID_AT_THE_DESK.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self.fields["mandate"].required = False
        offer(self, "service", [(service.key, service.title) for service in ordered_services()])

    def clean_received_on(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["received_on"]
        if day > clock.today():
            raise ValidationError("Donnez une date passée : celle de l’arrivée de la demande.")
        return day

    def clean(self) -> dict[str, Any]:
        """Only rights that the service accepts."""
        cleaned = super().clean()
        if "service" in cleaned and "droit" in cleaned:
            refused = [
                Right(key) for key in cleaned["droit"] if Right(key) not in accepted(services.get(cleaned["service"]))
            ]
            if refused:
                self.add_error("droit", f"Ce service n’accepte pas : {', '.join(right.words for right in refused)}.")
        return cleaned

    @property
    def received_at(self) -> datetime:
        """At noon: a letter has no hour."""
        return datetime.combine(self.cleaned_data["received_on"], time(12), clock.PARIS)


class DeskForm(forms.Form):
    """Which organisation answers for a controller."""

    mark_optional = False
    organisation = forms.ModelChoiceField(
        label="Organisation qui répond",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Aucune : l’administration de la plateforme",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "organisation", Organisation.objects.order_by("name"))
