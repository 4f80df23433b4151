"""What is typed finds the cases of one's office, whatever of it one may read, and no other."""

import re

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.journal.models import JournalEntry
from parvis.kernel.actor import system
from parvis.kernel.database.words import Typed, looking_for, may_hold, typed_words
from parvis.kernel.french.folding import fold_letters
from parvis.kernel.scope import Reach, open_scope, unnoted
from parvis.products.mediature.actions.handling import assign, write_note
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.models import Note, Requerant, Saisine, SearchEntry
from parvis.products.mediature.queries.dossiers import FOUND
from parvis.products.mediature.queries.found import passage_of, passages
from parvis.products.mediature.queries.sources import office_key
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.messages import make_message
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
LIST = "/mediature/bureau/"


@pytest.fixture
def case(office, mediator):
    made = make_saisine(office, facts="Les réfugiées n’ont pas eu d’inscription à l’école.")
    with open_scope(acting_as(mediator)):
        assign(by=acting_as(mediator), saisine=made, to=mediator)
    return made


def found(user, words):
    response = signed_in_browser(user).get(LIST, {"mots": words, "vue": "tous"})
    return [line.saisine.number for line in response.context["lines"]]


@pytest.mark.parametrize("words", ["refugie", "RÉFUGIÉS", "inscriptions", "inscripti", "les écoles", "benali samir"])
def test_roots_and_begun_words_find_a_case(case, mediator, words):
    assert found(mediator, words) == [case.number]


@pytest.mark.parametrize("words", ["scription", "réfugiées voirie", "!!", "' | 'voirie", "1"])
def test_other_words_find_none(case, mediator, words):
    assert found(mediator, words) == []


def test_a_note_for_the_mediator_alone_finds_the_case_for_them_alone(case, mediator, office):
    by = acting_as(mediator)
    with open_scope(by):
        write_note(by=by, saisine=case, text="Éviction probable.", visibility=Visibilite.MEDIATEUR)
    colleague = make_agent(office)
    assert found(mediator, "eviction refugiee") == [case.number]
    assert found(colleague, "eviction") == []
    assert found(colleague, "refugiee") == [case.number]
    with open_scope(system("test"), reach=Reach.EVERYTHING):
        Saisine.objects.filter(pk=case.pk).update(mediateur=colleague)
    assert found(mediator, "eviction") == []
    assert found(colleague, "eviction") == [case.number]


def test_nothing_of_another_office_is_found(case):
    assert found(make_agent(make_collectivite()), "refugiee") == []


def test_words_follow_what_is_written_moved_and_erased(case, mediator, office):
    by = acting_as(mediator)
    with open_scope(by):
        note = write_note(by=by, saisine=case, text="Barbacane")
        other = make_saisine(office)
    assert found(mediator, "barbacane") == [case.number]
    with open_scope(system("test"), reach=Reach.EVERYTHING):
        Note.objects.filter(pk=note.pk).update(saisine=other)
    assert found(mediator, "barbacane") == [other.number]
    with open_scope(system("test"), reach=Reach.EVERYTHING):
        Requerant.objects.filter(pk=other.requerant_id).update(town="Échirolles")
        note.delete()
    assert found(mediator, "echirolles") == [other.number]
    assert found(mediator, "barbacane") == []
    with open_scope(system("test"), reach=Reach.EVERYTHING):
        Saisine.objects.get(pk=other.pk).delete()
        assert SearchEntry.objects.count() == 1


def test_what_is_found_is_shown_where_it_stands(case, mediator):
    shown = signed_in_browser(mediator).get(LIST, {"mots": "réfugié", "vue": "tous"}).content.decode()
    assert "Ce qui s’est passé : Les <mark>réfugiées</mark> n’ont" in shown


@pytest.mark.parametrize(
    "words",
    ["محمد", "مُحَمَّد بن", "dvorak", "Dvořák", "walesa", "WAŁĘSA", "nguyen", "ОЛЬГА", "yildiz"],
)
def test_a_name_of_any_script_is_found(office, mediator, words):
    person = {"first_name": "محمد بن", "last_name": "Dvořák Wałęsa", "facts": "Nguyễn, Yıldız et Ольга attendent."}
    made = make_saisine(office, **person)
    assert found(mediator, words) == [made.number]


def test_words_of_another_script_are_shown_where_they_stand(office, mediator):
    make_saisine(office, facts="Elle signe Ольга, et l’agent lit Olga.")
    page = signed_in_browser(mediator).get(LIST, {"mots": "ольга", "vue": "tous"}).content.decode()
    assert "<mark>Ольга</mark>" in page


