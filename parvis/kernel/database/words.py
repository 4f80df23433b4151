"""Words without accents nor feminine ending, reduced to their root as French has it.

« réfugié », « REFUGIEES » and « refugies » have the same root, whoever typed them.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, TextField, Value

from parvis.kernel.french.folding import fold_letters

ACCENTED: Final = "àâäáãéèêëîïíôöóõùûüúÿçñ"
PLAIN: Final = "aaaaaeeeeiiioooouuuuycn"
DICTIONARY: Final = "pg_catalog.french"
# Words that tell nothing, which the dictionary no longer knows once they have lost their accents.
EMPTY: Final = r"\m(à|a|été|étés|étée|étées|même|mêmes|où)\M"

# Accents and vowel points, once apart from their letter.
MARKS: Final = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"

# What every row that is found by its words has, so that a session which looks for nothing sees them all.
ANYTHING: Final = "*"
ASKED: Final = "parvis.words"
# Begun words shorter than this would be too many; words longer than this are no words.
BEGUN: Final = 2
LONGEST: Final = 60
_DIALLED: Final = re.compile(r"(?:\+33|0)[\d\s.()-]{8,}")
_LAST_DIGITS: Final = 9


@dataclass(frozen=True)
class Typed:
    """A word that somebody typed, with its root; one that tells nothing has none."""

    word: str
    root: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The beginnings by which it is known."""
        return (self.word, self.root) if len(self.root) >= BEGUN else (self.word,)

    def may_be_in(self, text: str) -> bool:
        """Whether a word of ``text``, folded, may be this one: much sooner known than by asking each."""
        return any(part in text for part in self.parts)

    def is_in(self, written: str) -> bool:
        """Whether ``written``, folded, is this word, begins as it does, or has its root."""
        return written == self.word if len(self.word) < BEGUN else written.startswith(self.parts)

    @property
    def query(self) -> str:
        """What finds it, as a ``tsquery``."""
        begun = f"'{self.word}':*" if len(self.word) >= BEGUN else f"'{self.word}'"
        return f"('{self.root}' | {begun})" if self.root else begun


def unaccented(sql: str) -> str:
    """An expression on text, as SQL, in small letters of any script without accents, as ``fold_letters`` has them."""
    small = f"lower({sql})"
    for sign, letters in (("œ", "oe"), ("æ", "ae"), ("ß", "ss")):
        small = f"replace({small}, '{sign}', '{letters}')"
    return rf"regexp_replace(normalize(translate({small}, 'øłđı', 'oldi'), NFKD), '[{MARKS}]+', '', 'g')"


def may_hold(column: str, words: Iterable[Typed]) -> Func:
    """Whether the text of ``column`` may have one of ``words``, as ``may_be_in`` tells of a text."""
    parts = Value([f"%{part}%" for each in words for part in each.parts])
    text = Func(F(column), template=unaccented("%(expressions)s"), output_field=TextField())
    return Func(text, parts, template="(%(expressions)s))", arg_joiner=" LIKE ANY(", output_field=BooleanField())


def plain(sql: str) -> str:
    """An expression on text, as SQL, in small letters, without its accents and its feminine endings."""
    telling = f"regexp_replace(replace(lower({sql}), 'œ', 'oe'), '{EMPTY}', ' ', 'g')"
    return f"regexp_replace(translate({telling}, '{ACCENTED}', '{PLAIN}'), 'ees?\\M', 'e', 'g')"


def roots(sql: str) -> str:
    """The roots of an expression on text, as SQL: a ``tsvector``."""
    return f"to_tsvector('{DICTIONARY}', {plain(sql)})"


def roots_of(text: str, *, syntax: str = "plain") -> Func:
    """What is looked for: every word of ``text``; ``syntax`` may be ``websearch_``."""
    template = f"{syntax}to_tsquery('{DICTIONARY}', {plain('%(expressions)s')})"
    return Func(Value(text), template=template, output_field=SearchQueryField())


def vector_of(column: str) -> Func:
    """The roots of a column's text."""
    return Func(F(column), template=roots("%(expressions)s"), output_field=SearchVectorField())


def holds(vector: F | Func, wanted: Func) -> Func:
    """Whether a vector has what is looked for."""
    return Func(vector, wanted, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


@contextmanager
def by_index() -> Iterator[None]:
    """Look words up in their index only: the planner takes reading them all for cheap, as if they were in the rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def words_and_roots(sql: str) -> str:
    """The words of an expression on text, as SQL, as they are typed and by their roots, without their places."""
    between = "'[^[:alnum:]]+', ' ', 'g'"
    typed = (
        f"array_to_tsvector(ARRAY(SELECT DISTINCT word FROM unnest(string_to_array("
        f"regexp_replace({unaccented(sql)}, {between}), ' ')) word WHERE length(word) BETWEEN 1 AND {LONGEST}))"
    )
    # Words that tell nothing go while they have their accents.
    spaced = f"regexp_replace({unaccented(plain(sql))}, {between})"
    return f"{typed} || strip(to_tsvector('{DICTIONARY}', {spaced}))"


def digits(sql: str) -> str:
    """What a telephone number is found by, as SQL, however it is written."""
    return rf"right(regexp_replace({sql}, '\D', '', 'g'), {_LAST_DIGITS})"


def typed_words(text: str) -> list[Typed]:
    """The words of what somebody typed, with their roots; a telephone number is one word."""
    if _DIALLED.fullmatch(text.strip()):
        return [Typed(re.sub(r"\D", "", text)[-_LAST_DIGITS:], "")]
    words = list(dict.fromkeys(word[:LONGEST] for word in fold_letters(text).split()))
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, strip({roots('word')})::text FROM unnest(%s::text[]) WITH ORDINALITY AS t (word, place) "
            "ORDER BY place",
            [words],
        )
        found = [Typed(word, root.strip("'")) for word, root in cursor.fetchall()]
    telling = [each for each in found if each.root]
    return telling or found


@contextmanager
def looking_for(words: Iterable[Typed], keys: Iterable[str] = ()) -> Iterator[None]:
    """Until the block ends, see only the rows that have every word, and one of ``keys``: the tables that say so obey.

    Row security lets the planner use no other index on words (see the decision on words asked through row security).
    """
    asked = [each.query for each in words]
    if either := " | ".join(f"'{key}'" for key in keys):
        asked.append(f"({either})")
    with transaction.atomic():
        _ask(" & ".join(asked))
        yield
        _ask("")


def _ask(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [ASKED, query])
