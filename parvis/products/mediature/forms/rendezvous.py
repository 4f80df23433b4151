"""When one meets, how, where and with whom; what is to be done, by whom, until when."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.kernel.forms import offer, offer_rows
from parvis.products.mediature.actions.rendezvous import Prevision
from parvis.products.mediature.actions.taches import LONGEST, colleagues_of
from parvis.products.mediature.enums import Forme
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.forms.enregistrer import OFF
from parvis.products.mediature.models import Partie, RendezVous, Saisine
from parvis.products.mediature.queries.echeances import after_working_days

LENGTHS = {30: "30 minutes", 60: "1 heure", 90: "1 heure 30", 120: "2 heures", 180: "3 heures"}
USUAL = 60
USUAL_DUE = 5


class _ReadForm(forms.Form):
    """What is done of an appointment as it was read: ``revision`` says which."""

    ids = "id_%s"
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kept: RendezVous | None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(
            data, auto_id=self.ids, initial=(initial or {}) | ({"revision": kept.revision} if kept else {})
        )
        self.kept = kept
        if kept is None:
            del self.fields["revision"]

    def read_again(self) -> None:
        """Once the appointment as it is now was told, what was typed may be sent."""
        if self.kept is not None:
            data = cast(QueryDict, self.data).copy()
            data["revision"] = str(self.kept.revision)
            self.data = data


class AppointmentForm(_ReadForm):
    """An appointment; the parties of the case are proposed, others are named."""

    columns = {"place": "mediature.RendezVous.place", "others": "mediature.RendezVous.people"}
    starts_at = forms.DateTimeField(
        label="Jour et heure",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "Donnez le jour et l’heure.",
            "invalid": "Écrivez un jour et une heure, par exemple 03/03/2026 14:30.",
        },
    )
    minutes = forms.TypedChoiceField(label="Durée", choices=list(LENGTHS.items()), coerce=int, initial=USUAL)
    forme = forms.ChoiceField(
        label="Forme",
        choices=Forme,
        widget=forms.RadioSelect,
        initial=Forme.SUR_PLACE,
        error_messages={"required": "Choisissez comment vous vous rencontrez."},
    )
    place = forms.CharField(
        label="Lieu, numéro ou lien",
        help_text="L’adresse, le numéro qui sera appelé ou le lien de la visioconférence. La personne le lira.",
        max_length=500,
        required=False,
        widget=forms.TextInput(OFF),
    )
    parties = forms.MultipleChoiceField(
        label="Participants, parmi les parties", required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="Autres participants",
        help_text="Un nom par ligne. La personne les lira.",
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, data: Any = None, *, saisine: Saisine, kept: RendezVous | None = None) -> None:
        named = list(dict.fromkeys(Partie.objects.filter(saisine=saisine).values_list("name", flat=True)))
        first: dict[str, Any] = {"parties": named, "others": "" if named else str(saisine.requerant)}
        if kept is not None:
            first = {name: getattr(kept, name) for name in ("minutes", "forme", "place")}
            first["starts_at"] = kept.starts_at.astimezone(clock.PARIS)
            first["parties"] = [each for each in kept.names if each in named]
            first["others"] = "\n".join(each for each in kept.names if each not in named)
        super().__init__(data, kept=kept, initial=first)
        if named:
            offer(self, "parties", [(each, each) for each in named])
        else:
            del self.fields["parties"]

    def prevision(self) -> Prevision:
        """What was given."""
        given = self.cleaned_data
        people = (*given.get("parties", ()), *given["others"].splitlines())
        return Prevision(given["starts_at"], given["minutes"], Forme(given["forme"]), given["place"], people)


class CancelForm(_ReadForm):
    """Why an appointment is cancelled."""

    columns = {"why": "mediature.RendezVous.why"}
    ids = "annuler_%s"
    why = forms.CharField(
        label="Pourquoi ce rendez-vous est annulé",
        help_text="La personne le lira.",
        max_length=500,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Dites pourquoi : la personne le lira."},
    )


class TaskForm(forms.Form):
    """What is to be done in a case."""

    columns = {"words": "mediature.Tache.words"}
    words = forms.CharField(
        label="À faire",
        help_text="Le bureau seul le lira.",
        max_length=LONGEST,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Écrivez ce qui est à faire."},
    )
    due_on = day_field("Pour le", "Un jour ouvré : un autre devient le suivant.", required=True)
    to = forms.ModelChoiceField(
        label="Confiée à",
        queryset=User.objects.none(),
        required=False,
        empty_label="Personne en particulier",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, data: Any = None, *, saisine: Saisine, user: int) -> None:
        super().__init__(data, initial={"due_on": after_working_days(clock.today(), USUAL_DUE), "to": user})
        offer_rows(self, "to", colleagues_of(saisine.organisation_id))
        self.fields["due_on"].widget.attrs["min"] = clock.today().isoformat()
