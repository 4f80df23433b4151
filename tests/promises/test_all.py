"""Promises common to all the services."""

from html import unescape

import pytest
from django.db import connection
from django.template import Context, Template

from parvis.core.privacy.actions import publish
from parvis.core.privacy.queries.accountability.evidence import database_access
from parvis.core.privacy.queries.drawing import sheet_of
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import BACKUPS_KEPT, CNIL_ADDRESS, Personal, category_named, services, tables
from parvis.kernel.scope import Reach, open_scope
from tests.factories.organisations import make_membership
from tests.factories.privacy import sign_and_publish

pytestmark = pytest.mark.django_db

SERVICES = list(services)
by_service = pytest.mark.parametrize("service", SERVICES, ids=[service.key for service in SERVICES])


def test_all_01_each_field_says_why_how_long_and_for_whom_and_leads_to_all_the_rest(client):
    personal = [
        (f"{table.key}.{name}", category)
        for table in tables
        for name, column in table.columns.items()
        if isinstance(column, Personal)
        for category in column.categories
    ]
    assert personal
    sections = {"qui", "pourquoi", "durees", "droits", "destinataires"}
    for slug in {category_named(category)[0].slug for _, category in personal}:
        page = client.get(f"/confidentialite/{slug}/").content.decode()
        assert all(f'<section aria-labelledby="{section}">' in page for section in sections)
    tag = Template("{% load privacy %}{% pourquoi column %}")
    for column, category in personal:
        told = unescape(tag.render(Context({"column": column})))
        service, activity, declared = category_named(category)
        assert activity.purposes[0].words in told
        assert f"Conservation : {declared.keep} ; au plus {BACKUPS_KEPT} de plus dans les sauvegardes." in told
        assert all(recipient.who in told for recipient in activity.recipients)
        assert f'/confidentialite/{service.slug}/#{category}"' in told


def test_all_01_the_forms_that_collect_show_it(client):
    page = client.get("/compte/signup/").content.decode()
    assert page.count("<summary>Pourquoi ?</summary>") >= 1
    assert "/confidentialite/plateforme/#plateforme.comptes.identite" in page


def test_all_06_the_database_itself_keeps_rows_from_who_does_not_need_them():
    with open_scope(system("tests"), reach=Reach.EVERYTHING, channel="test"):
        ours, theirs = (make_membership().organisation for _ in range(2))
    # Not by a filter that somebody remembered: the query asks for every row.
    everything = "SELECT count(*) FROM organisations_membership WHERE organisation_id = ANY(%s)"
    scopes = {"nobody": (), "a member": (ours.pk,), "a member of both": (ours.pk, theirs.pk)}
    seen = {}
    for who, reached in scopes.items():
        member = Actor(ActorKind.CLIENT, "1", roles=tuple((pk, "membre") for pk in reached))
        with open_scope(member, channel="test"), connection.cursor() as cursor:
            cursor.execute(everything, [[ours.pk, theirs.pk]])
            seen[who] = cursor.fetchone()[0]
    assert seen == {"nobody": 0, "a member": 1, "a member of both": 2}
    assert database_access().holds


@by_service
def test_all_10_the_complaint_to_the_cnil_is_explained_on_every_policy_page(client, service):
    page = client.get(f"/confidentialite/{service.slug}/").content.decode()
    section = page.partition('<section aria-labelledby="droits">')[2].partition("</section>")[0]
    assert "réclamation à la Commission nationale de l’informatique et des libertés (CNIL)" in section
    assert 'href="https://www.cnil.fr/fr/plaintes"' in section
    assert CNIL_ADDRESS in section


@by_service
def test_all_11_the_policy_page_is_generated_versioned_dated_printable_and_compared(
    client, acting, service, monkeypatch
):
    sign_and_publish()
    page = f"/confidentialite/{service.slug}/"
    assert sheet_of(service).mission in client.get(page).content.decode().replace("&#x27;", "'")
    assert "Version 1, publiée le <time" in client.get(page).content.decode()
    assert "privacy/policy.css" in client.get(page).content.decode()

    changed = type(service)(**{**vars(service), "mission": "Une mission nouvelle."})
    monkeypatch.setitem(services._items, service.key, changed)
    assert "Une mission nouvelle." in client.get(page).content.decode()
    publish(by=system("register.publish"))
    assert "Version 2, publiée le <time" in client.get(page).content.decode()
    comparison = client.get(f"{page}versions/comparer/?avant=1&apres=2").content.decode()
    assert "<ins>Une mission nouvelle.</ins>" in comparison
