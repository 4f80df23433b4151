"""A menu entry or a home card that leads nowhere is an error of the check."""

from parvis.kernel.declarations import navigation
from parvis.kernel.declarations.navigation import Entry, Section, Welcome
from parvis.shell.checks import every_declared_link_leads_somewhere


def test_what_the_apps_declare_leads_somewhere():
    assert every_declared_link_leads_somewhere(None) == []


def test_a_broken_entry_and_a_broken_card_are_errors(monkeypatch):
    monkeypatch.setitem(navigation.entries._items, "x", Entry("x", "X", "nowhere:x", Section.MAIN))
    monkeypatch.setitem(navigation.welcomes._items, "y", Welcome("y", "Y", "", "shell:home", "", arguments=("un",)))
    assert [error.msg for error in every_declared_link_leads_somewhere(None)] == [
        "The menu entry x leads to an unknown route: nowhere:x",
        "The home card y leads to an unknown route: shell:home un",
    ]
