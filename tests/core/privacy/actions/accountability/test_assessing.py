"""Two criteria, or the CNIL's list, and nothing goes live without a signed assessment."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.accountability.demonstration import sign_everything
from parvis.core.privacy.checks import every_high_risk_is_assessed
from parvis.core.privacy.models import Assessment
from parvis.core.privacy.queries.accountability.impact import impact_lines
from parvis.core.privacy.queries.accountability.publication import publication_of
from parvis.core.privacy.queries.coherence import incoherent
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Criterion, assessment_due, criteria_of, services, tables
from tests.factories.privacy import sign_and_publish

TASK = system("tests")
PAGE = "/administration/registre/analyses/plateforme/documents/"
GIVEN = {
    "reference": "AIPD 2026-04",
    "author": "Karim Essai",
    "opinion": "Favorable.",
    "signatory": "Anne Essai",
    "quality": "déléguée à la protection des données",
    "signed_on": "2026-03-03",
}


def line(key):
    return next(each for each in impact_lines() if each.key == key)


def plain(service="coop", activity="contact"):
    return next(each for each in services.get(service).activities if each.key == activity)


@given(st.sets(st.sampled_from(sorted(Criterion))))
def test_two_criteria_are_enough_and_one_is_not(said):
    activity = replace(plain(), criteria=tuple(said), impact_assessment=False)
    assert set(criteria_of(activity)) == said
    assert assessment_due(activity) is (len(said) >= 2)


def test_what_the_declaration_shows_counts_without_being_said():
    activity = replace(plain(), automated="Un appariement.", feeds=plain(activity="entrepot").feeds)
    assert criteria_of(activity) == (Criterion.EVALUATION, Criterion.CROSSING)
    assert assessment_due(replace(plain(), cnil_list="accompagnement social"))


@pytest.mark.parametrize("key", ["coop.suivi", "mediature.documents", "conseiller-numerique.candidats"])
@pytest.mark.django_db
def test_the_processings_at_risk_of_the_texts_need_one(key):
    assert line(key).due
    assert len(line(key).criteria) >= 2


def test_a_processing_that_hides_its_risk_fails_the_check():
    coop = services.get("coop")
    hidden = replace(plain(), criteria=("vulnerable", "large-scale"))
    unknown = replace(plain(), criteria=("inventé",))
    for activity, words in ((hidden, "analyse d’impact est due"), (unknown, "critère inconnu : inventé")):
        found = incoherent([replace(coop, activities=(activity,))], tables)
        assert [problem.code for problem in found if words in problem.message] == ["E014"]


@pytest.mark.django_db
def test_an_open_processing_without_its_assessment_is_warned_of_and_keeps_its_policy_back(acting):
    warned = every_high_risk_is_assessed(None, databases=["default"])
    assert sorted((each.id, each.msg.partition(" de ")[2].split()[0]) for each in warned) == [
        ("privacy.I014", key)
        for key in (
            "mediature.documents",
            "mediature.echanges",
            "mediature.saisines",
            "plateforme.courriels",
            "plateforme.documents",
        )
    ]
    assert [each.key for each in publication_of(services.get("plateforme")).assessments] == [
        "plateforme.courriels", "plateforme.documents",
    ]  # fmt: skip
    sign_everything(by=TASK)
    assert every_high_risk_is_assessed(None, databases=["default"]) == []
    assert not publication_of(services.get("plateforme")).refused


@pytest.mark.django_db
def test_a_processing_that_changed_is_to_be_assessed_again(acting, monkeypatch):
    sign_and_publish()
    coop = services.get("coop")
    assert not line("coop.suivi").stale
    changed = tuple(replace(each, note="Autre usage.") if each.key == "suivi" else each for each in coop.activities)
    monkeypatch.setitem(services._items, "coop", replace(coop, activities=changed))
    assert line("coop.suivi").stale
    assert line("coop.suivi").missing


@pytest.mark.django_db
def test_an_administrator_signs_and_the_journal_says_who(administrator, client):
    with clock.frozen(datetime(2026, 3, 3, 10, tzinfo=UTC)):
        future = client.post(PAGE, GIVEN | {"signed_on": "2026-03-04"})
        assert (future.status_code, "Donnez une date passée" in future.content.decode()) == (422, True)
        assert client.post(PAGE, GIVEN).status_code == 302
    signed = Assessment.objects.get()
    assert (signed.reference, signed.signatory) == ("AIPD 2026-04", "Anne Essai")
    entry = JournalEntry.objects.get(verb="privacy.assessment.signed")
    assert entry.actor_key == f"user:{administrator.pk}"
    assert "AIPD 2026-04" in client.get("/administration/registre/analyses/").content.decode()


@pytest.mark.django_db
def test_the_file_for_the_tool_of_the_cnil_has_its_shape_and_our_facts(administrator, client):
    client.post(PAGE, GIVEN)
    response = client.get(f"{PAGE}pia.json")
    document = response.json()
    assert 'filename="pia-plateforme-documents.json"' in response["Content-Disposition"]
    assert set(document) == {"pia", "answers", "measures", "evaluations", "comments"}
    assert (document["pia"]["author_name"], document["pia"]["dpo_opinion"]) == ("Karim Essai", "Favorable.")
    answers = {answer["reference_to"]: answer["data"] for answer in document["answers"]}
    # The tool's import: « pia » with the version of its database, then four lists whose lines name it.
    assert isinstance(document["pia"]["dbVersion"], int)
    assert {line["pia_id"] for name in ("answers", "measures") for line in document[name]} == {document["pia"]["id"]}
    # Text questions by its numbers, all answered in HTML; risks, evaluations and validation are for people to say.
    assert set(answers) == {111, 112, 113, 121, 122, 123, *range(211, 216), *range(221, 228)}
    assert all(set(data) == {"text", "gauge", "list"} and data["text"].startswith("<p>") for data in answers.values())
    assert (document["pia"]["status"], document["pia"]["evaluator_name"], document["evaluations"]) == (0, "", [])
    assert "portabilité" in answers[223]["text"]
    assert "portabilité" not in answers[225]["text"]
    assert "contenu chiffré" in answers[121]["text"]
    assert client.get("/administration/registre/analyses/coop/rien/pia.json").status_code == 404
