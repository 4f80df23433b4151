"""Filters of the journal; they stand in the address."""

from typing import Any

from django import forms

from parvis.core.journal.enums import Kind
from parvis.core.journal.queries.anomalies import LOOKED_AT, WAITING
from parvis.core.journal.queries.lines import Filters
from parvis.core.journal.queries.subjects import with_rows
from parvis.core.journal.queries.words import account_key, actor_key_of, find_people, holders_of
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.journal import verbs
from parvis.kernel.declarations.privacy import services
from parvis.kernel.forms import offer


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    error = "Écrivez une date qui existe, comme 03/03/2026."
    return forms.DateField(
        label=label, required=False, input_formats=["%Y-%m-%d"], widget=widget, error_messages={"invalid": error}
    )


class PeriodForm(forms.Form):
    """Between two days."""

    mark_optional = False
    du = _day("Du")
    au = _day("Au")

    def given(self) -> dict[str, Any]:
        """What was typed and could be read; the rest is left aside, its error shown."""
        return getattr(self, "cleaned_data", {})


class FilterForm(PeriodForm):
    """By actor, action, service and day."""

    auteur = forms.CharField(
        label="Auteur",
        required=False,
        max_length=254,
        help_text="Adresse électronique du compte, ou sa référence : user:12, system:journal.verify",
    )
    action = forms.ChoiceField(label="Action", required=False)
    service = forms.ChoiceField(label="Données du service", required=False)
    field_order = ("auteur", "action", "service", "du", "au")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = sorted((verb.words, verb.key) for verb in verbs)
        offer(self, "action", [("", "Toutes"), *((key, words) for words, key in told)])
        known = [(service.key, service.title) for service in services]
        offer(self, "service", [("", "Tous"), *known])

    @property
    def filters(self) -> Filters:
        """What to look for."""
        given = self.given()
        return Filters(
            account_key(given.get("auteur", "")),
            given.get("action", ""),
            given.get("du"),
            given.get("au"),
            given.get("service", ""),
        )


class PersonForm(PeriodForm):
    """Who consulted whom: somebody, between two days."""

    personne = forms.CharField(
        label="Personne",
        max_length=254,
        help_text="Une adresse électronique, avec ou sans compte : celle d’un contact ou d’une demande aussi. "
        "Ou une référence du journal, par exemple accounts.User:12",
        error_messages={"required": "Indiquez la personne dont vous cherchez les consultations."},
    )
    tout = forms.BooleanField(label="Montrer aussi les modifications", required=False)
    field_order = ("personne", "du", "au", "tout")

    @property
    def people(self) -> list[str]:
        """The keys of the people designated."""
        typed = self.given().get("personne", "")
        return find_people(typed) if typed else []

    def keys(self, people: list[str], *, by: Actor) -> list[str]:
        """Under which keys the journal names ``people`` and the rows about them."""
        return with_rows(by, self.given().get("personne", ""), people)

    def filters(self, people: list[str], keys: list[str]) -> Filters:
        """What to look for under ``keys``: reading what is about oneself is not a consultation."""
        given = self.given()
        reads = not given.get("tout")
        own = tuple(filter(None, map(actor_key_of, people))) if reads else ()
        return Filters(first_day=given.get("du"), last_day=given.get("au"), people=tuple(keys), reads=reads, but=own)


class AccountForm(PeriodForm):
    """What an account consulted, between two days."""

    compte = forms.CharField(
        label="Compte",
        max_length=254,
        help_text="Adresse électronique du compte, ou sa référence, par exemple user:12",
        error_messages={"required": "Indiquez le compte dont vous cherchez les consultations."},
    )
    field_order = ("compte", "du", "au")

    @property
    def actor_key(self) -> str:
        """Under which key the account acts."""
        return account_key(self.given().get("compte", ""))

    @property
    def people(self) -> list[str]:
        """Whose account it is."""
        return holders_of(self.actor_key)

    def filters(self, key: str) -> Filters:
        """What to look for about the account."""
        given = self.given()
        return Filters(actor_key=key, first_day=given.get("du"), last_day=given.get("au"), reads=True)


STATES = [("", "Tous"), (WAITING, "À examiner"), (LOOKED_AT, "Examinés")]


class AnomalyForm(forms.Form):
    """By reason, looked at or not."""

    mark_optional = False
    motif = forms.ChoiceField(label="Motif", required=False, choices=[("", "Tous"), *Kind.choices])
    etat = forms.ChoiceField(label="État", required=False, choices=STATES)


class LookForm(forms.Form):
    """How an anomaly is explained."""

    why = forms.CharField(
        label="Ce que vous avez constaté",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase : la raison de ces consultations, ou la suite donnée. "
        "Elle ne pourra plus être changée. Ne nommez personne d’autre que le compte.",
        error_messages={"required": "Dites en une phrase ce que vous avez constaté."},
    )
