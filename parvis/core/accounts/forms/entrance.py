"""The library's own forms, in the words of this site."""

from typing import Any, ClassVar

from allauth.account import forms as library
from allauth.socialaccount import forms as linked
from django import forms
from django.conf import settings

ADDRESS = "Adresse électronique"
COLUMNS = {"login": "accounts.User.email", "email": "accounts.User.email"}


class Decoy(forms.TextInput):
    """Seen by robots alone: whoever fills it in gets no account."""

    template_name = "accounts/decoy.html"
    is_hidden = True


class LoginForm(library.LoginForm):
    """The address and the password."""

    columns: ClassVar[dict[str, str]] = COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ADDRESS
        # The page says it once, under the form.
        self.fields["password"].help_text = ""


class SignupForm(library.SignupForm):
    """A new account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
        self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD].widget = Decoy(
            {"tabindex": "-1", "autocomplete": "off"}
        )


class LinkedSignupForm(linked.SignupForm):
    """A new account, opened by ProConnect."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS


class AddressForm(library.AddEmailForm):
    """Another address."""

    columns: ClassVar[dict[str, str]] = COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Nouvelle adresse électronique"


class ResetPasswordForm(library.ResetPasswordForm):
    """Whose password is forgotten."""

    columns: ClassVar[dict[str, str]] = COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
