"""What those who answer decide, and how they look through the queue."""

from typing import Any, ClassVar

from django import forms

from parvis.core.privacy.actions.rights.answering import grounds_for
from parvis.core.privacy.enums.rights import State
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.rights.held import Held
from parvis.kernel.declarations.privacy import Right

OUTCOMES = [
    (State.ANSWERED.value, "Accepter"),
    (State.PARTLY.value, "Accepter en partie"),
    (State.REFUSED.value, "Refuser"),
]
CHANGE = "changer"


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
        self.fields["service"].choices = [  # type: ignore[attr-defined]  # the stubs know only the base field
            ("", "Tous les services"),
            *((service.key, service.title) for service in ordered_services()),
        ]


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
        help_text="Des phrases pour la personne. La décision, le motif et les voies de recours y sont déjà.",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, leg: RightsLeg, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [  # type: ignore[attr-defined]  # the stubs know only the base field
            ("", "Aucun motif : la demande est acceptée"),
            *((ground.value, ground.label) for ground in grounds_for(leg)),
        ]


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
