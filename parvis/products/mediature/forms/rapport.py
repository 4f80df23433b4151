"""What is typed of an annual report and of recommendations."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from parvis.kernel import clock
from parvis.kernel.forms import offer, offer_one_of
from parvis.products.mediature.enums import Destinataire, Position, Realisation
from parvis.products.mediature.forms.bureau import ANY, day_field
from parvis.products.mediature.models import Rapport, Recommandation
from parvis.products.mediature.models.rapport import SECTIONS

YEARS: Final = 5
NOBODY: Final = "Ne nommez personne."
HELP: Final = {
    "mot": "En tête du rapport.",
    "activite": "Réunions, permanences, formations, moyens de l’année.",
    "enseignements": "Ce que les dossiers ont montré, sans qu’une personne puisse s’y reconnaître.",
    "perspectives": "À la fin du rapport.",
}


def prose(label: str, help_text: str, rows: int, *, required: bool = False, longest: int = 20000) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        required=required,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": f"Écrivez : {label.lower()}."},
    )


class OfficeForm(forms.Form):
    """What belongs to an office: which one, for somebody of several."""

    bureau = forms.TypedChoiceField(label="Bureau", coerce=int, error_messages={"required": "Choisissez le bureau."})

    def __init__(self, *args: Any, offices: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_one_of(self, "bureau", offices)


class BeginForm(OfficeForm):
    """Of which year."""

    year = forms.TypedChoiceField(
        label="Année", coerce=int, error_messages={"required": "Choisissez l’année du rapport."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today().year
        offer(self, "year", [(year, str(year)) for year in range(today, today - YEARS, -1)])
        self.fields["year"].initial = today - 1


class SectionsForm(forms.Form):
    """The words of the mediator; ``version`` is the report as it was read."""

    columns = {name: f"mediature.Rapport.{name}" for name in SECTIONS}
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rapport: Rapport) -> None:
        first = {name: getattr(rapport, name) for name in SECTIONS}
        super().__init__(data, initial=first | {"version": rapport.version})
        for name, label in SECTIONS.items():
            self.fields[name] = prose(label, HELP[name], 8)


class FinaliseForm(forms.Form):
    """Once frozen, nothing changes; ``version`` is the report as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label="J’ai relu le projet : ses chiffres et ses mots ne changeront plus",
        error_messages={"required": "Relisez le projet, puis cochez la case."},
    )


class TransmitForm(forms.Form):
    """To whom it was sent, when and how."""

    destinataire = forms.ChoiceField(label="À qui", choices=Destinataire.choices)
    sent_on = day_field("Transmis le", required=True)
    manner = forms.CharField(
        label="Comment",
        help_text="Par exemple : présenté en séance, envoyé par courriel ou par courrier.",
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Dites comment il fut transmis."},
    )


class RecommendForm(OfficeForm):
    """A proposal, its service, and the cases that led to it; ``version`` is the one that is corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="Objet",
        help_text=NOBODY,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Écrivez l’objet."},
    )
    text = prose("Proposition", f"Ce qui devrait changer, et pourquoi. {NOBODY}", 6, required=True, longest=8000)
    service = forms.CharField(
        label="Service destinataire",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Dites à quel service elle s’adresse."},
    )
    sent_on = day_field("Adressée le", required=True)
    numbers = forms.CharField(
        label="Dossiers à l’origine",
        help_text="Leurs numéros, séparés par des virgules. Le bureau seul les voit ; le rapport n’en dit rien.",
        max_length=2000,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" not in self.initial:
            del self.fields["version"]

    def clean_numbers(self) -> list[str]:
        """One number a case."""
        return list(dict.fromkeys(self.cleaned_data["numbers"].replace(",", " ").replace(";", " ").upper().split()))


class AnswerForm(forms.Form):
    """What the service answered; ``version`` is the recommendation as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reponse = forms.ChoiceField(label="Réponse", choices=Position.choices)
    answered_on = day_field("Réponse du")
    words = prose("Ce que le service répond", NOBODY, 4, longest=8000)

    @classmethod
    def of(cls, given: Recommandation) -> "AnswerForm":
        """As it stands."""
        first = {
            "version": given.version,
            "reponse": given.reponse,
            "answered_on": given.answered_on,
            "words": given.answer,
        }
        return cls(initial=first, auto_id="reponse_%s")


class FollowForm(forms.Form):
    """What became of it in a year; ``version`` is the recommendation as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    year = forms.IntegerField(label="Année", error_messages={"required": "Donnez l’année."})
    suite = forms.ChoiceField(label="Suite", choices=Realisation.choices)
    words = forms.CharField(
        label="En mots",
        help_text=NOBODY,
        max_length=1000,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class RecommendationsFilter(forms.Form):
    """What is looked for in the list of recommendations."""

    mark_optional = False
    mots = forms.CharField(
        label="Mots de l’objet, du texte ou du service", required=False, max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )  # fmt: skip
    annee = forms.TypedChoiceField(label="Adressée en", required=False, coerce=int, empty_value=None)
    reponse = forms.ChoiceField(label="Réponse", required=False, choices=[*ANY, *Position.choices])
    suite = forms.ChoiceField(label="Dernière suite", required=False, choices=[*ANY, *Realisation.choices])

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "annee", [*ANY, *((year, str(year)) for year in years)])
