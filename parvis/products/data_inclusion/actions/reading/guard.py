"""HTTP that goes to the public Internet only: a location may be typed by anybody who imports.

The name is resolved here and the connection made to the very address that was checked, at each
redirect too, so that no answer of a name server can lead inside. Proxies and credentials of the
environment are not used: they would answer in our place.
"""

import ipaddress
import socket
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import LocationParseError, NameResolutionError
from urllib3.util.connection import create_connection

MAX_REDIRECTS: Final = 5
SCHEMES: Final = ("http://", "https://")


class PrivateAddressError(Exception):
    """The name leads to an address that is not on the public Internet."""


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of ``host``; PrivateAddressError when one is not public."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        known = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None) or known
        if not inner.is_global or known.is_multicast:
            raise PrivateAddressError(host)
    return found


class _Public:
    """Connects to checked addresses only; mixed in the library's connections."""

    def _new_conn(self) -> socket.socket:
        connection: Any = self
        try:
            addresses = public_addresses(connection._dns_host, connection.port)  # noqa: SLF001  the library's own hook
        except (OSError, UnicodeError) as error:
            cause = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
            raise NameResolutionError(connection.host, connection, cause) from error
        failure: OSError = OSError(connection.host)
        for address in addresses:
            try:
                return create_connection(
                    (address, connection.port), connection.timeout, socket_options=connection.socket_options
                )
            except (OSError, LocationParseError) as error:
                failure = error if isinstance(error, OSError) else OSError(str(error))
        raise failure


class _HttpConnection(_Public, HTTPConnection):
    pass


class _HttpsConnection(_Public, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _HttpConnection


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _HttpsConnection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}


def session(*, private_addresses: bool) -> requests.Session:
    """A session with bounded redirects; ``private_addresses`` opens the guard, for an operator's own network."""
    opened = requests.Session()
    opened.trust_env = False
    opened.max_redirects = MAX_REDIRECTS
    opened.adapters.clear()
    for scheme in SCHEMES:
        opened.mount(scheme, HTTPAdapter() if private_addresses else _PublicAdapter())
    return opened
