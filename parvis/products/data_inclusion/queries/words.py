"""Words without accents nor feminine ending, reduced to their root as French has it.

« réfugié », « REFUGIEES » and « refugies » have the same root, whoever typed them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Value

ACCENTED: Final = "àâäáãéèêëîïíôöóõùûüúÿçñ"
PLAIN: Final = "aaaaaeeeeiiioooouuuuycn"
DICTIONARY: Final = "pg_catalog.french"
# Words that tell nothing, which the dictionary no longer knows once they have lost their accents.
EMPTY: Final = r"\m(à|a|été|étés|étée|étées|même|mêmes|où)\M"


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
