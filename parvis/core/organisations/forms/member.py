"""Inviting somebody, and changing a role."""

from typing import ClassVar

from django import forms

from parvis.core.organisations.enums import Role

ROLE_HELP = "Un gestionnaire invite, change les rôles et retire ; un membre travaille avec les autres."


class InvitationForm(forms.Form):
    """Whom to invite, in which role."""

    columns: ClassVar[dict[str, str]] = {"email": "organisations.Invitation.email"}

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="Par exemple : nom@domaine.fr. L’invitation ne servira qu’à cette adresse.",
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Rôle", choices=Role.choices, initial=Role.MEMBRE, help_text=ROLE_HELP)


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label="Rôle", choices=Role.choices, help_text=ROLE_HELP)
