"""A page reads back as the register, with nothing added by hand; the numbers of the texts are in it and in the SQL."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection

from parvis.core.privacy.queries.drawing import sheet_of
from parvis.core.privacy.queries.retention.clocks import Clock, Source, calendar
from parvis.core.privacy.queries.retention.nodes import node_named
from parvis.core.privacy.queries.retention.rules import rules_of
from parvis.kernel.declarations.privacy import LastOf, category_named, services

pytestmark = pytest.mark.django_db
by_service = pytest.mark.parametrize("service", list(services), ids=lambda service: service.key)
SECTION = r'<section aria-labelledby="{}">(.*?)</section>'


def words(html):
    """The words of a piece of page, as a reader hears them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").split())


def said(*parts):
    """The same words, from the register."""
    return " ".join(" ".join(part for part in parts if part).replace("\N{NO-BREAK SPACE}", " ").split()).lower()


def every(pattern, html):
    return re.findall(pattern, html, re.DOTALL)


@pytest.fixture
def read(client):
    """The sections of the page of a service."""

    def sections(service):
        html = client.get(f"/confidentialite/{service.slug}/").content.decode()
        return lambda name: "".join(every(SECTION.format(name), html))

    return sections


def rows(html):
    """The body rows of the tables of a piece of page; those of a heading have no labelled cell."""
    lines = every(r'<tr role="row"[^>]*>(.*?)</tr>', html)
    return [cells for line in lines if (cells := every(r"<t[hd] [^>]*data-label[^>]*>(.*?)</t[hd]>", line))]


@by_service
def test_data_and_durations_read_back(read, service):
    html = read(service)("durees")
    found = {}
    for key, row in every(r'<tr role="row" id="([^"]+)">(.*?)</tr>', html):
        held, people, kept = every(r"<t[hd] [^>]*data-label[^>]*>(.*?)</t[hd]>", row)
        data = [words(each) for each in every(r"<li>(.*?)</li>", held)]
        label = words(held.partition("<ul")[0])
        found[key] = (
            label,
            tuple(each.removesuffix(" (facultatif)") for each in data),
            tuple(each.removesuffix(" (facultatif)") for each in data if each.endswith(" (facultatif)")),
            words(people.partition("<p")[0]).lower(),
            words(every(r'<p class="policy-keep">(.*?)</p>', kept)[0]).lower(),
            tuple(words(each).lower() for each in every(r"<li[^>]*>(.*?)</li>", kept)),
            "données sensibles possibles" in words(held).lower(),
        )
    declared = {
        category.key: (
            category.label,
            category.data,
            tuple(datum for datum in category.data if datum in category.optional),
            said(category.subjects),
            said(category.keep),
            tuple(said(each) for each in (*category.stages, *category.copies)),
            category.special,
        )
        for activity in sheet_of(service).activities
        for category in activity.categories
    }
    assert found == declared


@by_service
def test_the_rest_of_the_page_reads_back(read, service):
    section, sheet = read(service), sheet_of(service)
    rights = every(r'<li data-right="([a-z]+)">(.*?)</li>', section("droits"))
    assert [(key, words(told)) for key, told in rights] == [
        (
            right.key,
            f"du {right.words}{', ' + right.where if right.where else ''}{' (donné par la loi)' if right.by_law else ''}",
        )
        for right in sheet.rights
    ]
    who = every(r"<li>(.*?)</li>", section("destinataires"))
    assert [words(each).lower() for each in who] == [
        said(one.who, f": {one.condition}" if one.condition else "") for one in sheet.recipients
    ]
    helpers = rows(section("sous-traitants"))
    assert [(words(name), words(where.partition("<p")[0])) for name, _, where, _ in helpers] == [
        (one.name, one.where) for one in sheet.processors
    ]
    trackers = rows(section("traceurs"))
    assert [words(life).lower() for *_, life in trackers] == [said(one.lifetime) for one in sheet.trackers]
    measures = every(r"<li>(.*?)</li>", section("securite"))
    assert [words(each.partition("<p")[0]) for each in measures] == [said_as_is(one.words) for one in sheet.measures]
    decided = every(
        r'<article class="policy-decision" id="([^"]+)">.*?<strong>(.*?)</strong></p>\s*<p>(.*?)</p>',
        section("decisions"),
    )
    assert [(key, words(question), words(reading)) for key, question, reading in decided] == [
        (one.key, said_as_is(one.question), said_as_is(one.reading)) for one in sheet.decisions
    ]
    purposes = every(r'<span class="policy-purpose">(.*?)</span>', section("pourquoi"))
    assert [words(each).lower().rstrip(".") for each in purposes] == [
        said(purpose.words) for activity in sheet.activities for purpose in activity.purposes
    ]


def said_as_is(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


# What each text says in figures: the category, the words of the page, and the due date of what starts on 31 January 2024.
GOLDEN = [
    ("coop.comptes", "1 an", date(2025, 1, 31)),
    ("coop.entrepot", "1 an", date(2025, 1, 31)),
    ("coop.lettre", "1 an", date(2025, 1, 31)),
    ("coop.contact", "1 an", date(2025, 1, 31)),
    ("mediature.saisines", "2 ans", date(2026, 1, 31)),
    ("mediature.documents", "2 ans", date(2026, 1, 31)),
    ("mediature.mediateurs", "2 ans", date(2026, 1, 31)),
    ("mediature.assistance", "7 jours", date(2024, 2, 7)),
    ("conseiller-numerique.candidats", "30 mois", date(2026, 7, 31)),
    ("conseiller-numerique.structures", "30 mois", date(2026, 7, 31)),
    ("conseiller-numerique.connexion", "1 an", date(2025, 1, 31)),
    ("territoires-numeriques.audience", "13 mois", date(2025, 2, 28)),
    ("territoires-numeriques.teleassistance", "12 mois", date(2025, 1, 31)),
    ("data-inclusion.contacts", "30 jours", date(2024, 3, 1)),
]


@pytest.mark.parametrize(("key", "told", "due"), GOLDEN, ids=[key for key, *_ in GOLDEN])
def test_the_numbers_of_the_text_are_on_the_page_and_in_the_sql(read, key, told, due):
    service = services.get(key.partition(".")[0])
    first = next(category for category, activity, _ in service.categories() if category.startswith(f"{key}."))
    row = every(rf'<tr role="row" id="{first}">(.*?)</tr>', read(service)("durees"))[0]
    assert told in words(every(r'<p class="policy-keep">(.*?)</p>', row)[0]).lower()
    keep = category_named(first)[2].keep
    clock = Clock(*calendar(keep.length), isinstance(keep.after, LastOf), (Source("d", is_date=True),))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {clock.due_sql('t', 'd')} FROM (SELECT date '2024-01-31' AS d) t", {"today": date(2030, 1, 1)}
        )
        assert cursor.fetchone() == (due,)


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("data_inclusion.Service", "make_interval(months => 0))::date + 30)"),
        ("accounts.User", "make_interval(months => 12))::date + 0)"),
        ("notifications.Outgoing", "make_interval(months => 12))::date + 0)"),
    ],
)
def test_the_night_runs_the_number_that_the_page_says(table, sql):
    assert all(sql in rule.due_sql("t") for rule in rules_of(node_named(table)))
