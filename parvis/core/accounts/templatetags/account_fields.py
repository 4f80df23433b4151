"""Fields of the account forms as the DSFR draws them: label, reason, error, in that order."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

REASONS = {
    "first_name": "Pour que vos collègues et les personnes que vous accompagnez sachent qui agit.",
    "last_name": "Pour que vos collègues et les personnes que vous accompagnez sachent qui agit.",
    "email": "Pour vous connecter, prouver que le compte est à vous et vous prévenir de ce qui le concerne.",
    "login": "Pour retrouver votre compte.",
}

TITLES = {"login": "Adresse électronique", "email": "Adresse électronique"}


@register.filter
def titled(field: BoundField) -> str:
    """The label, in the words of this site where the library's differ."""
    return TITLES.get(field.name, str(field.label))


@register.filter
def why(field: BoundField) -> str:
    """Why this personal field is asked, or nothing for a field that says nothing of a person."""
    return REASONS.get(field.name, "")


@register.filter
def shape(field: BoundField) -> str:
    """How a field is laid out: ``hidden``, ``checkbox``, ``choices`` or ``input``."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "input"


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The input itself, tied to its hint and its error for those who listen to the page."""
    attributes = {
        "class": "" if shape(field) in {"checkbox", "choices"} else "fr-input",
        "placeholder": False,
        "style": False,
    }
    notes = [f"{field.auto_id}-error"] if field.errors else []
    if field.help_text or why(field):
        notes.append(f"{field.auto_id}-hint")
    if notes:
        attributes["aria-describedby"] = " ".join(notes)
    return field.as_widget(attrs=attributes)
