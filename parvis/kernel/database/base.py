"""PostgreSQL engine that mirrors the current scope into the database session.

Row security must never depend on a view remembering to call something: before each query, when
the scope differs from the one last written to this connection, its settings are sent first.
"""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db.backends.postgresql import base, operations
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from psycopg import Cursor
from psycopg.pq import TransactionStatus

from parvis.kernel.scope import NO_SETTINGS, current_scope

if not is_psycopg3:  # pragma: no cover
    raise ImportError("Parvis needs psycopg 3")


# The statements that a connection keeps planned: what the busiest pages send, several times over.
PLANS: Final = 200


class PreparedCursor(Cursor[Any]):
    """Values apart from the statement, which the server plans once a connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "PreparedCursor":
        return super().execute(query, params, **{"prepare": True} | options)


class DatabaseOperations(operations.DatabaseOperations):
    """PostgreSQL's operations, with compilers that note which people are read."""

    compiler_module = "parvis.kernel.database.compiler"

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> Any:
        """What was run, with its values: a prepared cursor does not know."""
        if isinstance(cursor, PreparedCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose session settings always tell who acts and how far they see."""

    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._written: dict[str, str] | None = None
        self._scoped = True
        self._planned = False
        self.execute_wrappers.append(self._with_scope)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._written = None
        # Only prepared cursors prepare anything; all others send whole statements.
        made = super().get_new_connection(conn_params | {"prepare_threshold": 0})
        made.prepared_max = PLANS
        return made

    def is_usable(self) -> bool:
        """Whether the server is still there: one that leaves says so, and an idle connection has nothing else to read.

        Asked once a request; only a connection with something to read costs an exchange with the server, and one whose
        transaction has failed, which is of no use.
        """
        if self.connection.info.transaction_status is TransactionStatus.INERROR:
            return super().is_usable()
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if poll.poll(0) else True

    def create_cursor(self, name: str | None = None) -> Any:
        if self._planned and name is None:
            return PreparedCursor(self.connection)
        return super().create_cursor(name)

    @contextmanager
    def planned_once(self) -> Iterator[None]:
        """Send statements that the server keeps planned for this connection."""
        before, self._planned = self._planned, True
        try:
            yield
        finally:
            self._planned = before

    def _rollback(self) -> None:
        self._written = None
        super()._rollback()  # type: ignore[misc]  # private, absent from the stubs

    def _savepoint_rollback(self, sid: str) -> None:
        try:
            super()._savepoint_rollback(sid)  # type: ignore[misc]  # private, absent from the stubs
        finally:
            # Last, because the rollback also undoes what was written just before it.
            self._written = None

    def _with_scope(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if self._scoped:
            self.write_scope()
        return execute(sql, params, many, context)

    @contextmanager
    def whoever_acts(self) -> Iterator[None]:
        """Read, without telling the session who acts, what row security shows to everybody alike."""
        self._scoped = False
        try:
            yield
        finally:
            self._scoped = True

    def write_scope(self) -> None:
        """Send the current scope's settings, unless this session already has them."""
        scope = current_scope()
        wanted = scope.settings() if scope else NO_SETTINGS
        if wanted == self._written or self.needs_rollback:
            return
        if self.connection.info.transaction_status is TransactionStatus.INERROR:
            # A failed transaction accepts nothing but its rollback.
            return
        known = self._written or {}
        changed = [pair for pair in wanted.items() if known.get(pair[0]) != pair[1]]
        pairs = ", ".join("set_config(%s, %s, false)" for _ in changed)
        with PreparedCursor(self.connection) as cursor:
            cursor.execute(f"SELECT {pairs}", [part for pair in changed for part in pair])
        self._written = wanted
