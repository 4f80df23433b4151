"""Row-level security as a migration operation.

A table that holds an organisation's rows is declared with :class:`EnableRowSecurity`: it is
enabled and *forced*, so that even the owner of the table sees nothing outside a scope.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

EVERYTHING = "current_setting('parvis.reach', true) = 'everything'"
ORGANISATIONS = "string_to_array(nullif(current_setting('parvis.organisations', true), ''), ',')::bigint[]"
ADMINISTRATOR = "current_setting('parvis.administrator', true) = 'yes'"
ACTOR = "coalesce(current_setting('parvis.actor', true), '') <> ''"
EMERGENCY = "nullif(current_setting('parvis.emergency', true), '')::timestamptz"
USER = "nullif(current_setting('parvis.user', true), '')::bigint"


def of_organisation(column: str) -> str:
    """SQL: the row belongs to an organisation in scope."""
    return f"{column} = ANY ({ORGANISATIONS})"


def of_user(column: str) -> str:
    """SQL: the row belongs to the user who acts."""
    return f"{column} = {USER}"


class EnableRowSecurity(Operation):
    """Show a row only to a scope that reaches everything or satisfies one of ``rules`` (SQL).

    ``write`` restricts writes further; by default who sees a row may write it.
    """

    reversible = True

    def __init__(self, model_name: str, rules: list[str], write: list[str] | None = None) -> None:
        self.model_name = model_name
        self.rules = rules
        self.write = write

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [self.model_name, self.rules], {"write": self.write})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the models as they are: policies live in the database only, and no model describes them."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(to_state.apps.get_model(app_label, self.model_name)._meta.db_table)
        seen = " OR ".join([EVERYTHING, *self.rules])
        written = " OR ".join([EVERYTHING, *(self.rules if self.write is None else self.write)])
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY scope_read ON {table} FOR SELECT USING ({seen})")
        schema_editor.execute(f"CREATE POLICY scope_insert ON {table} FOR INSERT WITH CHECK ({written})")
        schema_editor.execute(
            f"CREATE POLICY scope_update ON {table} FOR UPDATE USING ({written}) WITH CHECK ({written})"
        )
        schema_editor.execute(f"CREATE POLICY scope_delete ON {table} FOR DELETE USING ({written})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(from_state.apps.get_model(app_label, self.model_name)._meta.db_table)
        for name in ("scope_read", "scope_insert", "scope_update", "scope_delete"):
            schema_editor.execute(f"DROP POLICY {name} ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Enable and force row security on {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"row_security_{self.model_name.lower()}"
