"""The agreement of a case: its articles, what each side undertakes, what each answers, what becomes of it."""

from typing import Any

from django import forms
from django.http import QueryDict

from parvis.kernel import clock
from parvis.kernel.forms import offer_rows
from parvis.products.mediature.actions.concluding import LONGEST
from parvis.products.mediature.enums import Execution, ReponseProtocole, Signe, Visibilite
from parvis.products.mediature.forms.bureau import day_field
from parvis.products.mediature.forms.enregistrer import OFF
from parvis.products.mediature.models import Engagement, Modele, Partie, Piece, Protocole, Saisine
from parvis.products.mediature.queries.modeles import filled, offered
from parvis.products.mediature.queries.protocoles import accepted_by_all, articles_of


class ArticlesForm(forms.Form):
    """The articles, in which a text of the office may be inserted."""

    columns = {"text": "mediature.Protocole.text"}
    inserted = False
    text = forms.CharField(
        label="Articles de l’accord",
        help_text="Séparez les paragraphes par une ligne vide ; « ## » au début d’un paragraphe en fait un titre. Les "
        "parties, les engagements, la confidentialité et les signatures s’ajoutent d’eux-mêmes.",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 14}),
        error_messages={"required": "Écrivez ce que les parties conviennent."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, saisine: Saisine, protocole: Protocole | None) -> None:
        text = protocole.text if protocole else articles_of(saisine)
        super().__init__(data, initial={"text": text, "version": saisine.version})
        self.saisine = saisine
        if texts := offered(saisine.organisation_id):
            label = "Insérer un texte du bureau"
            self.fields["modele"] = forms.ChoiceField(label=label, required=False, choices=[("", "Choisir"), *texts])

    def insert(self, given: QueryDict) -> None:
        """Show what was typed, followed by the text of the office that was chosen."""
        chosen = given.get("modele") or ""
        found = Modele.objects.offered(self.saisine.organisation_id).filter(pk=int(chosen) if chosen.isdecimal() else 0)
        parts = [(given.get("text") or "").strip(), *(filled(each.text, self.saisine) for each in found)]
        self.initial["text"] = "\n\n".join(part for part in parts if part)
        self.inserted = True


class StepForm(forms.Form):
    """What the office does of an agreement."""

    def __init__(self, data: Any = None, *, protocole: Protocole, auto_id: str) -> None:
        super().__init__(data, auto_id=auto_id, initial=self.first(protocole))
        self.prepare(protocole)

    def first(self, protocole: Protocole) -> dict[str, Any]:
        """What it says already."""
        return {}

    def prepare(self, protocole: Protocole) -> None:
        """Offer only what this agreement has."""


class PromiseForm(StepForm):
    """Who undertakes what, until when."""

    columns = {"who": "mediature.Engagement.who", "words": "mediature.Engagement.words"}
    who = forms.CharField(
        label="Qui s’engage",
        help_text="La personne, le service ou l’organisme.",
        max_length=200,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Dites qui s’engage."},
    )
    words = forms.CharField(
        label="À quoi",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Écrivez à quoi cette partie s’engage."},
    )
    due_on = day_field("Au plus tard le", "Ce jour-là, une tâche rappellera au bureau de vérifier.")

    def prepare(self, protocole: Protocole) -> None:
        self.fields["due_on"].widget.attrs |= {"min": clock.today().isoformat()}


class DropForm(StepForm):
    """One of the engagements of a draft."""

    engagement = forms.ModelChoiceField(
        label="Engagement", queryset=Engagement.objects.none(), empty_label="Choisir",
        error_messages={"required": "Choisissez l’engagement à retirer."},
    )  # fmt: skip

    def prepare(self, protocole: Protocole) -> None:
        _offer_promises(self, protocole)


class SureForm(StepForm):
    """Nothing but the act itself."""


