"""What the page of the administrators is asked to show."""

from django import forms

from parvis.core.jobs.enums import State
from parvis.core.jobs.queries.runs import keys_seen


def choices_of_jobs() -> list[tuple[str, str]]:
    """The declared jobs, after « Toutes »."""
    return [("", "Toutes"), *keys_seen()]


class RunsFilter(forms.Form):
    """The filters that stand in the address; anything unknown there shows everything."""

    tache = forms.ChoiceField(label="Tâche", required=False, choices=choices_of_jobs)
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous"), *State.choices])
    avant = forms.IntegerField(required=False, min_value=1, max_value=(1 << 63) - 1, widget=forms.HiddenInput)
