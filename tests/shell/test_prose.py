"""Words that people write in paragraphs, drawn as letters print them, and never as the markup they may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.shell.templatetags.french import prose


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("", ""),
        ("Une place\nse libère.", "<p>Une place<br>se libère.</p>"),
        ("## La cantine\n\nEn janvier.", '<h3 class="fr-h6">La cantine</h3><p>En janvier.</p>'),
        ("## La cantine\nEn janvier.", '<h3 class="fr-h6">La cantine</h3><p>En janvier.</p>'),
        ("- un\n- deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("- un\ndeux", "<p>- un<br>deux</p>"),
        ("##sans blanc", "<p>##sans blanc</p>"),
    ],
)
def test_headings_lists_and_paragraphs(text, drawn):
    assert prose(text, 3) == drawn


@given(st.text(alphabet="<>&\"' a#-\n", max_size=60))
def test_nothing_that_is_written_is_markup(text):
    left = str(prose(text))
    for tag in ("<p>", "</p>", "<br>", "<ul>", "</ul>", "<li>", "</li>", '<h2 class="fr-h6">', "</h2>"):
        left = left.replace(tag, "")
    assert "<" not in left
    assert ">" not in left
