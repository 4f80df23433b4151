"""Every form is drawn as the DSFR draws it: summary on top, hints and errors tied to their fields."""

import re
from typing import ClassVar

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from parvis.core.accounts.forms.identity import NameForm


class Questions(forms.Form):
    email = forms.EmailField(label="Adresse électronique", help_text="Par exemple nom@domaine.fr")
    town = forms.ChoiceField(label="Commune", choices=[("25056", "Besançon"), ("974", "Saint-Denis")])
    channel = forms.ChoiceField(
        label="Comment vous répondre ?", choices=[("m", "Par mail"), ("p", "Par courrier")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="J’ai lu")
    note = forms.CharField(label="Précisions", widget=forms.Textarea, required=False)
    proof = forms.FileField(label="Justificatif", required=False)
    born = forms.DateField(label="Naissance", widget=forms.SelectDateWidget(years=[1950]), required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Filters(forms.Form):
    mark_optional = False
    words = forms.CharField(label="Mots", required=False)


def identifiers(html):
    return re.findall(r'\bid="([^"]+)"', html)


def test_unbound_form_has_neither_summary_nor_errors():
    html = str(Questions())
    assert "fr-alert" not in html
    assert "fr-error" not in html
    assert 'class="fr-input"' in html
    assert 'class="fr-select"' in html
    assert 'class="fr-upload"' in html


def test_errors_are_summed_up_with_links_to_fields_that_exist():
    html = str(Questions({"email": "x", "note": "gardé"}))
    links = re.findall(r'<a href="#([^"]+)">([^<]+) :', html)
    assert links == [
        ("id_email", "Adresse électronique"),
        ("id_town", "Commune"),
        ("id_channel_0", "Comment vous répondre ?"),
        ("id_agree", "J’ai lu"),
    ]
    assert {anchor for anchor, _ in links} <= set(identifiers(html))
    assert 'id="erreurs" role="alert" tabindex="-1" autofocus' in html


def test_no_browser_cuts_what_is_pasted_the_form_says_that_it_is_too_long():
    class Short(forms.Form):
        words = forms.CharField(label="Mots", max_length=5)

    assert "maxlength" not in str(Short())
    html = str(Short({"words": "beaucoup"}))
    assert "maxlength" not in html
    assert 'value="beaucoup"' in html
    assert "au plus 5 caractères (actuellement 8)" in html


def test_values_are_kept():
    html = str(Questions({"email": "x", "note": "gardé", "channel": "p"}))
    assert 'value="x"' in html
    assert "gardé" in html
    assert re.search(r'value="p"[^>]*checked', html)


def test_every_reference_leads_to_an_identifier_once():
    html = str(Questions({"email": "x"}))
    known = identifiers(html)
    assert len(known) == len(set(known))
    pointed = {
        one
        for group in re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]+)"', html)
        for one in group.split()
    }
    assert pointed <= set(known)


def test_optional_is_said_except_in_filters():
    assert str(Questions()).count("(facultatif)") == 3
    assert "(facultatif)" not in str(Filters())


def test_values_and_errors_are_escaped():
    html = str(Questions({"email": "<script>alert(1)</script>"}, {"proof": SimpleUploadedFile("<b>.txt", b"x")}))
    assert "<script>" not in html
    assert "<b>" not in html


def test_pagination_keeps_the_filters(rf):
    template = Template("{% load shell %}{% pages page %}")
    from django.core.paginator import Paginator

    page = Paginator(range(300), 10).page(3)
    html = template.render(Context({"request": rf.get("/", {"mots": "numérique", "page": "3"}), "page": page}))
    assert 'href="?mots=num%C3%A9rique&amp;page=4"' in html
    assert 'aria-current="page" title="Page 3"' in html


def test_pagination_of_one_page_is_silent(rf):
    from django.core.paginator import Paginator

    page = Paginator([1], 10).page(1)
    html = Template("{% load shell %}{% pages page %}").render(Context({"request": rf.get("/"), "page": page}))
    assert html.strip() == ""


class Invitation(forms.Form):
    columns: ClassVar[dict[str, str]] = {"email": "accounts.User.email", "kind": "organisations.Organisation.kind"}
    email = forms.EmailField(label="Adresse électronique")
    kind = forms.CharField(label="Nature")
    words = forms.CharField(label="Mots")


def test_a_field_of_a_personal_column_says_why_from_the_register():
    html = str(Invitation())
    assert html.count("data-pourquoi") == 1
    assert "ouvrir un accès personnel et protégé aux services" in html.replace("\xa0", " ")
    assert html.index("Adresse électronique") < html.index("data-pourquoi") < html.index('name="email"')


def test_a_form_of_a_model_tells_its_columns_by_itself():
    form = NameForm()
    assert [field.column for field in form] == ["accounts.User.first_name", "accounts.User.last_name"]
    assert str(form).count("data-pourquoi") == 2


def test_no_placeholder_stands_in_for_a_label():
    form = Filters()
    form.fields["words"].widget.attrs["placeholder"] = "Chercher"
    assert "placeholder" not in str(form)