def test_a_passage_is_cut_between_words():
    with open_scope(system("test")):
        typed = typed_words("chaussee")
    passage = passage_of("Faits", "avant " * 40 + "la chaussée " + "après " * 40, typed)
    words = "".join(each for each, _ in passage.parts)
    assert words.startswith("…avant")
    assert words.endswith("après…")
    assert ("chaussée", True) in passage.parts


@given(st.text(alphabet="aàbeéœsœ'-_ x", max_size=40), st.text(alphabet="abeosx", min_size=1, max_size=6))
def test_no_text_that_has_a_word_is_passed_over(text, word):
    typed = Typed(word, word[:-1])
    has = any(typed.is_in(fold_letters(each)) for each in re.findall(r"\w+", text))
    assert (passage_of("Faits", text, [typed]) is not None) is has


WRITTEN = st.text(alphabet="aàbeéœsœ'-_ x%\\ÉŞłđřمُЁ", max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WRITTEN, word=st.text(alphabet="abeosxlrdمеs", min_size=1, max_size=6))
def test_the_database_passes_over_no_text_that_has_a_word(case, mediator, text, word):
    typed = Typed(word, word[:-1])
    has = any(typed.is_in(fold_letters(each)) for each in re.findall(r"\w+", text))
    with open_scope(acting_as(mediator)):
        kept = Saisine.objects.annotate(said=Value(text)).filter(may_hold("said", [typed]))
        assert kept.exists() or not has


def test_what_is_looked_for_may_be_in_any_of_its_sources(case, mediator):
    with open_scope(acting_as(mediator)):
        write_note(by=acting_as(mediator), saisine=case, text="Rappeler le péage.", visibility=Visibilite.BUREAU)
        assert passages(acting_as(mediator), [case.pk], typed_words("peages"))[case.pk].label == "Note"
        assert passages(acting_as(mediator), [case.pk], typed_words("refugies"))[case.pk].label == "Ce qui s’est passé"
        assert passages(acting_as(mediator), [case.pk], typed_words("voirie")) == {}


def test_whose_the_passages_are_is_asked_once_for_all_sources(case, mediator):
    with open_scope(system("test"), reach=Reach.EVERYTHING):
        make_message(case, text="Le péage du pont.")
    with CaptureQueriesContext(connection) as seen, open_scope(acting_as(mediator)):
        write_note(by=acting_as(mediator), saisine=case, text="Rappeler l’octroi.", visibility=Visibilite.BUREAU)
        for words in ("octroi", "peage"):
            assert passages(acting_as(mediator), [case.pk], typed_words(words))
    asked = [each["sql"] for each in seen if '"requerant_id" AS' in each["sql"]]
    assert len([sql for sql in asked if sql.startswith('SELECT "mediature_saisine"."id" AS "pk"')]) == 1
    with open_scope(system("test"), reach=Reach.EVERYTHING), unnoted():
        lines = list(JournalEntry.objects.filter(actor_key=acting_as(mediator).key, verb="read"))
    named = [line for line in lines if line.object_key in {"mediature.Note", "mediature.Message"}]
    assert len(named) == 2
    assert [len(line.subjects) for line in named] == [1, 1]
    assert named[0].subjects == named[1].subjects


def test_more_cases_than_anybody_reads_are_counted_no_further(case, mediator, office):
    common = {field.attname: getattr(case, field.attname) for field in Saisine._meta.concrete_fields}
    Saisine.objects.bulk_create(
        Saisine(**common | {"id": None, "access": f"autre-{rank}", "number": f"2026-9{rank:05d}"})
        for rank in range(FOUND)
    )
    page = signed_in_browser(mediator).get(LIST, {"mots": "refugiees", "vue": "tous"})
    assert (page.context["page"].paginator.count, page.context["many"]) == (FOUND, True)
    assert re.search(rf"Plus de {FOUND}\sdossiers", page.content.decode())
    Saisine.objects.filter(number="2026-900000").delete()
    page = signed_in_browser(mediator).get(LIST, {"mots": "refugiees", "vue": "tous"})
    assert (page.context["page"].paginator.count, page.context["many"]) == (FOUND, False)


def test_the_index_on_words_is_used_under_row_security(case, mediator, office):
    actor = acting_as(mediator)
    with (
        open_scope(actor),
        looking_for(typed_words("refugie"), [office_key(office.organisation_id)]),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute("EXPLAIN SELECT saisine_id FROM mediature_searchentry")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Bitmap Index Scan on searchentry_words" in plan


def test_queries_do_not_grow_with_what_is_found(mediator, office):
    browser, told = signed_in_browser(mediator), []
    for wanted in (1, 29):
        for _ in range(wanted):
            make_saisine(office)
        with CaptureQueriesContext(connection) as seen:
            assert len(browser.get(LIST, {"mots": "cantine"}).context["lines"]) in {1, 30}
        told.append(len(seen))
    assert told[0] == told[1]
