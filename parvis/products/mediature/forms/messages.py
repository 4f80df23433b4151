"""What the office writes, and what it does of what came in; what the person answers."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File

from parvis.core.documents.forms.uploads import OneReceivedField, ReceivingInput, receive
from parvis.core.documents.queries.grants import Grant
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.forms import offer
from parvis.products.mediature.actions.drafting import LARGEST
from parvis.products.mediature.actions.hearing import FILES
from parvis.products.mediature.enums import Correspondant
from parvis.products.mediature.forms.enregistrer import FilesField
from parvis.products.mediature.models import Piece, Saisine

LONGEST: Final = 20_000
OFF: Final = {"autocomplete": "off"}
EML: Final = 30_000_000


def text_field(label: str, help_text: str = "", rows: int = 8) -> forms.CharField:
    """What is written, without limit in practice."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": "Écrivez le message."},
    )


class WriteForm(forms.Form):
    """A message of the office: to whom, what, with which documents."""

    columns: Mapping[str, str] = {"text": "mediature.Message.text"}
    answers = forms.IntegerField(widget=forms.HiddenInput, required=False)
    to_person = forms.BooleanField(label="Écrire à la personne", required=False)
    others = forms.CharField(
        label="Écrire à d’autres adresses",
        help_text="Un service, un avocat, une autre institution : une adresse électronique, ou plusieurs séparées "
        "par des virgules.",
        max_length=2000,
        required=False,
        widget=forms.TextInput(OFF),
    )
    shown = forms.BooleanField(
        label="Montrer à chacun les adresses des autres",
        help_text="Sinon, chacun reçoit son propre courriel et ne voit que son adresse.",
        required=False,
    )
    alone = forms.BooleanField(
        label="Réserver cet échange au médiateur du dossier",
        help_text="Le reste du bureau ne le lit pas, ni les réponses ; la personne non plus.",
        required=False,
    )
    subject = forms.CharField(label="Objet", max_length=200, required=False, widget=forms.TextInput(OFF))
    text = text_field("Message")
    pieces = forms.TypedMultipleChoiceField(
        label="Joindre des documents du dossier",
        help_text="Seuls ceux que l’antivirus a trouvés sains. Ce que vous envoyez à la personne devient visible dans "
        "son suivi.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fichiers = FilesField(
        label="Joindre d’autres fichiers",
        help_text="15 Mo ensemble. Ils sont aussi classés dans le dossier ; l’antivirus les lit avant l’envoi.",
        required=False,
    )

    def __init__(self, *args: Any, saisine: Saisine, offered: Iterable[Piece], user: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by = Actor(ActorKind.USER, str(user))
        receive(self, "fichiers", grant=Grant(by, f"{saisine.key}:message", FILES, LARGEST))
        if saisine.mediateur_id != user:
            del self.fields["alone"]
        self.offered = {piece.pk: piece for piece in offered}
        email = saisine.requerant.email
        self.fields["to_person"].help_text = (
            f"Par courriel, à {email}." if email else "Sans adresse électronique, elle lira ce message avec son code."
        )
        if self.offered:
            offer(self, "pieces", [(pk, str(piece)) for pk, piece in self.offered.items()])
        else:
            del self.fields["pieces"]

    def clean_others(self) -> list[str]:
        """Each address, once."""
        return list(dict.fromkeys(each for each in re.split(r"[\s,;]+", self.cleaned_data["others"]) if each))

    @property
    def chosen(self) -> list[Piece]:
        """The documents themselves."""
        return [self.offered[pk] for pk in self.cleaned_data.get("pieces", [])]


class AnswerForm(forms.Form):
    """What the person answers from their page."""

    columns: Mapping[str, str] = {"text": "mediature.Message.text"}
    text = text_field("Votre message", "Le bureau du médiateur le lira. Il est gardé dans votre dossier.")
    fichiers = FilesField(
        label="Joindre des documents",
        help_text=f"{FILES} fichiers au plus, {LARGEST // 1_000_000} Mo chacun.",
        required=False,
    )

    def __init__(self, *args: Any, by: Actor, saisine: Saisine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receive(self, "fichiers", grant=Grant(by, f"{saisine.key}:message", FILES, LARGEST))


class MailFileForm(forms.Form):
    """A mail that was saved as a file; ``place`` names what it is for."""

    file = OneReceivedField(
        label="Courriel enregistré (.eml)",
        help_text="Dans votre logiciel de courriel : « Enregistrer sous », au format .eml.",
        widget=ReceivingInput({"accept": ".eml,message/rfc822"}),
        error_messages={"required": "Choisissez le courriel enregistré.", "empty": "Ce fichier est vide."},
    )

    def __init__(self, *args: Any, by: Actor, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receive(self, "file", grant=Grant(by, f"{place}:mail", 1, EML))

    def clean_file(self) -> File:
        """Not larger than what our own server takes."""
        file: File = self.cleaned_data["file"]
        if file.size > EML:
            raise ValidationError(f"Ce courriel dépasse {EML // 1_000_000} Mo.")
        return file


class ReleaseForm(forms.Form):
    """Who wrote a mail that is let in."""

    partie = forms.ChoiceField(
        label="Qui a écrit ce courriel ?",
        choices=Correspondant.choices,
        widget=forms.RadioSelect,
        help_text="La personne ne lit dans son suivi que ses propres courriels.",
        error_messages={"required": "Dites qui a écrit ce courriel."},
    )


class DropForm(forms.Form):
    """Why a mail is put away."""

    why = forms.CharField(
        label="Pourquoi l’écarter ?",
        help_text="Le dossier garde cette raison ; le courriel et ses pièces jointes sont effacés.",
        max_length=200,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Dites pourquoi : le dossier le garde."},
    )
