"""Asking for a hold, or for a larger night."""

from datetime import date
from typing import Any

from django import forms

from parvis.core.journal.queries.words import find_people
from parvis.core.privacy.actions.retention.holding import LONGEST
from parvis.core.privacy.queries.accountability.signatories import answering, bound_by
from parvis.core.privacy.queries.retention.rules import rules
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Category, services
from parvis.kernel.forms import offer


def _day(label: str, help_text: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, input_formats=["%Y-%m-%d"], widget=widget)


def category_choices(actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """The categories that some rule ends and that ``actor`` answers for, by service, in French."""
    ended = {key for rule in rules() for key in rule.node.categories}
    desks = answering()
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for service in services:
        named: list[tuple[str, Category]] = [
            (key, each)
            for key, activity, each in service.categories()
            if key in ended and bound_by(actor, [activity], desks)
        ]
        if named:
            found.append((service.title, [(key, category.label) for key, category in named]))
    return found


class HoldForm(forms.Form):
    """What is kept, about whom, why, until when."""

    columns = {
        "person": "privacy.Hold.person",
        "category": "privacy.Hold.category",
        "reason": "privacy.Hold.reason",
        "ground": "privacy.Hold.ground",
        "until": "privacy.Hold.until",
    }
    person = forms.CharField(
        label="Personne",
        max_length=200,
        help_text="Son adresse électronique, ou son numéro au journal, comme accounts.User:12",
    )
    category = forms.ChoiceField(label="Catégorie de données")
    reason = forms.CharField(label="Motif", max_length=300, help_text="Par exemple : recours devant le tribunal")
    ground = forms.CharField(
        label="Fondement",
        max_length=300,
        help_text="Par exemple : article 17-3 e) du RGPD, défense en justice",
    )
    until = _day("Jusqu’au", "Au plus 12 mois à compter d’aujourd’hui ; une suspension se renouvelle.")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "category", [("", "Choisissez une catégorie"), *category_choices(actor)])

    def clean_person(self) -> str:
        """The one person that was meant."""
        found = find_people(self.cleaned_data["person"].strip())
        if not found:
            raise forms.ValidationError("Personne n’est connu ici par ces mots : vérifiez l’adresse.")
        if len(found) > 1:
            raise forms.ValidationError("Plusieurs personnes répondent à ces mots : donnez l’adresse entière.")
        return found[0]

    def clean_until(self) -> date:
        """Refuse beyond the law of this house."""
        until: date = self.cleaned_data["until"]
        latest = LONGEST.after(clock.today())
        if not clock.today() <= until <= latest:
            raise forms.ValidationError(f"Choisissez une date entre aujourd’hui et le {latest:%d/%m/%Y}.")
        return until


class RenewForm(forms.Form):
    """Until when the same hold is asked again."""

    columns = {"until": "privacy.Hold.until"}
    until = _day("Jusqu’au", "Au plus 12 mois à compter d’aujourd’hui.")


class OverrunForm(forms.Form):
    """Which rule may erase how much, tonight."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=300)
    most = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**12)
