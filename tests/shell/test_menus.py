"""Menus say where one is."""

import pytest

from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.navigation import Section
from parvis.shell.menus import lines_of

ADMINISTRATOR = Actor(ActorKind.USER, "1", platform_administrator=True)
SECTIONS = (Section.MAIN, Section.ADMINISTRATION)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/trouver/", {"/trouver/": "page"}),
        ("/trouver/services/x--1/", {"/trouver/": "true"}),
        ("/trouver/imports/4/", {"/trouver/imports/": "true"}),
        ("/ailleurs/", {}),
    ],
)
def test_a_page_belongs_to_the_nearest_line_and_to_no_other(path, current):
    assert {line.url: line.current for line in lines_of(SECTIONS, ADMINISTRATOR, path) if line.current} == current


def test_a_page_of_another_menu_is_under_no_line_of_this_one():
    lines = lines_of((Section.MAIN,), ADMINISTRATOR, "/mediature/administration/ouvrir/")
    assert [line.url for line in lines if line.current] == []
