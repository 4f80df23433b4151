"""Words, reduced to their root as French has it, accents included, and only then without accents.

« réfugiés » and « réfugiées » have the same root, and who types no accent finds both.
"""

from typing import Final

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Value

ACCENTED: Final = "àâäáãéèêëîïíôöóõùûüúÿçñ"
PLAIN: Final = "aaaaaeeeeiiioooouuuuycn"
DICTIONARY: Final = "pg_catalog.french"


def plain(sql: str, kind: str) -> str:
    """An expression on roots, as SQL, without its accents; ``kind`` is ``tsvector`` or ``tsquery``."""
    return f"translate(({sql})::text, '{ACCENTED}', '{PLAIN}')::{kind}"


def roots_of(text: str, *, syntax: str = "plainto") -> Func:
    """What is looked for: every word of ``text``; ``syntax`` may be ``websearch``."""
    template = plain(f"{syntax}_tsquery('{DICTIONARY}', %(expressions)s)", "tsquery")
    return Func(Value(text), template=template, output_field=SearchQueryField())


def vector_of(column: str) -> Func:
    """The roots of a column's text."""
    return Func(F(column), template=plain(f"to_tsvector('{DICTIONARY}', %(expressions)s)", "tsvector"))


def holds(vector: F | Func, wanted: Func) -> Func:
    """Whether a vector has what is looked for."""
    return Func(vector, wanted, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())
