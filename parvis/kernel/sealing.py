"""Sealed content: AES-256-GCM in chunks, so that memory stays small and any change to the file is seen.

A sealed file is a header followed by chunks. Each chunk has its own nonce: a random prefix, its place in
the file, and whether it is the last. A chunk changed, moved, repeated or cut off no longer opens. Each
file has its own key; that key is itself sealed by a key derived from the installation's master key.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"parvis-sealed-1\n"
CHUNK = 1 << 20
TAG = 16
PREFIX = 7
WRAP_NONCE = 12
KEY = 32


class BrokenSealError(Exception):
    """The content was changed, cut, or sealed by another key."""


def new_key() -> bytes:
    """A key for one file."""
    return os.urandom(KEY)


def seal(content: Iterable[bytes], key: bytes, context: bytes) -> Iterator[bytes]:
    """Seal ``content``, given in pieces of any size; it opens with the same ``key`` and ``context`` only."""
    cipher, prefix = AESGCM(key), os.urandom(PREFIX)
    yield MAGIC + prefix
    place, waiting = 0, b""
    for piece in content:
        waiting += piece
        # One full chunk is held back: it may be the last, which its nonce must tell.
        while len(waiting) > CHUNK:
            chunk, waiting = waiting[:CHUNK], waiting[CHUNK:]
            yield cipher.encrypt(_nonce(prefix, place, last=False), chunk, context)
            place += 1
    yield cipher.encrypt(_nonce(prefix, place, last=True), waiting, context)


def unseal(sealed: BinaryIO, key: bytes, context: bytes) -> Iterator[bytes]:
    """Open what :func:`seal` made, chunk by chunk; raise :class:`BrokenSealError` at the first that is not right."""
    header = sealed.read(len(MAGIC) + PREFIX)
    if not header.startswith(MAGIC) or len(header) != len(MAGIC) + PREFIX:
        raise BrokenSealError
    cipher, prefix, place = AESGCM(key), header[len(MAGIC) :], 0
    chunk, following = _read(sealed), _read(sealed)
    while True:
        try:
            yield cipher.decrypt(_nonce(prefix, place, last=not following), chunk, context)
        except InvalidTag as error:
            raise BrokenSealError from error
        if not following:
            return
        chunk, following, place = following, _read(sealed), place + 1


def _read(sealed: BinaryIO) -> bytes:
    """One sealed chunk, whole even where the storage answers in small pieces."""
    wanted, pieces = CHUNK + TAG, []
    while wanted and (piece := sealed.read(wanted)):
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)


def _nonce(prefix: bytes, place: int, *, last: bool) -> bytes:
    return prefix + place.to_bytes(4, "big") + bytes([last])


def wrap_key(key: bytes, master: str, context: bytes) -> bytes:
    """``key`` sealed by the master key."""
    nonce = os.urandom(WRAP_NONCE)
    return nonce + AESGCM(derived_key(master, b"parvis wrapping key")).encrypt(nonce, key, context)


def unwrap_key(wrapped: bytes, master: str, context: bytes) -> bytes:
    """The key that :func:`wrap_key` sealed; raise :class:`BrokenSealError` under another master key."""
    try:
        return AESGCM(derived_key(master, b"parvis wrapping key")).decrypt(
            wrapped[:WRAP_NONCE], wrapped[WRAP_NONCE:], context
        )
    except (InvalidTag, ValueError) as error:
        raise BrokenSealError from error


def fingerprint(master: str) -> str:
    """Which master key sealed, without telling it."""
    return derived_key(master, b"parvis key fingerprint")[:8].hex()


def derived_key(master: str, purpose: bytes) -> bytes:
    """A key for one purpose, drawn from the master key."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose).derive(master.encode())
