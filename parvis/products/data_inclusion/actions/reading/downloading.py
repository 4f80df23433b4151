"""A distant file brought to a temporary one, in several goes if need be, and never larger than what is read."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from parvis.kernel import clock
from parvis.kernel.reading.content import check_size
from parvis.kernel.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.actions.reading.guard import PrivateAddressError, session

Advance = Callable[[int, int | None], None]
FOLDER: Final = "telechargements"
CHUNK: Final = 256 * 1024
TIMEOUT: Final = (10, 60)
GOES: Final = 4
FORGOTTEN_AFTER: Final = 24 * 3600  # seconds: what a killed import left behind
AGENT: Final = "Parvis (import)"


def silent(done: int, total: int | None) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Downloaded:
    """A file brought here, to be deleted once read; ``name`` is the last part of its address."""

    path: Path
    name: str


@dataclass
class _Partial:
    """What has come so far, and the validator that tells whether the rest is of the same file."""

    data: Path
    notes: Path
    validator: str = ""

    def resume(self) -> int:
        """How many bytes may be kept."""
        try:
            self.validator = json.loads(self.notes.read_text())["validator"]
            return self.data.stat().st_size if self.validator else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def begin(self, headers: Mapping[str, str]) -> None:
        """Forget what was kept; note what the server says of this edition."""
        self.data.unlink(missing_ok=True)
        tag = headers.get("ETag", "")
        self.validator = tag if tag and not tag.startswith("W/") else headers.get("Last-Modified", "")
        self.notes.write_text(json.dumps({"validator": self.validator}))


def download(url: str, *, private_addresses: bool = False, advance: Advance = silent) -> Downloaded:
    """The file at ``url``; what a broken connection or a killed import left is completed where the server allows it."""
    folder = Path(settings.PARVIS_DATA) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _forget_old(folder)
    name = hashlib.sha256(url.encode()).hexdigest()[:32]
    partial = _Partial(folder / f"{name}.part", folder / f"{name}.json")
    with session(private_addresses=private_addresses) as opened:
        for go in range(1, GOES + 1):
            try:
                final_url = _bring(opened, url, partial, advance)
                break
            except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
                if go == GOES or not partial.resume():
                    raise _said(error, url) from error
            except (requests.RequestException, HTTPError, PrivateAddressError, UnicodeError) as error:
                raise _said(error, url) from error
    partial.notes.unlink(missing_ok=True)
    done = folder / f"{name}.data"
    partial.data.replace(done)
    return Downloaded(done, unquote(urlsplit(final_url).path.rpartition("/")[2]) or url)


def _forget_old(folder: Path) -> None:
    oldest = clock.now().timestamp() - FORGOTTEN_AFTER
    for left in folder.iterdir():
        if left.stat().st_mtime < oldest:
            left.unlink(missing_ok=True)


def _bring(opened: requests.Session, url: str, partial: _Partial, advance: Advance) -> str:
    kept = partial.resume()
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    if kept:
        headers |= {"Range": f"bytes={kept}-", "If-Range": partial.validator}
    with opened.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            partial.notes.unlink(missing_ok=True)
            return _bring(opened, url, partial, advance) if kept else url
        response.raise_for_status()
        _check_scheme(response.url)
        goes_on = response.status_code == requests.codes.partial_content
        if not goes_on or not response.headers.get("Content-Range", "").startswith(f"bytes {kept}-"):
            kept = 0
            partial.begin(response.headers)
        total = _total(response, kept)
        check_size(total or 0)
        _write(response, partial.data, kept, total, advance)
        return str(response.url)


def _total(response: requests.Response, kept: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    plain = response.headers.get("Content-Encoding", "identity") == "identity"
    return kept + int(length) if plain and length.isdigit() else None


def _write(response: requests.Response, path: Path, kept: int, total: int | None, advance: Advance) -> None:
    done = kept
    with path.open("ab") as stream:
        for chunk in response.iter_content(CHUNK):
            done += len(chunk)
            if done > (total or done):
                raise requests.ConnectionError("more than announced")
            try:
                check_size(done)
            except SourceUnreadable:
                stream.truncate(0)
                raise
            stream.write(chunk)
            advance(done, total)
    if total and done < total:
        raise requests.ConnectionError("less than announced")


def _check_scheme(url: str) -> None:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise requests.exceptions.InvalidSchema(url)


def _said(error: Any, url: str) -> SourceUnreadable:
    host = urlsplit(url).hostname or url
    if isinstance(error, PrivateAddressError):
        return SourceUnreadable(
            f"« {host} » n'est pas une adresse publique. Donnez une adresse d'Internet, ou un fichier local."
        )
    if isinstance(error, requests.HTTPError) and error.response is not None:
        status = error.response.status_code
        known = {
            401: "demande un mot de passe", 403: "refuse de donner ce fichier",
            404: "n'a pas de fichier à cette adresse", 410: "n'a plus ce fichier", 429: "demande d'attendre",
        }  # fmt: skip
        what = known.get(status, "a répondu par une erreur")
        return SourceUnreadable(f"{host} {what} (statut {status}). Vérifiez l'adresse, ou réessayez plus tard.")
    if isinstance(error, requests.Timeout):
        return SourceUnreadable(f"{host} ne répond pas assez vite. Réessayez plus tard.")
    if isinstance(error, requests.TooManyRedirects):
        return SourceUnreadable(f"{host} renvoie d'adresse en adresse sans fin. Vérifiez l'adresse.")
    if isinstance(error, requests.exceptions.SSLError):
        return SourceUnreadable(f"Le certificat de {host} n'est pas valable. Prévenez l'éditeur de ce site.")
    return SourceUnreadable(f"{host} ne répond pas, ou la connexion s'est rompue. Vérifiez l'adresse et réessayez.")
