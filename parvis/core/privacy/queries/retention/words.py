"""Rules and holds in the words of the policies."""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.core.journal.queries.words import category_words, names_of
from parvis.core.privacy.models import Hold
from parvis.core.privacy.queries.declared import model_named
from parvis.kernel.declarations.journal import identities
from parvis.kernel.declarations.privacy import Personal, tables


def rule_words(key: str) -> str:
    """What a rule is about: the name of its table and, where only columns are emptied, their categories."""
    label, _, categories = key.partition("/")
    model = model_named(label)
    name = str(model._meta.verbose_name_plural) if model else _without_model(label)
    name = name[:1].upper() + name[1:]
    return f"{name} ({', '.join(category_words(each) for each in categories.split('+'))})" if categories else name


def _without_model(label: str) -> str:
    """A table that only the database knows, by what it holds."""
    if label not in tables:
        return label
    found = {column.categories for column in tables.get(label).columns.values() if isinstance(column, Personal)}
    return ", ".join(sorted(category_words(key) for keys in found for key in keys))


def person_words(key: str) -> str:
    """Somebody held back, by number: a hold is no reason to read who it is."""
    kind, _, number = key.partition(":")
    return f"{identities.get(kind).label if kind in identities else rule_words(kind)} nº {number}"


@dataclass(frozen=True)
class ToldHold:
    """A hold as people read it."""

    hold: Hold
    data: str
    person: str
    asked_by: str
    approved_by: str


def tell_holds(holds: Iterable[Hold]) -> list[ToldHold]:
    """Each of ``holds`` in words; the names of those who decided are read once."""
    found = list(holds)
    names = names_of({name for hold in found for name in (hold.asked_by, hold.approved_by) if name})
    return [
        ToldHold(
            hold,
            category_words(hold.category),
            person_words(hold.person),
            names[hold.asked_by],
            names.get(hold.approved_by, ""),
        )
        for hold in found
    ]
