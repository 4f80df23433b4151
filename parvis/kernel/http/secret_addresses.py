"""Addresses that carry a secret (a code, a link sent by mail, a grant), and logs that never say it.

A route tells its secret by its converter, ``<secret:code>``; that of a library by ``RoutePolicy(…, secret=…)``. Every
line that any logger makes, with its traceback, then reads ``[…]`` in place of the secret: of the addresses that it
quotes, and of the request being answered wherever its secret stands.
"""

import logging
import logging.config
import re
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from django.urls import URLPattern, URLResolver, get_resolver, register_converter
from django.urls.converters import StringConverter
from django.urls.resolvers import RegexPattern

from parvis.kernel.http.policies import route_policies

HIDDEN: Final = "[…]"
# Shorter than any secret: what is not one, such as a word typed in its place, is hidden in its address alone.
SHORTEST: Final = 6
LONGEST: Final = 512
_ARGUMENT: Final = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
_GROUP: Final = re.compile(r"\(\?P(<\w+>)[^()]*\)")
_TAIL: Final = r"[^\s?#&\"'<>]*"


class SecretConverter(StringConverter):
    """A part of an address that opens something by itself."""


register_converter(SecretConverter, "secret")


@dataclass(frozen=True)
class _Route:
    start: str
    """What comes before any argument."""
    whole: re.Pattern[str]
    secret: frozenset[str]


@dataclass(frozen=True)
class _Addresses:
    routes: tuple[_Route, ...]
    starts: re.Pattern[str]
    parameters: re.Pattern[str]


_asked: ContextVar[tuple[str, ...]] = ContextVar("secrets of the address asked for", default=())


def keep_unsaid(path: str) -> None:
    """Have nothing of what is secret in ``path`` logged until this thread is asked for another address."""
    _asked.set(tuple({each for each in _secrets_in(path) if SHORTEST <= len(each) <= LONGEST}))


def without_secrets(text: str) -> str:
    """``text`` with what is secret hidden."""
    for secret in _asked.get():
        text = _however_written(secret).sub(HIDDEN, text)
    if not _addresses.cache_info().currsize:
        return text
    known = _addresses()
    return known.parameters.sub(rf"\1{HIDDEN}", known.starts.sub(lambda found: _hidden(found[0]), text))


def configure_logs(config: dict[str, Any]) -> None:
    """Configure the logs, none of which says a secret: neither ours, nor those of the web server and of libraries."""
    logging.config.dictConfig(config)
    made = logging.getLogRecordFactory()
    if made is not _record:
        logging.setLogRecordFactory(_record)


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    # Here rather than in a filter, which would keep to one handler: servers and libraries bring their own.
    record = logging.LogRecord(*args, **kwargs)
    try:
        said = record.getMessage()
    except Exception:  # noqa: BLE001  a line that cannot be put together would be quoted in full, with its values
        record.msg, record.args = f"A line that could not be written: {record.msg}", None
        said = record.getMessage()
    if (clean := without_secrets(said)) != said:
        record.msg, record.args = clean, None
    if record.exc_info and record.exc_info[0]:
        # What formatters take instead of making it again.
        record.exc_text = without_secrets(logging.Formatter().formatException(record.exc_info))
    if record.stack_info:
        record.stack_info = without_secrets(record.stack_info)
    return record


def _secrets_in(path: str) -> Iterator[str]:
    path = path.lstrip("/")
    begun = _addresses().starts.match(path)
    if begun is None:
        return
    for route in _addresses().routes:
        if found := route.whole.fullmatch(path):
            yield from (found[name] for name in route.secret)
            return
    # No page: which part is the secret is not known.
    rest = path[begun.end("start") :]
    yield from (rest, *rest.split("/"))


def _hidden(address: str) -> str:
    """An address with its secrets hidden; all that follows its beginning, when it is that of no page."""
    path = unquote(address)
    lead = len(path) - len(path.lstrip("/"))
    for route in _addresses().routes:
        if found := route.whole.fullmatch(path, lead):
            for begin, end in sorted((found.span(name) for name in route.secret), reverse=True):
                path = f"{path[:begin]}{HIDDEN}{path[end:]}"
            return path if route.secret else address
    start = unquote(_addresses().starts.match(address)["start"])  # type: ignore[index]  # it was found by this
    return f"{start}{HIDDEN}" if len(path) > len(start) else address


def _however_written(secret: str) -> re.Pattern[str]:
    """In groups or not, in capitals or not."""
    signs = [re.escape(sign) for sign in secret if sign.isalnum()]
    return re.compile(r"[\W_]*".join(signs) if len(signs) >= SHORTEST else re.escape(secret), re.IGNORECASE)


@lru_cache(maxsize=1)
def _addresses() -> _Addresses:
    routes = list(_routes(get_resolver(), ""))
    starts = {route.start for route in routes if route.secret}
    # The more an address says before its first argument, the more surely it is the one.
    kept = sorted(
        (route for route in routes if any(route.start.startswith(each) for each in starts)),
        key=lambda route: (-len(route.start), not route.secret),
    )
    begins = "|".join(re.escape(each).replace("/", "(?:/|%2F)") for each in sorted(starts, key=len, reverse=True))
    names = "|".join(sorted({name for route in kept for name in route.secret} | _parameters()))
    return _Addresses(
        tuple(kept),
        re.compile(rf"(?P<start>(?:/|%2F|\b)(?:{begins})){_TAIL}", re.IGNORECASE),
        re.compile(rf"((?:[?&]|%3F|%26)(?:{names})(?:=|%3D))[^\s&#\"'<>]+", re.IGNORECASE),
    )


def _parameters() -> set[str]:
    return {name for each in route_policies for name in each.secret}


def _routes(resolver: URLResolver, before: str) -> Iterator[_Route]:
    for pattern in resolver.url_patterns:
        written = f"{before}{_written(pattern)}"
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, written)
        else:
            yield _route(written, _declared(pattern))


def _written(pattern: URLPattern | URLResolver) -> str:
    """The route as ``path()`` writes it, also when it is written as a regular expression."""
    if isinstance(pattern.pattern, RegexPattern):
        return _GROUP.sub(r"\1", str(pattern.pattern)).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
    return str(pattern.pattern)


def _declared(pattern: URLPattern) -> frozenset[str]:
    converted = {name for name, each in pattern.pattern.converters.items() if isinstance(each, SecretConverter)}
    named = route_policies.get(pattern.name).secret if pattern.name and pattern.name in route_policies else ()
    return frozenset({*converted, *named})


def _route(written: str, secret: frozenset[str]) -> _Route:
    start, whole, at, held = "", "", 0, set[str]()
    for argument in _ARGUMENT.finditer(written):
        literal, name = written[at : argument.start()], argument["name"]
        start = start or literal if not at else start
        held |= {name} & secret
        whole += re.escape(literal) + (f"(?P<{name}>[^/]+)" if argument["converter"] != "path" else f"(?P<{name}>.+)")
        at = argument.end()
    whole += re.escape(written[at:]).removesuffix("/") + ("/?" if written.endswith("/") else "")
    return _Route(start or written, re.compile(whole), frozenset(held))
