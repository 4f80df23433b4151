"""What the office looks for, and what it does of a case: a small form for each act, which keeps what was typed."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict

from parvis.core.accounts.models import User
from parvis.core.documents.forms.uploads import OneReceivedField, receive
from parvis.core.documents.queries.grants import Grant
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.forms import offer, offer_rows
from parvis.products.mediature.actions.drafting import LARGEST
from parvis.products.mediature.actions.handling import issues_of, takers_of
from parvis.products.mediature.enums import AGREED, Canal, Etat, Issue, Recevabilite, Visibilite, next_states
from parvis.products.mediature.models import Domaine, Modele, Partie, Protocole, Saisine, TiersCompetent
from parvis.products.mediature.queries.dossiers import NOBODY, SORTS, Wish
from parvis.products.mediature.queries.modeles import filled, offered
from parvis.products.mediature.queries.parties import agreed_by_all
from parvis.products.mediature.queries.rendezvous import first_held
from parvis.products.mediature.queries.silences import CHOICES as SILENCES
from parvis.products.mediature.queries.silences import silence_of

ANY: Final = [("", "Peu importe")]
SIZES: Final = (30, 60, 100)
DECISIONS: Final = (Recevabilite.RECEVABLE, Recevabilite.IRRECEVABLE, Recevabilite.REORIENTEE)
INVALID_DATE: Final = "Écrivez une date, par exemple 03/03/2026."


def day_field(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    """A day, as the browser lets it be chosen."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Donnez la date.", "invalid": INVALID_DATE},
    )


def nomenclature(model: type[Domaine | TiersCompetent], organisations: Any) -> list[tuple[Any, str]]:
    """The entries that a case of these offices may take, each under the one that holds it."""
    found = (
        model.objects.filter(archived_on=None)
        .filter(Q(organisation=None) | Q(organisation__in=organisations))
        .select_related("parent")
    )
    named = [(entry.pk, f"{entry.parent.name} : {entry.name}" if entry.parent else entry.name) for entry in found]
    return sorted(named, key=lambda each: each[1])


class FilterForm(forms.Form):
    """What is looked for, as the address of the page says it."""

    mark_optional = False
    mots = forms.CharField(
        label="Numéro, nom, courriel, téléphone, ou mots du dossier, des notes et des documents",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )
    etat = forms.ChoiceField(label="Avancement", choices=[*ANY, *Etat.choices], required=False)
    recevabilite = forms.ChoiceField(label="Recevabilité", choices=[*ANY, *Recevabilite.choices], required=False)
    canal = forms.ChoiceField(label="Mode de saisine", choices=[*ANY, *Canal.choices], required=False)
    domaine = forms.TypedChoiceField(label="Domaine", required=False, coerce=int, empty_value=None)
    mediateur = forms.ChoiceField(label="Attribué à", required=False)
    retard = forms.BooleanField(label="En retard seulement", required=False)
    silence = forms.TypedChoiceField(
        label="Sans échange depuis", choices=[*ANY, *SILENCES.items()], required=False, coerce=int, empty_value=None
    )
    clos_du = day_field("Terminés depuis le")
    clos_au = day_field("Terminés jusqu’au")
    par = forms.TypedChoiceField(
        label="Dossiers par page",
        choices=[(each, str(each)) for each in SIZES],
        required=False,
        coerce=int,
        empty_value=None,
    )
    tri = forms.ChoiceField(label="Ordre", choices=list(SORTS.items()), required=False)

    def __init__(self, *args: Any, domaines: list[tuple[Any, str]], people: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "domaine", [*ANY, *domaines])
        offer(self, "mediateur", [*ANY, (NOBODY, "Personne"), *people.items()])

    def wish(self, tab: str) -> Wish:
        """What is looked for; what the address says wrong is left out."""
        self.full_clean()
        given = self.cleaned_data
        return Wish(
            tab=tab,
            words=given.get("mots", "").replace("\x00", "").strip(),
            etat=given.get("etat", ""),
            recevabilite=given.get("recevabilite", ""),
            canal=given.get("canal", ""),
            domaine=given.get("domaine"),
            mediateur=given.get("mediateur", ""),
            late=given.get("retard", False),
            silent=given.get("silence") or 0,
            ended_from=given.get("clos_du"),
            ended_until=given.get("clos_au"),
            sort=given.get("tri") or "recentes",
        )

    @property
    def size(self) -> int:
        """How many cases a page has."""
        return self.cleaned_data.get("par") or SIZES[0]


