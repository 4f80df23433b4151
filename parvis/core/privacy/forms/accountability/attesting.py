"""The document that shows a measure held by people."""

from django import forms


class AttestationForm(forms.Form):
    """Where it is kept and its two dates."""

    reference = forms.CharField(
        label="Référence du document",
        max_length=200,
        help_text="De quoi le retrouver, sans nom de personne. Gardée ici, jamais publiée. Par exemple : contrat "
        "d’hébergement 2026-12, annexe sécurité.",
        error_messages={"required": "Donnez de quoi retrouver le document."},
    )
    dated_on = forms.DateField(
        label="Date du document",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Publiée sur la page du service.",
        error_messages={
            "required": "Donnez la date du document.",
            "invalid": "Donnez une date, comme 03/03/2026.",
        },
    )
    valid_until = forms.DateField(
        label="Valable jusqu’au",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Passé ce jour, la page publique dit que le justificatif est périmé.",
        error_messages={
            "required": "Donnez le jour où il faudra un nouveau document.",
            "invalid": "Donnez une date, comme 03/03/2027.",
        },
    )
