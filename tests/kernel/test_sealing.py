"""What is sealed opens with its key only, whole and in order."""

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.kernel import sealing
from parvis.kernel.sealing import BrokenSealError, fingerprint, new_key, seal, unseal, unwrap_key, wrap_key

KEY = new_key()
HEADER = len(sealing.MAGIC) + sealing.PREFIX


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(sealing, "CHUNK", 8)


def sealed(content: bytes, context: bytes = b"a") -> bytes:
    return b"".join(seal([content], KEY, context))


def opened(content: bytes, key: bytes = KEY, context: bytes = b"a") -> bytes:
    return b"".join(unseal(io.BytesIO(content), key, context))


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=40), max_size=8))
def test_what_is_sealed_opens(pieces):
    content = b"".join(pieces)
    before, sealing.CHUNK = sealing.CHUNK, 8
    try:
        assert opened(b"".join(seal(pieces, KEY, b"a"))) == content
    finally:
        sealing.CHUNK = before


@pytest.mark.parametrize("length", [0, 7, 8, 9, 16, 17])
def test_every_length_opens_and_no_shorter_file_does(small, length):
    content = bytes(range(length))
    whole = sealed(content)
    assert opened(whole) == content
    for cut in range(len(whole)):
        with pytest.raises(BrokenSealError):
            opened(whole[:cut])


def test_chunks_cannot_be_moved_repeated_or_added(small):
    whole = sealed(bytes(24))
    step = 8 + sealing.TAG
    head, chunks = whole[:HEADER], [whole[HEADER + i * step : HEADER + (i + 1) * step] for i in range(3)]
    for order in ([1, 0, 2], [0, 0, 2], [0, 2], [0, 1], [0, 1, 2, 2], [2]):
        with pytest.raises(BrokenSealError):
            opened(head + b"".join(chunks[place] for place in order))


def test_one_changed_bit_is_seen(small):
    whole = bytearray(sealed(b"0123456789"))
    for place in range(len(whole)):
        whole[place] ^= 1
        with pytest.raises(BrokenSealError):
            opened(bytes(whole))
        whole[place] ^= 1


def test_another_key_or_another_file_does_not_open():
    whole = sealed(b"secret")
    with pytest.raises(BrokenSealError):
        opened(whole, key=new_key())
    with pytest.raises(BrokenSealError):
        opened(whole, context=b"b")
    assert b"secret" not in whole


def test_memory_stays_small_for_a_large_file(tmp_path):
    path = tmp_path / "sealed"
    tracemalloc.start()
    with path.open("wb") as file:
        file.writelines(seal((bytes(1 << 16) for _ in range(480)), KEY, b"a"))
    with path.open("rb") as file:
        assert sum(len(piece) for piece in unseal(file, KEY, b"a")) == 30 << 20
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_a_wrapped_key_opens_with_its_master_key_and_its_file_only():
    wrapped = wrap_key(KEY, "master", b"a")
    assert unwrap_key(wrapped, "master", b"a") == KEY
    for master, context in (("other", b"a"), ("master", b"b")):
        with pytest.raises(BrokenSealError):
            unwrap_key(wrapped, master, context)
    with pytest.raises(BrokenSealError):
        unwrap_key(b"", "master", b"a")
    assert fingerprint("master") != fingerprint("other")