class SignatureForm(StepForm):
    """What a party answered otherwise than on line."""

    columns = {"words": "mediature.Signature.words"}
    partie = forms.ModelChoiceField(
        label="Partie", queryset=Partie.objects.none(), empty_label="Choisir",
        error_messages={"required": "Choisissez la partie."},
    )  # fmt: skip
    answer = forms.ChoiceField(
        label="Réponse", choices=ReponseProtocole, widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que cette partie répond."},
    )  # fmt: skip
    moyen = forms.ChoiceField(
        label="Donnée",
        choices=[(each.value, each.label) for each in Signe if each is not Signe.EN_LIGNE],
        error_messages={"required": "Dites comment."},
    )
    on = day_field("Le", required=True)
    piece = forms.ModelChoiceField(
        label="Exemplaire signé",
        help_text="Le papier numérisé ou le courriel. Ajoutez-le d’abord aux documents du dossier.",
        queryset=Piece.objects.none(),
        required=False,
        empty_label="Aucun",
        error_messages={"invalid_choice": "Choisissez parmi les pièces de ce dossier."},
    )
    words = forms.CharField(
        label="En mots",
        help_text="La modification demandée ; ou, à défaut d’exemplaire signé, qui a recueilli l’accord et comment.",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def first(self, protocole: Protocole) -> dict[str, Any]:
        return {"on": clock.today()}

    def prepare(self, protocole: Protocole) -> None:
        saisine = protocole.saisine
        offer_rows(self, "partie", Partie.objects.filter(saisine=saisine))
        pieces = Piece.objects.filter(saisine=saisine).exclude(visibility=Visibilite.MEDIATEUR)
        offer_rows(self, "piece", pieces.select_related("document"))
        _within(self, protocole.proposed_on)


class ConcludeForm(StepForm):
    """From which day the agreement binds the parties."""

    on = day_field("Conclu le", "Le jour du dernier accord, ou celui de la signature commune.", required=True)

    def first(self, protocole: Protocole) -> dict[str, Any]:
        answers = protocole.signatures.filter(revision=protocole.revision)
        return {"on": accepted_by_all(Partie.objects.filter(saisine=protocole.saisine), answers)}

    def prepare(self, protocole: Protocole) -> None:
        _within(self, self.initial["on"])


class HomologateForm(StepForm):
    """When, and by which court."""

    columns = {"court": "mediature.Protocole.court"}
    on = day_field("Homologué le", required=True)
    court = forms.CharField(
        label="Juridiction",
        help_text="Par exemple : le tribunal administratif de Dijon.",
        max_length=200,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Dites quelle juridiction a homologué cet accord."},
    )

    def prepare(self, protocole: Protocole) -> None:
        _within(self, protocole.concluded_on)


class FailForm(StepForm):
    """Why the parties did not agree."""

    columns = {"why": "mediature.Protocole.why"}
    why = forms.CharField(
        label="Pourquoi",
        help_text="Le bureau seul le lira.",
        max_length=500,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Dites pourquoi : le bureau seul le lira."},
    )


class FulfilForm(StepForm):
    """What became of an engagement."""

    columns = {"how": "mediature.Engagement.how"}
    engagement = forms.ModelChoiceField(
        label="Engagement", queryset=Engagement.objects.none(), empty_label="Choisir",
        error_messages={"required": "Choisissez l’engagement."},
    )  # fmt: skip
    execution = forms.ChoiceField(
        label="Il est",
        choices=[(each.value, each.label) for each in (Execution.TENU, Execution.NON_TENU)],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si l’engagement est tenu ou non."},
    )
    on = day_field("Constaté le", required=True)
    how = forms.CharField(
        label="Comment vous le savez",
        help_text="Par exemple : la personne l’a dit au téléphone, le titre annulé est au dossier.",
        max_length=500,
        widget=forms.TextInput(OFF),
        error_messages={"required": "Dites comment vous le savez."},
    )

    def first(self, protocole: Protocole) -> dict[str, Any]:
        return {"on": clock.today()}

    def prepare(self, protocole: Protocole) -> None:
        _offer_promises(self, protocole)
        _within(self, protocole.concluded_on)


class AnswerForm(forms.Form):
    """What the person answers, by one of two buttons."""

    columns = {"words": "mediature.Signature.words"}
    words = forms.CharField(
        label="Ce que vous voulez changer",
        help_text="Seulement si vous demandez une modification. Le médiateur le lira.",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, protocole: Protocole) -> None:
        super().__init__(data, initial={"revision": protocole.revision})

    def clean(self) -> dict[str, Any]:
        """One of the two buttons was pressed."""
        if self.data.get("reponse") not in {"oui", "modification"}:
            raise forms.ValidationError("Répondez par l’un des deux boutons.")
        return self.cleaned_data


def _offer_promises(form: forms.Form, protocole: Protocole) -> None:
    offer_rows(form, "engagement", protocole.engagements.all())


def _within(form: forms.Form, first: Any) -> None:
    limits = {"max": clock.today().isoformat()} | ({"min": first.isoformat()} if first else {})
    form.fields["on"].widget.attrs |= limits
