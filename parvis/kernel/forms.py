"""What a field of a form offers, where only whoever makes the form knows it; what an action refused of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from parvis.kernel import clock

# Before, somebody was mistaken of the year: « 26 » typed in a field of four digits is the year 26.
EARLIEST: Final = date(1950, 1, 1)


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


def past(day: date | None) -> date | None:
    """Give back the day of something that took place, not too long ago to be spoken of, or none.

    Raises :class:`~django.core.exceptions.ValidationError` for any other.
    """
    if day is None or EARLIEST <= day <= clock.today():
        return day
    if day < EARLIEST:
        raise ValidationError("Vérifiez l’année de cette date.", code="too_old")
    raise ValidationError("Donnez une date passée, ou celle d’aujourd’hui.", code="to_come")
