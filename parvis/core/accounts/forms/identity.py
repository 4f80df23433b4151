"""The name a person goes by."""

from django import forms

from parvis.core.accounts.models import User


class NameForm(forms.ModelForm):
    """First and last name, as the person writes them."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        labels = {"first_name": "Prénom", "last_name": "Nom"}
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on untouched
        for field in self.fields.values():
            field.required = True
