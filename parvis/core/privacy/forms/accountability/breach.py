"""What is written of a breach, and of each notice."""

import re
from typing import Any, ClassVar

from django import forms

from parvis.core.journal.queries.words import account_key
from parvis.core.privacy.enums.breach import Addressee, Nature, Phase
from parvis.core.privacy.models import Breach, BreachNotice
from parvis.core.privacy.queries.accountability.keepers import services_of
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.kernel.forms import offer


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


ACTOR_KEY = r"[a-z]+:[\w.:-]+"


class BreachForm(forms.ModelForm):
    """What is known now; everything can be completed later, but the facts that start the clock."""

    services = forms.MultipleChoiceField(
        label="Services touchés",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un service."},
    )
    nature = forms.MultipleChoiceField(
        label="Nature",
        choices=Nature,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez ce qui est arrivé aux données."},
    )
    categories = forms.MultipleChoiceField(
        label="Données touchées",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Celles du registre. Plusieurs choix avec la touche Ctrl.",
    )

    class Meta:
        model = Breach
        fields = (
            "title", "services", "discovered_at", "aware_at", "nature", "circumstances", "categories", "people",
            "records", "consequences", "measures", "contact", "account", "exposed_from", "exposed_until", "risk",
            "people_decision", "people_reason",
        )  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            **{name: _moment() for name in ("discovered_at", "aware_at", "exposed_from", "exposed_until")},
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in ("circumstances", "consequences", "measures", "people_reason")
            },
        }
        help_texts: ClassVar[dict[str, str]] = {
            "discovered_at": "Premier signe, à l’heure de Paris.",
            "aware_at": "Le moment où il est certain que des données sont touchées : les 72 heures partent de là.",
            "contact": "Un nom ou une fonction, et un moyen de la joindre.",
            "account": "Si un compte est en cause : son adresse électronique, ou sa référence dans le journal.",
            "people_reason": "Pourquoi prévenir les personnes, ou pourquoi pas (article 34).",
        }

    def __init__(self, *args: Any, mine: frozenset[str] | None, **kwargs: Any) -> None:
        """``mine`` are the data that may be named beside those that are already; ``None``, all of them."""
        super().__init__(*args, **kwargs)
        declared, named = ordered_services(), {*(self.instance.services or ()), *self.instance.categories}
        owned = None if mine is None else mine | services_of(mine) | named

        def offered(key: str) -> bool:
            return owned is None or key in owned

        given = {
            service.title: [(key, each.label) for key, _, each in service.categories() if offered(key)]
            for service in declared
        }
        choices: dict[str, list[Any]] = {
            "services": [(service.key, service.title) for service in declared if offered(service.key)],
            "categories": [(title, categories) for title, categories in given.items() if categories],
        }
        for name, found in choices.items():
            offer(self, name, found)

    def clean_account(self) -> str:
        """The key under which the journal names the account; its address stays nowhere here."""
        key = account_key(self.cleaned_data["account"])
        if key and not re.fullmatch(ACTOR_KEY, key):
            raise forms.ValidationError("Aucun compte n’a cette adresse : vérifiez-la, ou laissez vide.")
        return key

    @property
    def given(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NoticeForm(forms.ModelForm):
    """A notice that was given, or that is sent now by mail."""

    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        help_text="Si elle est donnée, le texte part aussitôt à cette adresse.",
    )

    columns: ClassVar = {"email": "notifications.Outgoing.recipient"}

    class Meta:
        model = BreachNotice
        fields = ("phase", "sent_at", "text", "delay_reason")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "sent_at": _moment(),
            "text": forms.Textarea(attrs={"rows": 14}),
            "delay_reason": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts: ClassVar[dict[str, str]] = {
            "text": "Écrit d’après le registre : relisez, complétez. Il est gardé tel quel.",
            "delay_reason": "Exigé passé 72 heures.",
        }

    def __init__(self, *args: Any, addressee: Addressee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "phase", Phase.choices)
        if addressee is not Addressee.CNIL:
            del self.fields["delay_reason"]
        if addressee is not Addressee.CONTROLLER:
            del self.fields["email"]


class LetterForm(forms.Form):
    """To whom a letter goes: printed on it, and kept nowhere."""

    person = forms.CharField(
        label="Destinataire",
        required=False,
        max_length=150,
        help_text="Son nom ; sans lui, la lettre s’adresse aux personnes concernées.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    address = forms.CharField(
        label="Adresse postale",
        required=False,
        max_length=300,
        help_text="Imprimée sur la lettre, et gardée nulle part ici.",
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )
