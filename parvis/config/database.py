"""Where the database is and as whom to connect: owner for migrations, web role for all the rest."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from parvis.config.address import Address
from parvis.config.embedded import ensure_server
from parvis.config.env import Environment
from parvis.config.secrets import key

OWNER = "owner"
WEB = "web"


def addresses(environment: Environment) -> dict[str, Address]:
    """The owner's and the web role's addresses; starts the embedded server when there is no other."""
    owner = Address.parse(environment.database_url) if environment.database_url else ensure_server(environment)
    if environment.database_web_url:
        web = Address.parse(environment.database_web_url)
    else:
        web = web_address(owner, key(environment, environment.secret_key, "PARVIS_SECRET_KEY"))
    return {OWNER: owner, WEB: web}


def web_address(owner: Address, secret: str) -> Address:
    """The web role of the owner's database, with a password that follows from the secret key."""
    role = f"{owner.name}_web"
    password = hmac.new(secret.encode(), f"database role {role}".encode(), hashlib.sha256).hexdigest()
    return Address(owner.name, role, password, owner.host, owner.port, owner.options)


def prepare_roles(owner: Address, web: Address) -> None:
    """Make sure of the web role, which owns nothing and bypasses nothing, and of its privileges. Run as the owner."""
    with psycopg.connect(owner.url, autocommit=True) as connection:
        if not _opens(web):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [web.user]).fetchone()
            verb = "ALTER ROLE {} LOGIN" if known else "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS"
            connection.execute(
                sql.SQL(verb + " PASSWORD {}").format(sql.Identifier(web.user), sql.Literal(web.password))
            )
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {web}",
            "REVOKE CREATE ON SCHEMA public FROM {web}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {web}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {web}",
        ):
            connection.execute(sql.SQL(statement).format(web=sql.Identifier(web.user)))


def _opens(web: Address) -> bool:
    try:
        psycopg.connect(web.url).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def as_owner() -> Iterator[None]:
    """Run Django's default connection as the owner of the tables, for migrations."""
    from django.conf import settings
    from django.db import connection

    owner: Address = settings.PARVIS_OWNER
    before = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(USER=owner.user, PASSWORD=owner.password)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
