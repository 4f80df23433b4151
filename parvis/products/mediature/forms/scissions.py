"""The second dispute of a case: what it is, who takes it up, and what goes to it."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from parvis.core.accounts.models import User
from parvis.kernel.forms import offer, offer_rows
from parvis.products.mediature.actions.splitting import Partage
from parvis.products.mediature.enums import Sort
from parvis.products.mediature.forms.bureau import nomenclature
from parvis.products.mediature.forms.enregistrer import OFF
from parvis.products.mediature.models import Domaine, Partie, Saisine
from parvis.products.mediature.queries.scissions import Part

GONE = "Ce dossier a changé : relisez ce qui va dans le nouveau, puis recommencez."


class SplitForm(forms.Form):
    """A field for each document, note and message says where it goes."""

    columns = {
        "facts": "mediature.Saisine.facts",
        "expected": "mediature.Saisine.expected",
        "service": "mediature.Saisine.service",
    }
    facts = forms.CharField(
        label="Ce qui s’est passé, dans le second désaccord",
        help_text="Le récit de la personne est repris : gardez ce qui concerne ce désaccord. Elle le lira. Celui de ce "
        "dossier-ci ne change pas.",
        max_length=20000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Dites de quoi parle le second désaccord : la personne le lira."},
    )
    expected = forms.CharField(
        label="Ce qui est demandé", max_length=4000, required=False, widget=forms.Textarea({"rows": 3})
    )
    service = forms.CharField(label="Service concerné", max_length=200, required=False, widget=forms.TextInput(OFF))
    domaine = forms.TypedChoiceField(label="Domaine", required=False, coerce=int, empty_value=None)
    mediateur = forms.ModelChoiceField(
        label="Suivi par",
        queryset=User.objects.none(),
        required=False,
        empty_label="Personne : à attribuer",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    parties = forms.TypedMultipleChoiceField(
        label="Parties qui sont aussi dans le second désaccord",
        help_text="Elles restent dans ce dossier-ci ; l’accord qu’elles ont donné à la médiation vaut pour les deux.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez parmi les parties de ce dossier."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, saisine: Saisine, parts: list[Part], people: Any) -> None:
        parties = [
            (each.pk, f"{each.name} ({each.get_cote_display().lower()})")
            for each in Partie.objects.filter(saisine=saisine)
        ]
        first = {name: getattr(saisine, name) for name in ("facts", "expected", "service", "version")}
        first |= {"mediateur": saisine.mediateur_id, "parties": [pk for pk, _ in parties]}
        super().__init__(data, initial=first)
        offer(self, "domaine", [("", "À préciser"), *nomenclature(Domaine, [saisine.organisation_id])])
        offer_rows(self, "mediateur", people)
        if parties:
            offer(self, "parties", parties)
        else:
            del self.fields["parties"]
        self.parts = parts
        for part in parts:
            self.fields[part.name] = forms.ChoiceField(
                label=part.label,
                choices=[(each.value, each.label) for each in part.sorts],
                initial=Sort.RESTE,
                error_messages={"invalid_choice": GONE, "required": "Dites où va ce document ou ce message."},
            )

    def clean_domaine(self) -> Domaine | None:
        """The entry itself, in place of its number."""
        chosen = self.cleaned_data["domaine"]
        return Domaine.objects.get(pk=chosen) if chosen else None

    def refuse(self, error: ValidationError, saisine: Saisine) -> None:
        """Say why, and let what was typed be sent again once the case as it is now was read."""
        self.add_error(None, error)
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(saisine.version)
        self.data = data

    @property
    def partage(self) -> Partage:
        """What was chosen."""
        given = self.cleaned_data
        return Partage(
            facts=given["facts"],
            expected=given["expected"],
            service=given["service"],
            domaine=given["domaine"],
            mediateur=given["mediateur"],
            sorts={part.name: Sort(given[part.name]) for part in self.parts},
            parties=tuple(given.get("parties", ())),
        )
