"""No template promises by itself: every duration comes from the register."""

import re
from pathlib import Path

import pytest

TEMPLATES = sorted((Path(__file__).parents[3] / "parvis").glob("**/templates/privacy/**/*.html"))
UNITS = r"(?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|secondes?)"
NUMBERS = r"(?:\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|trente|demi-)"
DURATION = re.compile(rf"\b{NUMBERS}[\s\N{{NO-BREAK SPACE}}-]*{UNITS}\b", re.IGNORECASE)


def free_words(template):
    """What a template says of its own, without tags, variables and attributes."""
    return re.sub(r"{{.*?}}|{%.*?%}|{#.*?#}|<[^>]+>", " ", template, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_states_a_duration(path):
    assert DURATION.findall(free_words(path.read_text())) == []


@pytest.mark.parametrize("text", ["pendant 2 ans", "<p>un mois</p>", "une demi-heure", "30\N{NO-BREAK SPACE}jours"])
def test_a_duration_would_be_seen(text):
    assert DURATION.search(free_words(text))


@pytest.mark.parametrize("text", ["{{ keep }} 2 {# ans #}", '<td class="2 ans">', "article 28 du RGPD", "un moyen"])
def test_what_is_no_duration_is_left_alone(text):
    assert not DURATION.search(free_words(text))


def test_the_templates_are_found():
    assert {"policy.html", "data.html", "pourquoi.html"} <= {path.name for path in TEMPLATES}
