"""Texts that an office writes often: filled in for one case, without losing what was typed."""

import pytest

from parvis.kernel import clock
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.models import Modele
from parvis.products.mediature.queries.modeles import filled
from tests.factories.mediature import acting_as, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db
TEXTS = "/mediature/bureau/textes/"


def text(response):
    return response.content.decode()


def write(browser, office, words="Bonjour {{ prenom }}, dossier {{numero}}.", title="Bienvenue"):
    return browser.post(TEXTS, {"office": office.organisation_id, "title": title, "text": words})


def test_a_text_is_written_corrected_and_archived(browser, office):
    assert write(browser, office).status_code == 302
    kept = Modele.objects.get(organisation__isnull=False)
    assert "Bonjour {{ prenom }}" in text(browser.get(TEXTS))
    sent = {"office": office.organisation_id, "title": "Salutations", "text": "Bonjour."}
    assert browser.post(f"{TEXTS}{kept.pk}/", sent).status_code == 302
    assert Modele.objects.get(organisation__isnull=False).title == "Salutations"
    assert browser.post(f"{TEXTS}{kept.pk}/archiver/").status_code == 302
    assert "<strong>Salutations</strong>" not in text(browser.get(TEXTS))


def test_an_unknown_variable_is_refused_with_those_that_are_known(browser, office):
    answer = write(browser, office, "Bonjour {{ prenon }}.")
    assert answer.status_code == 422
    assert "Personne ne sait remplir « {{ prenon }} »" in text(answer)
    assert "{{ date_saisine }}" in text(answer)
    assert "Bonjour {{ prenon }}." in text(answer)
    assert not Modele.objects.filter(organisation__isnull=False).exists()


def test_two_texts_of_an_office_have_two_titles(browser, office):
    write(browser, office)
    assert "porte ce titre" in text(write(browser, office))


def test_the_texts_of_another_office_and_the_common_ones_are_not_ours_to_change(browser, office):
    common = Modele.objects.create(title="Commun", text="Bonjour.")
    theirs = Modele.objects.create(title="Le leur", text="Secret.", organisation=make_collectivite().organisation)
    shown = text(browser.get(TEXTS))
    assert "Commun" in shown
    assert "Secret" not in shown
    for each in (common, theirs):
        assert browser.get(f"{TEXTS}{each.pk}/").status_code == 404
        assert browser.post(f"{TEXTS}{each.pk}/archiver/").status_code == 404


def test_a_text_is_filled_in_with_what_the_case_says(office, mediator):
    case, by = make_saisine(office), acting_as(mediator)
    with open_scope(by):
        assign(by=by, saisine=case, to=mediator)
        case.refresh_from_db()
        told = filled(
            "{{ prenom }} {{nom}} {{ numero }} {{ collectivite }} {{ mediateur }} {{ date_du_jour }} {{ x }}", case
        )
    today = date_in_words(clock.today())
    assert told == f"Samira Benali {case.number} Dijon {mediator.get_full_name()} {today} {{{{ x }}}}"


@pytest.mark.parametrize(("act", "field"), [("decider", "reasons"), ("note", "text"), ("clore", "words")])
def test_a_text_is_inserted_after_what_was_typed_and_nothing_is_sent(browser, office, act, field):
    case = make_saisine(office)
    page = f"/mediature/bureau/{case.number}/"
    Modele.objects.filter(organisation=None).delete()
    assert "Insérer le texte choisi" not in text(browser.get(page))
    write(browser, office)
    sent = {
        "version": 1,
        field: "Déjà tapé.",
        "modele": Modele.objects.get(organisation__isnull=False).pk,
        "inserer": "1",
    }
    sent |= {"recevabilite": "recevable"} if act == "decider" else {}
    answer = browser.post(f"{page}{act}/", sent)
    assert answer.status_code == 200
    form = {name: each for name, _, each in answer.context["acts"]}[act]
    assert form[field].value() == f"Déjà tapé.\n\nBonjour Samira, dossier {case.number}."
    if act == "decider":
        assert form["recevabilite"].value() == "recevable"
    case.refresh_from_db()
    assert (case.version, case.reasons, case.notes.count()) == (1, "", 0)
    for nothing in ("", "999999", "x"):
        typed = browser.post(f"{page}{act}/", sent | {"modele": nothing})
        assert {name: each for name, _, each in typed.context["acts"]}[act][field].value() == "Déjà tapé."


def test_a_common_text_is_copied_to_be_adapted(browser, office):
    common = Modele.objects.filter(organisation=None).first()
    assert f"?copie={common.pk}#ecrire" in text(browser.get(TEXTS))
    form = browser.get(TEXTS, {"copie": common.pk}).context["form"]
    assert (form["title"].value(), form["text"].value()) == (common.title, common.text)
    assert browser.get(TEXTS, {"copie": "rien"}).context["form"]["title"].value() is None
    assert write(browser, office, form["text"].value(), common.title).status_code == 302
