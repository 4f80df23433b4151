"""The address of a PostgreSQL database, as whom and where."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit


@dataclass(frozen=True)
class Address:
    """A PostgreSQL database and a role to reach it, as Django's settings want them."""

    name: str
    user: str
    password: str
    host: str
    port: str
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, url: str) -> "Address":
        """Read ``postgresql://user:password@host:port/name?host=/socket``; ValueError if it is not one."""
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            raise ValueError("DATABASE_URL attend la forme postgresql://utilisateur:mot_de_passe@hôte:port/base")
        query = dict(parse_qsl(parts.query))
        host = query.pop("host", parts.hostname or "")
        return cls(
            name=unquote(parts.path.lstrip("/")),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=host,
            port=query.pop("port", str(parts.port or "")),
            options=tuple(sorted(query.items())),
        )

    def named(self, name: str) -> "Address":
        """The same server and role, in the database ``name``."""
        return replace(self, name=name)

    @property
    def url(self) -> str:
        """The same address as a libpq URL."""
        query = dict(self.options) | {"host": self.host, "user": self.user, "dbname": self.name}
        if self.password:
            query["password"] = self.password
        if self.port:
            query["port"] = self.port
        return f"postgresql://?{urlencode(query)}"

    def settings(self) -> dict[str, object]:
        """The entry of Django's ``DATABASES``."""
        return {
            "ENGINE": "parvis.kernel.database",
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 5, "application_name": "parvis", **dict(self.options)},
        }