class ActForm(forms.Form):
    """An act on a case: ``version`` is the case as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # The field in which a text of the office may be inserted, and whether one was just now.
    takes = ""
    inserted = False

    def __init__(self, data: Any = None, files: Any = None, *, saisine: Saisine, user: int, auto_id: str) -> None:
        first = self.first(saisine) | {"version": saisine.version}
        super().__init__(data, files, auto_id=auto_id, initial=first)
        self.saisine = saisine
        self.user = user
        self.prepare()
        if self.takes and (texts := offered(saisine.organisation_id)):
            label = "Insérer un texte du bureau"
            self.fields["modele"] = forms.ChoiceField(label=label, required=False, choices=[("", "Choisir"), *texts])

    def insert(self, given: QueryDict) -> None:
        """Show what was typed in ``given``, followed by the text of the office that was chosen there."""
        self.initial.update({name: given.get(name, "") for name in self.fields if name != "version"})
        chosen = given.get("modele") or ""
        found = Modele.objects.offered(self.saisine.organisation_id).filter(pk=int(chosen) if chosen.isdecimal() else 0)
        parts = [(given.get(self.takes) or "").strip(), *(filled(each.text, self.saisine) for each in found)]
        self.initial.update({self.takes: "\n\n".join(part for part in parts if part), "modele": ""})
        self.inserted = True

    def first(self, saisine: Saisine) -> dict[str, Any]:
        """What the case says already."""
        return {}

    def prepare(self) -> None:
        """Offer only what this case may take."""

    def read_again(self) -> None:
        """Once the case as it is now was shown, what was typed may be sent."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(self.saisine.version)
        self.data = data


