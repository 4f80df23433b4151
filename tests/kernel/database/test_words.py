"""Words are folded alike by the database, which keeps them, and by the page, which shows where they stand."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.database.words import unaccented
from parvis.kernel.french.folding import fold, fold_letters

SCRIPTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc",)),
        st.sampled_from("ȘșȚțẤấỄễơưάΜαρίςЁёйЖЬשָׁלוֹםمُحَمَّدآإؤى’«»–_…🙂"),
    ),
    max_size=40,
)


@pytest.mark.django_db
@given(SCRIPTS)
def test_the_database_folds_as_we_do(text):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT trim(regexp_replace({unaccented('%s')}, '[^[:alnum:]]+', ' ', 'g'))", [text])
        assert cursor.fetchone()[0] == fold_letters(text)


@given(st.text("abçàéèœæßøùü ÉÀŒ'-’.,0123456789"))
def test_of_french_nothing_is_kept_that_fold_drops(text):
    assert fold_letters(text) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Wałęsa, Đorđević", "walesa dordevic"),
        ("مُحَمَّد", "محمد"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Yıldız", "yildiz"),
    ],
)
def test_letters_keep_their_script_and_lose_their_accents(written, folded):
    assert fold_letters(written) == folded
