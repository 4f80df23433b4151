"""What a field of a form offers, where only whoever makes the form knows it; what an action refused of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet


def offer(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """Let the field ``name`` take one of these ``choices``."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # the stubs know only the base field


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let the field ``name`` take one of these rows."""
    form.fields[name].queryset = rows  # type: ignore[attr-defined]  # as above


def offer_one_of(form: forms.BaseForm, name: str, choices: Mapping[Any, str]) -> None:
    """Let the field ``name`` take one of these ``choices``, and ask nothing of whoever has but one."""
    offer(form, name, choices.items())
    form.fields[name].initial = next(iter(choices), None)
    if len(choices) == 1:
        form.fields[name].widget = forms.HiddenInput()


def refused(form: forms.BaseForm, error: ValidationError) -> None:
    """Show beside its field, where the form has it, what an action refused."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
