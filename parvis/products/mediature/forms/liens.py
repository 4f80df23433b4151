"""By its number, the case to tie to this one, to join to it, or to give back."""

from django import forms
from django.db.models import Q

from parvis.kernel import clock
from parvis.kernel.forms import offer
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.liens import UNDONE_WITHIN
from parvis.products.mediature.forms.bureau import ActForm
from parvis.products.mediature.models import Fusion, Lien


class NumberForm(ActForm):
    """The number of another case of the office."""

    number = forms.CharField(
        label="Numéro de l’autre dossier",
        help_text="Par exemple : 2026-000041.",
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Donnez le numéro de l’autre dossier."},
    )


class MergeForm(NumberForm):
    """The number of a case of the same person."""

    sure = forms.BooleanField(
        label="C’est la même personne, et le même désaccord",
        help_text="Tout ce que contient l’autre dossier vient dans celui-ci. "
        f"Cela se défait pendant {UNDONE_WITHIN.days} jours.",
        error_messages={"required": "Confirmez que c’est la même personne."},
    )


class UnlinkForm(ActForm):
    """One of the cases that are tied to this one."""

    number = forms.ChoiceField(label="Dossier lié")

    def prepare(self) -> None:
        ties = Lien.objects.filter(Q(one=self.saisine) | Q(other=self.saisine))
        # A case that was joined to another keeps its ties, to have them again if they part.
        pairs = ties.filter(one__merged_into=None, other__merged_into=None).values_list("one__number", "other__number")
        own = self.saisine.number
        offer(self, "number", [(each, each) for each in (one if other == own else other for one, other in pairs)])


class UnmergeForm(ActForm):
    """One of the cases that were joined to this one not long ago."""

    fusion = forms.TypedChoiceField(label="Dossier joint", coerce=int)

    def prepare(self) -> None:
        recent = Fusion.objects.filter(kept=self.saisine, undone_at=None, at__gt=clock.now() - UNDONE_WITHIN)
        offer(
            self,
            "fusion",
            [
                (pk, f"{number}, joint le {date_in_words(at.astimezone(clock.PARIS).date())}")
                for pk, number, at in recent.values_list("pk", "absorbed__number", "at")
            ],
        )
