"""Rules and categories in the words of the policies."""

from parvis.core.privacy.queries.declared import model_named
from parvis.kernel.declarations.privacy import Personal, category_named, tables


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


def category_words(key: str) -> str:
    """A category in French, with its service; its key when it is no longer declared."""
    try:
        service, _, category = category_named(key)
    except LookupError:
        return key
    return f"{category.label} ({service.title})"
