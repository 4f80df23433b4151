"""A new organisation, and the search among those that exist."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from parvis.core.organisations.models import Organisation
from parvis.kernel.french.insee import clean_code_commune
from parvis.kernel.french.rna import clean_rna
from parvis.kernel.french.siret import clean_siret


class OrganisationForm(forms.ModelForm):
    """What must be known of a legal body; the numbers are typed with or without spaces."""

    # Wider than the stored numbers, so that spaces do not cut them.
    siret = forms.CharField(
        label="SIRET", required=False, max_length=30, help_text="14 chiffres, par exemple : 100 000 009 00015"
    )
    rna = forms.CharField(
        label="Numéro RNA", required=False, max_length=20, help_text="Pour une association : W suivi de 9 chiffres"
    )
    code_insee = forms.CharField(
        label="Code INSEE de la commune", required=False, max_length=5, help_text="5 caractères, par exemple : 25056"
    )

    class Meta:
        model = Organisation
        fields = ("name", "kind", "siret", "rna", "code_insee", "address")
        help_texts: ClassVar[dict[str, str]] = {
            "name": "Tel qu’il figure sur ses actes",
            "address": "Numéro, rue, ville",
        }

    def clean_siret(self) -> str | None:
        """The number without spaces, or nothing."""
        return clean_siret(self.cleaned_data["siret"]) if self.cleaned_data["siret"] else None

    def clean_rna(self) -> str | None:
        """The number without spaces, or nothing."""
        return clean_rna(self.cleaned_data["rna"]) if self.cleaned_data["rna"] else None

    def clean_code_insee(self) -> str:
        """A code that a commune may have."""
        code = self.cleaned_data["code_insee"]
        try:
            return clean_code_commune(code) if code else ""
        except ValueError as error:
            raise ValidationError(str(error), code="code_insee") from error

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value or "" for name, value in self.cleaned_data.items()}


class SearchForm(forms.Form):
    """Words of a name, or a number."""

    mark_optional = False
    q = forms.CharField(
        label="Rechercher une organisation", required=False, max_length=100, help_text="Nom, SIRET ou numéro RNA"
    )
