"""A field of files that leave as soon as they are chosen, piece by piece; without JavaScript, with the form."""

import json
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.urls import reverse

from parvis.core.documents.models import Upload
from parvis.core.documents.queries.grants import Grant
from parvis.core.documents.queries.received import received, uploads_at

SENT: Final = "-envois"
GONE: Final = (
    "Un fichier déjà envoyé n’est plus en attente : il est joint, ou trop ancien. Voyez la liste des documents, et "
    "choisissez-le de nouveau s’il y manque."
)


@dataclass(frozen=True)
class Given:
    """What a form brings: files that came with it, and the numbers of those that were sent before."""

    files: list[Any]
    sent: list[str]

    def __bool__(self) -> bool:
        return bool(self.files or self.sent)


class ReceivingInput(forms.FileInput):
    """Draws the field; its page sends the files by itself where ``sends_to`` says."""

    template_name = "documents/uploads.html"
    allow_multiple_selected = True
    grant: Grant | None = None
    # One field of a form shows what is on its way by all of them.
    lists = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Given:
        """The files and the numbers."""
        return Given(_every(files, name), _every(data, name + SENT))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither came."""
        return name not in files and name + SENT not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's context, where to send, and what is on its way already."""
        context = super().get_context(name, value, attrs)
        if (grant := self.grant) is not None:
            told = {
                "data-parvis-uploads": reverse("documents:uploads", args=[grant.signed()]),
                "data-parvis-sent": name + SENT,
            }
            if self.lists:
                told["data-parvis-list"] = json.dumps([_told(each) for each in uploads_at(grant.by, grant.place)])
            context["widget"]["attrs"] |= told
        context["sends"] = self.lists
        return context


class ReceivingField(forms.FileField):
    """The files that were chosen, however they came; each is judged alone, by what keeps it."""

    widget = ReceivingInput
    grant: Grant | None = None

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        """All of them: one that is refused does not take the others with it."""
        given = data if isinstance(data, Given) else Given([], [])
        files: list[File] = [each for each in given.files if each]
        if self.grant is not None and given.sent:
            wanted = {*given.sent}
            sent = [each for each in received(self.grant.by, self.grant.place) if str(each.upload.pk) in wanted]
            if len(sent) < len(wanted):
                raise ValidationError(GONE)
            files += sent
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return files


class OneReceivedField(ReceivingField):
    """One file."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.widget.allow_multiple_selected = False
        self.widget.attrs.pop("multiple", None)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, or nothing; one that is empty is refused, as by any field of a file."""
        file = next(iter(super().clean(data, initial)), None)
        if file is not None and not file.size:
            raise ValidationError(self.error_messages["empty"], code="empty")
        return file


def receive(form: forms.BaseForm, *names: str, grant: Grant) -> None:
    """Let the fields ``names`` send what is chosen at once, and take what was sent under this grant."""
    for name in names:
        field = form.fields[name]
        if not isinstance(field, ReceivingField) or not isinstance(field.widget, ReceivingInput):
            raise TypeError(f"{name} is not a field that receives files")
        field.grant = field.widget.grant = grant
        field.widget.lists = name == names[-1]


def _told(upload: Upload) -> dict[str, Any]:
    return {
        "id": str(upload.pk), "name": upload.name, "mark": upload.mark, "length": upload.length,
        "received": upload.received,
    }  # fmt: skip


def _every(given: Any, name: str) -> list[Any]:
    if hasattr(given, "getlist"):
        return list(given.getlist(name))
    return [given[name]] if given.get(name) else []