class AssignForm(ActForm):
    """To whom the main mediator gives the case."""

    to = forms.ModelChoiceField(
        label="Médiateur",
        queryset=User.objects.none(),
        required=False,
        empty_label="Personne : rendre au bureau",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def first(self, saisine: Saisine) -> dict[str, Any]:
        return {"to": saisine.mediateur_id}

    def prepare(self) -> None:
        offer_rows(self, "to", takers_of(self.saisine))


class DecideForm(ActForm):
    """Admissible or not, why, and about what or to whom."""

    takes = "reasons"
    columns = {"reasons": "mediature.Saisine.reasons"}
    recevabilite = forms.ChoiceField(
        label="La saisine est",
        choices=[(each.value, each.label) for each in DECISIONS],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la saisine est recevable."},
    )
    reasons = forms.CharField(
        label="Motifs",
        help_text="La personne les lira, par courriel si elle a donné une adresse.",
        max_length=8000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Écrivez les motifs : la personne les lira."},
    )
    domaine = forms.TypedChoiceField(
        label="Domaine", help_text="De quoi il s’agit.", required=False, coerce=int, empty_value=None
    )
    tiers = forms.TypedChoiceField(
        label="Tiers compétent", help_text="Pour une saisine réorientée.", required=False, coerce=int, empty_value=None
    )

    def first(self, saisine: Saisine) -> dict[str, Any]:
        decided = saisine.recevabilite != Recevabilite.A_EXAMINER
        return {
            "recevabilite": saisine.recevabilite if decided else None,
            "reasons": saisine.reasons,
            "domaine": saisine.domaine_id,
            "tiers": saisine.tiers_id,
        }

    def prepare(self) -> None:
        office = [self.saisine.organisation_id]
        offer(self, "domaine", [("", "À préciser"), *nomenclature(Domaine, office)])
        offer(self, "tiers", [("", "Aucun"), *nomenclature(TiersCompetent, office)])

    def clean(self) -> dict[str, Any]:
        """The entries themselves, in place of their numbers."""
        given: dict[str, Any] = super().clean() or {}
        for name, model in {"domaine": Domaine, "tiers": TiersCompetent}.items():
            if given.get(name) is not None:
                given[name] = model.objects.get(pk=given[name])
        return given


class MoveForm(ActForm):
    """Where the case goes."""

    to = forms.ChoiceField(label="Nouvel avancement", error_messages={"required": "Choisissez l’avancement."})

    def prepare(self) -> None:
        states = next_states(Etat(self.saisine.etat), Recevabilite(self.saisine.recevabilite))
        offer(self, "to", [(each.value, each.label) for each in states])


class DueForm(ActForm):
    """Until when."""

    due_on = day_field("Échéance", "Laissez vide pour ne plus en avoir.")

    def first(self, saisine: Saisine) -> dict[str, Any]:
        return {"due_on": saisine.due_on}


class DatesForm(ActForm):
    """The two dates that count for the time limits."""

    parties_agreed_on = day_field(
        "Accord écrit des parties pour une médiation", "Proposé dès que chaque partie a donné le sien."
    )
    first_meeting_on = day_field(
        "Première réunion",
        "À défaut d’accord écrit, c’est elle qui interrompt les délais. Proposée dès qu’un rendez-vous est dit tenu.",
    )

    def first(self, saisine: Saisine) -> dict[str, Any]:
        agreed = saisine.parties_agreed_on or agreed_by_all(Partie.objects.filter(saisine=saisine))
        met = saisine.first_meeting_on or first_held(saisine)
        return {"parties_agreed_on": agreed, "first_meeting_on": met}

    def prepare(self) -> None:
        for name in ("parties_agreed_on", "first_meeting_on"):
            limits = {"min": self.saisine.received_on.isoformat(), "max": clock.today().isoformat()}
            self.fields[name].widget.attrs |= limits


class NoteForm(ActForm):
    """A note of the office."""

    takes = "text"
    columns = {"text": "mediature.Note.text"}
    text = forms.CharField(
        label="Note",
        help_text="La personne ne la lit pas, sauf si elle demande ses données.",
        max_length=20000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Écrivez la note."},
    )
    visibility = forms.ChoiceField(label="Visible par", initial=Visibilite.BUREAU)

    def first(self, saisine: Saisine) -> dict[str, Any]:
        return {"visibility": Visibilite.BUREAU}

    def prepare(self) -> None:
        mine = self.saisine.mediateur_id == self.user
        allowed = [Visibilite.BUREAU, *([Visibilite.MEDIATEUR] if mine else [])]
        offer(self, "visibility", [(each.value, each.label) for each in allowed])


class CloseForm(ActForm):
    """How the case ends."""

    takes = "words"
    columns = {"words": "mediature.Saisine.conclusion"}
    issue = forms.ChoiceField(label="Issue", error_messages={"required": "Choisissez l’issue."})
    words = forms.CharField(
        label="Conclusion motivée",
        help_text="La personne la lira, par courriel si elle a donné une adresse.",
        max_length=20000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Écrivez la conclusion : la personne la lira."},
    )
    in_person = forms.BooleanField(label="La médiation s’est faite en présence des parties", required=False)
    agreement = forms.BooleanField(label="Les parties se sont mises d’accord", required=False)

    def first(self, saisine: Saisine) -> dict[str, Any]:
        proposed = {"issue": Issue.INACTIVITE} if silence_of(saisine) else {}
        agreed = saisine.agreement or Protocole.objects.filter(saisine=saisine, etat__in=AGREED).exists()
        return proposed | {"words": saisine.conclusion, "in_person": saisine.in_person, "agreement": agreed}

    def prepare(self) -> None:
        issues: list[Issue] = list(issues_of(Recevabilite(self.saisine.recevabilite)))
        offer(self, "issue", [("", "Choisir"), *[(each.value, each.label) for each in issues]])


class PieceForm(ActForm):
    """A document that the office adds; one that the mediator alone may read stays out of here."""

    columns = {"label": "mediature.Piece.label"}
    file = OneReceivedField(
        label="Fichier",
        error_messages={"required": "Choisissez le fichier.", "empty": "Ce fichier est vide : choisissez-en un autre."},
    )
    label = forms.CharField(
        label="Intitulé",
        help_text="Par exemple : réponse du service.",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    visibility = forms.ChoiceField(
        label="Visible par",
        choices=[(each.value, each.label) for each in (Visibilite.REQUERANT, Visibilite.BUREAU)],
    )

    def prepare(self) -> None:
        by = Actor(ActorKind.USER, str(self.user))
        receive(self, "file", grant=Grant(by, f"{self.saisine.key}:document", 1, LARGEST))


class ConfirmForm(ActForm):
    """Nothing but the case as it was read: taken, given back or reopened."""
