"""The generated reference names everything that is declared, and goes stale when a declaration changes."""

import re
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.urls import get_resolver

from parvis.config import reference
from parvis.config.checks import routes
from parvis.kernel.declarations.events import reactions
from parvis.kernel.declarations.jobs import jobs
from parvis.kernel.declarations.privacy import Personal, services, tables


def test_the_register_names_every_processing_category_and_column():
    page = reference.register_page()
    for service in services:
        for key, activity, _ in service.categories():
            assert f"`{service.key}.{activity.key}`" in page
            assert f"| `{key}` |" in page
    for table in tables:
        section = page.partition(f"### {table.key}\n")[2].partition("\n### ")[0]
        assert len(re.findall(r"^\| `", section, re.MULTILINE)) == len(table.columns)
        for name, column in table.columns.items():
            assert f"| `{name}` | {'yes' if isinstance(column, Personal) and not column.free_text else ''}" in section
    assert "published: ce sont les coordonnées" in page


def test_the_routes_name_every_address_its_policy_and_its_methods():
    page = reference.routes_page()
    for path, _, _ in routes(get_resolver().url_patterns):
        assert reference._cell(f"`/{path}`") in page
    assert "| `/administration/taches/` | `jobs:tasks` | `platform-administrator` | GET, HEAD |" in page
    assert (
        "| `/administration/taches/<int:number>/relancer/` | `jobs:retry` | `platform-administrator` | POST |" in page
    )
    assert "| `/compte/email/` | `account_email` | `signed-in` | GET, POST" in page


def test_the_jobs_and_events_are_all_there():
    page = reference.jobs_page()
    for job in jobs:
        assert f"| `{job.key}` | {f'`{job.schedule}`' if job.schedule else 'on demand'} |" in page
    assert all(f"`{reaction.key}`" in reference.events_page() for reaction in reactions)


@pytest.mark.parametrize("page", ["jobs.md", "register.md", "routes.md", "events.md"])
def test_a_change_of_the_code_makes_its_page_stale(monkeypatch, page):
    monkeypatch.setitem(reference.PAGES, page, lambda: "changed")
    with pytest.raises(CommandError, match=re.escape(page)):
        call_command("reference")


def test_a_new_period_makes_the_page_of_the_jobs_stale(monkeypatch):
    call_command("reference")
    monkeypatch.setitem(jobs._items, "documents.sweep", replace(jobs.get("documents.sweep"), schedule="0 0 * * *"))
    with pytest.raises(CommandError, match=re.escape("jobs.md")):
        call_command("reference")
