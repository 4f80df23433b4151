"""Which columns a rectification may write."""

from django.db.models import CharField, DateField, DateTimeField, Field, TextField

from parvis.core.privacy.queries.declared import Resolved
from parvis.kernel.declarations.privacy import Personal

TYPED = (CharField, TextField, DateField)


def correctable(resolved: Resolved, categories: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The fields of a table that a person may have put right, with their categories.

    Those that the declaration of the table names, and no other: a letter sent, a step, a trace or a signature say
    what took place. Never what identifies the row, a date that a machine wrote, nor what the person changes in their
    own account by proving it, as an address by which they sign in.
    """
    if resolved.model is None or not resolved.model.__module__.startswith("parvis."):
        return {}
    fields = {str(field.column): field for field in resolved.model._meta.concrete_fields}
    return {
        fields[name].name: column.categories
        for name, column in resolved.columns.items()
        if isinstance(column, Personal)
        and fields[name].name in resolved.table.rectifiable
        and categories & set(column.categories)
        and _may_write(fields[name], column)
    }


def _may_write(field: "Field", column: Personal) -> bool:
    kept = field.unique or field.primary_key or field.choices or not field.editable
    return isinstance(field, TYPED) and not isinstance(field, DateTimeField) and not kept and not column.withheld
