"""Where data could leave by the settings of this installation: hosts it calls or lets a browser call, and its logs."""

import ipaddress
import re
import string
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from parvis.core.privacy.queries.coherence import processors_of
from parvis.core.privacy.queries.problems import Problem
from parvis.kernel.declarations.privacy import Service

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$", re.IGNORECASE)
# Settings that say with whom the software, or the browser on its behalf, talks.
CALLED = (
    "DATABASES",
    "EMAIL_HOST",
    "CACHES",
    "STORAGES",
    "SOCIALACCOUNT_PROVIDERS",
    "PARVIS_CLAMD",
    "PARVIS_TILES_URL",
    "PARVIS_CRISP_URL",
    "PARVIS_MATOMO_URL",
    "PARVIS_BREVO_URL",
)
# What a line of the logs may be made of: the program and the moment, never the request or the person.
TECHNICAL = frozenset(
    ("asctime", "created", "exc_info", "filename", "funcName", "levelname", "levelno", "lineno", "message", "module",
     "msecs", "name", "pathname", "process", "processName", "relativeCreated", "server_time", "taskName", "thread",
     "threadName")
)  # fmt: skip
# Loggers that write the parameters of queries, and handlers that send whole requests.
TALKATIVE = ("django.db.backends",)
SENDERS = ("AdminEmailHandler", "HTTPHandler", "SMTPHandler")


def foreign_hosts(settings: Any, services: Iterable[Service]) -> Iterator[Problem]:
    """Hosts that this installation calls, or lets browsers call, and that nobody declared."""
    known = {*_declared(services), *settings.ALLOWED_HOSTS, *settings.PARVIS_OWN_HOSTS}
    called: dict[str, str] = {}
    for name in CALLED:
        for host in _hosts(getattr(settings, name, "")):
            called.setdefault(host, name)
    for directive, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items():
        for source in sources if isinstance(sources, list | tuple) else ():
            for host in _hosts(source):
                called.setdefault(host, f"CONTENT_SECURITY_POLICY {directive}")
    for host, where in sorted(called.items()):
        if not _is_near(host) and not any(host == one or host.endswith(f".{one}") for one in known):
            yield Problem(
                "E010",
                f"L’hôte {host} ({where}) n’est celui d’aucun sous-traitant ni destinataire déclaré.",
                "Déclarez-le (hosts=…) au registre ou, s’il est à vous, dans PARVIS_OWN_HOSTS.",
            )


def _declared(services: Iterable[Service]) -> Iterator[str]:
    for service in services:
        for processor in processors_of(service):
            yield from processor.hosts
        for tracker in service.trackers:
            yield from _hosts(tracker.host)
        for recipient in (*service.recipients, *(each for one in service.activities for each in one.recipients)):
            yield from recipient.hosts


def _hosts(value: Any) -> Iterator[str]:
    """Every host named in a setting, however deep.

    Inside a dictionary only addresses and what is called a host count: anything else may be a name or a secret.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "HOST" or not isinstance(inner, str) or _SCHEME.match(inner):
                yield from _hosts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _hosts(inner)
    elif isinstance(value, str) and _SCHEME.match(value):
        yield (urlsplit(value).hostname or "").removeprefix("*.")
    elif isinstance(value, str) and _HOST.match(value):
        yield value.lower().removeprefix("*.").partition(":")[0]


def _is_near(host: str) -> bool:
    """Whether ``host`` is this machine, a socket, or a name or address of the private network."""
    if not host or host.startswith("/") or "." not in host:
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def talkative_logs(settings: Any) -> Iterator[Problem]:
    """Formatters, loggers and handlers by which the value of a personal column could reach the logs."""
    logging = settings.LOGGING
    for name, formatter in sorted(logging.get("formatters", {}).items()):
        if "()" in formatter or "class" in formatter:
            yield Problem(
                "E013", f"Le format de journal {name} n’est pas celui d’une ligne : rien ne dit ce qu’il écrit."
            )
        for field in sorted(_fields(formatter) - TECHNICAL):
            yield Problem("E013", f"Le format de journal {name} peut écrire une donnée personnelle : {field}.")
    for name, handler in sorted(logging.get("handlers", {}).items()):
        if str(handler.get("class", "")).rpartition(".")[2] in SENDERS:
            yield Problem("E013", f"La sortie de journal {name} envoie ailleurs des requêtes entières.")
    for name, logger in sorted({**logging.get("loggers", {}), "root": logging.get("root", {})}.items()):
        watched = name == "root" or any(
            f"{talker}.".startswith(f"{name}.") or name.startswith(talker) for talker in TALKATIVE
        )
        if watched and logger.get("level") in {"DEBUG", "NOTSET"}:
            yield Problem("E013", f"Le journal {name} écrirait les valeurs des requêtes à la base : niveau trop bas.")


def _fields(formatter: dict[str, Any]) -> set[str]:
    template, style = str(formatter.get("format", "%(message)s")), formatter.get("style", "%")
    if style == "%":
        return set(re.findall(r"%\((\w+)\)", template))
    if style == "{":
        return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(template) if name}
    return {one or other for one, other in re.findall(r"\$(?:\{(\w+)\}|(\w+))", template)}
