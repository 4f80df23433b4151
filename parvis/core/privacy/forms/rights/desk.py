"""What those who answer decide, and how they look through the queue."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from parvis.core.privacy.actions.rights.answering import grounds_for
from parvis.core.privacy.enums.rights import State
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.rights.held import Held, Value
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.forms import offer

OUTCOMES = [
    (State.ANSWERED.value, "Accepter"),
    (State.PARTLY.value, "Accepter en partie"),
    (State.REFUSED.value, "Refuser"),
]
CHANGE = "changer"
# Typed before the row was frozen: kept under the eyes of whoever answers, and no change.
FROZEN = "gele"


class QueueForm(forms.Form):
    """Filters of the queue, in the address."""

    mark_optional = False
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "À traiter"), ("attente", "Identité attendue"), ("closes", "Closes"), ("toutes", "Toutes")],
    )
    service = forms.ChoiceField(label="Service", required=False)
    droit = forms.ChoiceField(
        label="Droit",
        required=False,
        choices=[("", "Tous les droits"), *((right.value, right.words) for right in Right)],
    )
    retard = forms.BooleanField(label="En retard seulement", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "service",
            [
                ("", "Tous les services"),
                *((service.key, service.title) for service in ordered_services()),
            ],
        )


class AnswerForm(forms.Form):
    """The decision. A refusal has a ground, taken from a closed list."""

    columns = {"remark": "privacy.RightsStep.sent"}
    outcome = forms.ChoiceField(
        label="Votre décision",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une décision."},
    )
    ground = forms.ChoiceField(
        label="Motif",
        help_text="Pour un refus, même partiel ; ou pour dire qu’aucune donnée n’est détenue.",
        required=False,
    )
    remark = forms.CharField(
        label="À ajouter à la lettre",
        help_text="Des phrases pour la personne. La décision y est déjà ; en cas de refus, même partiel, le motif et "
        "les voies de recours aussi.",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, leg: RightsLeg, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "ground",
            [
                ("", "Aucun motif : la demande est acceptée"),
                *((ground.value, ground.label) for ground in grounds_for(leg)),
            ],
        )


class ReasonForm(forms.Form):
    """A reason given in writing."""

    QUESTIONS: ClassVar = {
        "delai": "En quoi la demande est-elle complexe ?",
        "piece": "Pourquoi cette pièce est-elle nécessaire ?",
        "levee": "Pourquoi la limitation prend-elle fin ?",
    }
    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Écrivez le motif : il est dit à la personne et gardé comme preuve."},
    )

    def __init__(self, data: Any = None, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["reason"].label = self.QUESTIONS[prefix]


class VerifiedForm(forms.Form):
    """How whoever answers made sure of who asks, where no link did."""

    columns = {"how": "privacy.RightsStep.sent"}
    how = forms.CharField(
        label="Comment avez-vous vérifié ?",
        help_text="Par exemple : rappelée au numéro du dossier, elle a donné son numéro. La personne le lira.",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Dites comment vous avez vérifié : c’est gardé comme preuve."},
    )


class AddressForm(forms.Form):
    """Whom to pass a request on to."""

    columns = {"email": "privacy.RightsLeg.transmitted_to"}
    email = forms.EmailField(
        label="Adresse électronique du responsable",
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": "Écrivez l’adresse du responsable ou de son délégué à la protection des données."},
    )


@dataclass(frozen=True)
class Correction:
    """One value that may be put right, as it is or as it was just typed; ``frozen`` ones wait for a limitation.

    ``source`` is who gave it, where it is not the person.
    """

    name: str
    label: str
    about: str
    typed: Any
    long: bool
    frozen: bool
    source: str


def corrections(found: list[Held], allowed: dict[str, set[str]], frozen: set[str], data: Any) -> list[Correction]:
    """The values beside which a new one is typed: what ``data`` says of them is kept, of the frozen ones too."""
    return [
        Correction(
            name, value.label, row.title or each.label, _typed(data, path, value), value.long, is_frozen, row.source
        )
        for each in found
        for row in each.rows
        for value in row.values
        if value.column in allowed.get(row.table, set())
        for path in [f"{row.table}:{row.pk}:{value.column}"]
        for typed in [_typed(data, path, value)]
        for is_frozen in [f"{row.table}:{row.pk}" in frozen]
        for name in [f"{FROZEN if is_frozen else CHANGE}:{path}"]
    ]


def _typed(data: Any, path: str, value: Value) -> Any:
    shown = "" if value.shown is None else value.shown
    return data.get(f"{CHANGE}:{path}", data.get(f"{FROZEN}:{path}", shown))


def changes_in(data: Any, found: list[Held], allowed: dict[str, set[str]]) -> dict[tuple[str, str, str], str]:
    """The new values typed beside the present ones: what was left as it is is no change, whatever ends its lines."""
    told: dict[tuple[str, str, str], str] = {}
    for each in found:
        for row in each.rows:
            for value in row.values:
                name = f"{CHANGE}:{row.table}:{row.pk}:{value.column}"
                typed, present = (_lines(text) for text in (data.get(name, ""), str(value.shown or "")))
                if value.column in allowed.get(row.table, set()) and name in data and typed != present:
                    told[row.table, str(row.pk), value.column] = typed
    return told


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
