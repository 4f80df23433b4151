"""« Signaler une erreur »."""

from django import forms

from parvis.products.data_inclusion.enums import Wrong

LONGEST = 2000
NOTE = 500


class ReportForm(forms.Form):
    """What is wrong, in one choice and, if one likes, some words; ``site`` is left empty by people."""

    wrong = forms.ChoiceField(
        label="Qu’est-ce qui est faux ?",
        choices=[(each.value, each.label.capitalize()) for each in Wrong],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui est faux."},
    )
    text = forms.CharField(
        label="Que faut-il corriger ?",
        help_text="Par exemple : le lieu ferme à 17 h le vendredi. N’écrivez rien de votre vie privée.",
        widget=forms.Textarea({"rows": 4}),
        max_length=LONGEST,
        required=False,
    )
    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Seulement si vous voulez bien que l’on vous pose une question. Par exemple : nom@domaine.fr",
        widget=forms.EmailInput({"autocomplete": "email"}),
        required=False,
    )

    def clean_text(self) -> str:
        """The words, without what the database cannot keep."""
        text: str = self.cleaned_data["text"]
        if self.cleaned_data.get("wrong") == Wrong.OTHER and not text.strip():
            raise forms.ValidationError("Dites en quelques mots ce qu’il faut corriger.")
        return text.strip()


class NoteForm(forms.Form):
    """What was done of a report."""

    note = forms.CharField(
        label="Suite donnée", max_length=NOTE, error_messages={"required": "Dites ce qui a été fait."}
    )
