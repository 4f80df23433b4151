"""A form takes the files that come with it, and those that were sent before it."""

import json

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from parvis.core.documents.actions.receiving import begin_upload, take_in
from parvis.core.documents.forms.uploads import OneReceivedField, ReceivingField, receive
from parvis.core.documents.models import Upload
from parvis.core.documents.queries.grants import Grant
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import open_scope

pytestmark = pytest.mark.django_db

ANNE = Actor(ActorKind.CITIZEN, "a" * 64)
GRANT = Grant(ANNE, "tests.Draft:1", 10, 1_000_000)


class DraftForm(forms.Form):
    photo = ReceivingField(required=False)
    papers = ReceivingField(label="Papiers", error_messages={"required": "Choisissez."})
    one = OneReceivedField(required=False)


@pytest.fixture(autouse=True)
def anne():
    with open_scope(ANNE) as scope:
        yield scope


def sent(name: str = "a.txt", content: bytes = b"bonjour", *, part: int | None = None, grant: Grant = GRANT) -> Upload:
    upload = begin_upload(by=ANNE, grant=grant, name=name, length=len(content), mark="m")
    return take_in(by=ANNE, pk=upload.pk, start=0, piece=content[:part])


def made(data: str = "", *files: SimpleUploadedFile) -> DraftForm:
    form = DraftForm(QueryDict(data), MultiValueDict({"papers": list(files)}))
    receive(form, "photo", "papers", grant=GRANT)
    return form


def test_without_javascript_the_files_come_with_the_form():
    form = made("", SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b"))
    assert form.is_valid()
    assert [each.name for each in form.cleaned_data["papers"]] == ["a.txt", "b.txt"]
    assert (form.cleaned_data["photo"], form.cleaned_data["one"]) == ([], None)


def test_what_was_sent_before_is_taken_beside_what_comes_with_the_form():
    first, second = sent("a.txt"), sent("b.txt", b"bonsoir")
    form = made(f"papers-envois={second.pk}&papers-envois={first.pk}", SimpleUploadedFile("c.txt", b"c"))
    assert form.is_valid()
    files = form.cleaned_data["papers"]
    assert [each.name for each in files] == ["c.txt", "a.txt", "b.txt"]
    assert b"".join(files[2].chunks()) == b"bonsoir"


def test_what_is_not_whole_not_there_or_of_another_form_is_told():
    elsewhere = sent(grant=Grant(ANNE, "tests.Draft:2", 10, 1_000_000))
    for wrong in (sent(part=3).pk, elsewhere.pk, "00000000-0000-4000-8000-000000000000", "rien"):
        form = made(f"papers-envois={wrong}")
        assert not form.is_valid()
        assert "choisissez-le de nouveau" in form.errors["papers"][0]


def test_a_form_that_wants_a_file_says_so():
    assert made().errors["papers"] == ["Choisissez."]


def test_a_field_of_one_file_refuses_an_empty_one_in_its_own_words():
    class OneForm(forms.Form):
        one = OneReceivedField(error_messages={"empty": "Ce fichier est vide."})

    def said(content: bytes) -> dict[str, list[str]]:
        return OneForm({}, MultiValueDict({"one": [SimpleUploadedFile("a.txt", content)]})).errors

    assert said(b"") == {"one": ["Ce fichier est vide."]}
    assert said(b"a") == {}


def test_one_field_of_the_form_lists_what_is_on_its_way():
    upload = sent(part=3)
    page = made().as_p()
    assert page.count("data-parvis-uploads=") == 2
    assert page.count("documents/uploads.js") == 1
    [told] = [
        json.loads(field.widget.get_context("papers", None, {})["widget"]["attrs"]["data-parvis-list"])
        for name, field in made().fields.items()
        if name == "papers"
    ]
    assert told == [{"id": str(upload.pk), "name": "a.txt", "mark": "m", "length": 7, "received": 3}]
    assert "multiple" not in str(made()["one"])


def test_without_a_grant_the_field_is_as_any_other():
    page = DraftForm().as_p()
    assert "data-parvis" not in page
    assert "uploads.js" not in page
