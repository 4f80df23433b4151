"""What a person tells when creating an account, besides the address and the password."""

from typing import ClassVar

from django import forms
from django.http import HttpRequest

from parvis.core.accounts.enums import TERMS_VERSION
from parvis.core.accounts.models import User
from parvis.kernel import clock


class IdentityForm(forms.Form):
    """First and last name, and the acceptance of the terms in force."""

    columns: ClassVar[dict[str, str]] = {
        "first_name": "accounts.User.first_name",
        "last_name": "accounts.User.last_name",
        "email": "accounts.User.email",
        "password1": "accounts.User.password",
    }
    field_order = ["first_name", "last_name", "email", "password1", "terms"]

    first_name = forms.CharField(
        label="Prénom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label="Nom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    terms = forms.BooleanField(
        label="J’accepte les conditions d’utilisation",
        error_messages={"required": "Acceptez les conditions d’utilisation pour créer un compte."},
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep which version of the terms was accepted, and when."""
        user.terms_version = TERMS_VERSION
        user.terms_accepted_on = clock.now()
        user.save(update_fields=["terms_version", "terms_accepted_on"])
