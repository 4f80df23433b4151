"""A saisine that came by letter, by mail, by phone or at the counter, as the office writes it down."""

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files import File
from django.http import QueryDict

from parvis.core.documents.forms.uploads import ReceivingField, receive
from parvis.core.documents.queries.grants import Grant
from parvis.core.documents.queries.refusals import refuse
from parvis.kernel.actor import Actor
from parvis.kernel.forms import offer_one_of, past
from parvis.kernel.french.phone import to_e164
from parvis.products.mediature.actions.beginning import MAIL_SALT
from parvis.products.mediature.actions.drafting import LARGEST, PIECES
from parvis.products.mediature.enums import Canal, Demarche, Juge, Origine, Qualite
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.queries.access import new_code

SALT: Final = "mediature.register"
STALE: Final = timedelta(days=2)
TOO_LONG_AGO: Final = "Cette page était ouverte depuis trop longtemps : envoyez-la de nouveau."
NOT_YOURS: Final = "Choisissez un bureau où vous travaillez."
WAYS: Final = ("email", "phone", "street")
# The enumeration speaks as the person does; here an officer writes about them.
STEPS: Final = {
    Demarche.AUCUNE: "Aucune : rien n’a encore été demandé au service",
    Demarche.REPONSE: "Faite, et le service a répondu",
    Demarche.SILENCE: "Faite, sans réponse du service",
}
OFF: Final = {"autocomplete": "off"}


class FilesField(ReceivingField):
    """The scans of a letter and what came with it."""

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        """Each of the files."""
        files = super().clean(data, initial)
        if len(files) > PIECES:
            raise ValidationError(f"Joignez {PIECES} documents au plus ; les autres s’ajoutent ensuite au dossier.")
        for each in files:
            refuse(each, LARGEST)
        return files


def words_field(
    label: str, limit: int, help_text: str = "", *, rows: int = 0, required: bool = True
) -> forms.CharField:
    """Some words, on one line or several."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=limit,
        required=required,
        widget=forms.Textarea({"rows": rows}) if rows else forms.TextInput(OFF),
        error_messages={"required": f"Écrivez : {label.lower()}."},
    )


class RegisterForm(forms.Form):
    """How it came in, what happened, and how to reach the person."""

    columns: Mapping[str, str] = {
        name: f"mediature.{model}.{name}"
        for model, names in {
            "Saisine": ("facts", "expected", "service", "represented_by"),
            "Requerant": ("first_name", "last_name", "email", "phone", "street", "postal_code", "town"),
        }.items()
        for name in names
    }
    sealed = forms.CharField(widget=forms.HiddenInput, max_length=200, error_messages={"required": TOO_LONG_AGO})
    courriel = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    office = forms.TypedChoiceField(
        label="Bureau", coerce=int, error_messages={"required": "Choisissez le bureau.", "invalid_choice": NOT_YOURS}
    )
    canal = forms.ChoiceField(
        label="Reçue par", choices=[(each.value, each.label) for each in Canal if each is not Canal.FORMULAIRE]
    )
    received_on = day_field(
        "Reçue le",
        "Le jour de l’arrivée du courrier, de l’appel ou de la visite : lui seul compte en droit.",
        required=True,
    )
    origine = forms.ChoiceField(label="À l’initiative de", choices=Origine.choices, initial=Origine.USAGER)
    first_name = words_field("Prénom", 100)
    last_name = words_field("Nom", 100)
    qualite = forms.ChoiceField(label="Qualité", choices=Qualite.choices, initial=Qualite.PARTICULIER)
    represented_by = words_field(
        "Représentée par", 150, "Si quelqu’un agit pour elle, avec son mandat.", required=False
    )
    email = forms.EmailField(
        label="Adresse électronique",
        help_text="L’accusé de réception y est envoyé, avec le code de suivi.",
        required=False,
        widget=forms.EmailInput(OFF),
    )
    phone = forms.CharField(label="Téléphone", max_length=20, required=False, widget=forms.TextInput(OFF))
    street = words_field("Numéro et rue", 200, required=False)
    postal_code = words_field("Code postal", 10, required=False)
    town = words_field("Ville", 100, required=False)
    facts = words_field("Ce qui s’est passé", 20000, "Dans les mots de la personne, autant que possible.", rows=6)
    expected = words_field("Ce qu’elle demande", 4000, rows=3, required=False)
    service = words_field("Service concerné", 200, required=False)
    demarche = forms.ChoiceField(
        label="Première démarche auprès du service",
        choices=[(each.value, words) for each, words in STEPS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si une démarche a été faite."},
    )
    asked_on = day_field("Démarche faite le")
    answered_on = day_field("Réponse du service reçue le")
    juge = forms.ChoiceField(
        label="Un juge est-il déjà saisi ?",
        choices=Juge.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si un juge est saisi."},
    )
    pieces = FilesField(
        label="Documents",
        help_text=f"{PIECES} fichiers au plus, {LARGEST // 1_000_000} Mo chacun. L’antivirus les lit en premier.",
        required=False,
    )
    mine = forms.BooleanField(label="M’attribuer ce dossier", required=False)

    def __init__(self, *args: Any, offices: Mapping[int, str], decides: bool, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page of one person never takes the files that were sent for another.
        page = sha256(str(self["sealed"].value()).encode()).hexdigest()
        receive(self, "pieces", grant=Grant(by, f"mediature.register:{page}", PIECES, LARGEST))
        offer_one_of(self, "office", offices)
        if not decides:
            del self.fields["mine"]

    @staticmethod
    def new_sealed() -> str:
        """A code for what will be registered: sent twice, the same page makes one saisine."""
        return signing.dumps(new_code(), salt=SALT)

    def clean_sealed(self) -> str:
        """The code, as this platform made it."""
        try:
            code: str = signing.loads(self.cleaned_data["sealed"], salt=SALT, max_age=STALE)
        except signing.BadSignature:
            raise ValidationError(TOO_LONG_AGO) from None
        return code

    def clean_courriel(self) -> str:
        """The mail that began this page, as this platform kept it; empty without any."""
        given: str = self.cleaned_data["courriel"]
        try:
            return str(signing.loads(given, salt=MAIL_SALT, max_age=STALE)) if given else ""
        except signing.BadSignature:
            raise ValidationError(TOO_LONG_AGO) from None

    def seal_again(self) -> None:
        """Let what was typed be sent with a new code, when the one of the page is no longer good."""
        data = cast(QueryDict, self.data).copy()
        data["sealed"] = self.new_sealed()
        self.data = data

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        typed: str = self.cleaned_data["phone"].strip()
        try:
            return to_e164(typed) if typed else ""
        except ValueError:
            raise ValidationError("Écrivez un numéro de téléphone complet, par exemple 03 81 61 50 50.") from None

    def clean_received_on(self) -> date | None:
        """Not to come."""
        return past(self.cleaned_data["received_on"])

    def clean_asked_on(self) -> date | None:
        """Not to come."""
        return past(self.cleaned_data["asked_on"])

    def clean_answered_on(self) -> date | None:
        """Not to come."""
        return past(self.cleaned_data["answered_on"])

    def clean(self) -> dict[str, Any]:
        """One means at least to reach the person; dates in their order."""
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(name) or name in self.errors for name in WAYS):
            self.add_error(
                "email",
                "Donnez une adresse électronique, un téléphone ou une adresse postale : il faut pouvoir répondre.",
            )
        asked, answered = given.get("asked_on"), given.get("answered_on")
        if asked and answered and answered < asked:
            self.add_error("answered_on", "La réponse ne peut pas précéder la démarche.")
        return given
