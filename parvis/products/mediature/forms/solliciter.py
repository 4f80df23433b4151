"""What the office asks of a service, the directory of services, and what a service answers."""

from collections.abc import Mapping
from typing import Any

from django import forms

from parvis.core.documents.forms.uploads import ReceivingField, ReceivingInput, receive
from parvis.core.documents.queries.grants import Grant
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.forms import offer, offer_one_of, offer_rows
from parvis.products.mediature.actions.drafting import LARGEST
from parvis.products.mediature.actions.replying import FILES
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.forms.bureau import ActForm, day_field
from parvis.products.mediature.forms.enregistrer import OFF
from parvis.products.mediature.forms.saisir import ACCEPTED
from parvis.products.mediature.models import Piece, Saisine, ServiceInterne, Sollicitation
from parvis.products.mediature.queries.echanges import in_the_case
from parvis.products.mediature.queries.relances import latest_extension, usual_due


class AskForm(ActForm):
    """A question to a service, with the pieces that are chosen for it: none unless said."""

    columns = {"question": "mediature.Sollicitation.question"}
    service = forms.ModelChoiceField(
        label="Service",
        queryset=ServiceInterne.objects.none(),
        empty_label="Choisir",
        error_messages={
            "required": "Choisissez le service. S’il n’est pas dans la liste, inscrivez-le d’abord à l’annuaire.",
            "invalid_choice": "Choisissez dans la liste.",
        },
    )
    question = forms.CharField(
        label="Question",
        help_text="Le service ne lit rien d’autre du dossier : dites-lui de qui et de quoi il s’agit, sans plus.",
        max_length=20000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Écrivez la question : le service ne lira rien d’autre du dossier."},
    )
    pieces = forms.TypedMultipleChoiceField(
        label="Pièces confiées au service",
        help_text="Aucune n’est envoyée sans être cochée.",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez parmi les pièces de ce dossier."},
    )
    due_on = day_field("Réponse attendue pour le", "Un mois, sauf si vous en décidez autrement.", required=True)

    def first(self, saisine: Saisine) -> dict[str, Any]:
        return {"due_on": usual_due(clock.today())}

    def prepare(self) -> None:
        services = ServiceInterne.objects.asked().filter(organisation=self.saisine.organisation_id)
        offer_rows(self, "service", services)
        kept = in_the_case(Piece.objects.filter(saisine=self.saisine)).exclude(visibility=Visibilite.MEDIATEUR)
        pieces = [(piece.pk, str(piece)) for piece in kept.select_related("document")]
        if pieces:
            offer(self, "pieces", pieces)
        else:
            del self.fields["pieces"]


class ServiceForm(forms.ModelForm):
    """A service as the office reaches it."""

    columns = {name: f"mediature.ServiceInterne.{name}" for name in ("name", "email", "phone")}
    office = forms.TypedChoiceField(
        label="Bureau",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez le bureau.",
            "invalid_choice": "Choisissez un bureau où vous travaillez.",
        },
    )
    field_order = ("office", "name", "email", "phone")

    class Meta:
        model = ServiceInterne
        fields = ("name", "email", "phone")
        widgets = {"name": forms.TextInput(OFF), "email": forms.EmailInput(OFF), "phone": forms.TextInput(OFF)}
        help_texts = {
            "name": "Par exemple : service scolaire.",
            "email": "De préférence celle du service plutôt que d’une personne : les questions y arrivent.",
        }
        error_messages = {
            "name": {"required": "Écrivez le nom du service."},
            "email": {"required": "Écrivez l’adresse où envoyer les questions."},
        }

    def __init__(self, *args: Any, offices: Mapping[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offices is None:
            # A service stays in the directory where it was inscribed.
            del self.fields["office"]
        else:
            offer_one_of(self, "office", offices)

    def validate_unique(self) -> None:
        """The action says which name is taken."""

    def validate_constraints(self) -> None:
        """The action says which name is taken."""


class ReplyForm(forms.Form):
    """The answer of a service, with files."""

    columns = {"text": "mediature.Reponse.text", "photo": "mediature.Piece.label", "fichiers": "mediature.Piece.label"}
    text = forms.CharField(
        label="Votre réponse",
        help_text="Le médiateur la lit. Il décide s’il la transmet à la personne.",
        max_length=20000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Écrivez votre réponse, même courte si elle est dans un fichier."},
    )
    photo = ReceivingField(
        label="Photographier un document",
        help_text="Sur un téléphone, l’appareil photo s’ouvre.",
        required=False,
        widget=ReceivingInput({"accept": "image/*", "capture": "environment"}),
    )
    fichiers = ReceivingField(
        label="Joindre des fichiers",
        help_text="25 Mo au plus chacun. L’antivirus les lit d’abord.",
        required=False,
        widget=ReceivingInput({"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, by: Actor, asked: Sollicitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receive(self, "photo", "fichiers", grant=Grant(by, f"mediature.Sollicitation:{asked.pk}", FILES, LARGEST))

    @property
    def chosen(self) -> list[Any]:
        """All of the files."""
        return [*self.cleaned_data["photo"], *self.cleaned_data["fichiers"]]


class TimeForm(forms.Form):
    """Until when, and why."""

    columns = {"why": "mediature.Reponse.text"}
    until = day_field("Vous répondrez pour le", required=True)
    why = forms.CharField(
        label="Pourquoi ce délai",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Dites pourquoi : le médiateur en informera la personne s’il le faut."},
    )

    def __init__(self, *args: Any, asked: Sollicitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs["max"] = latest_extension(asked.due_on).isoformat()


class ElsewhereForm(forms.Form):
    """Who is concerned."""

    columns = {"who": "mediature.Reponse.text"}
    who = forms.CharField(
        label="Quel service est concerné ?",
        help_text="Son nom, et si vous l’avez son adresse. Si vous ne savez pas, dites-le.",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Dites quel service est concerné, ou que vous ne le savez pas."},
    )
