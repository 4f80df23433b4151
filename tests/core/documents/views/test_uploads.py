"""The tus protocol, as a browser speaks it."""

import base64

import pytest
from django.core import signing
from django.test import Client

from parvis.core.documents.models import Upload
from parvis.core.documents.queries.grants import SALT, Grant, granted
from parvis.core.documents.views.uploads import BEGUN_PER_HOUR, SHORTEST
from parvis.kernel.actor import Actor, ActorKind
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db

ANNE = Actor(ActorKind.CITIZEN, "a" * 64)
PAUL = Actor(ActorKind.CITIZEN, "b" * 64)
CONTENT = b"%PDF-1.7\n" + b"o" * 200_000
OFFSET = "application/offset+octet-stream"


def address(by: Actor = ANNE, place: str = "tests.Draft:1", most: int = 3, largest: int = 300_000) -> str:
    return f"/envois/{Grant(by, place, most, largest).signed()}/"


def told(**pairs: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


def ask(client: Client, method: str, path: str, content: bytes = b"", **headers: str):
    return client.generic(
        method, path, content, content_type=headers.pop("Content_Type", OFFSET),
        headers={"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): value for name, value in headers.items()},
    )  # fmt: skip


def begin(client: Client, length: int = len(CONTENT), name: str = "reçu d’août.pdf", to: str = "") -> str:
    answer = ask(client, "POST", to or address(), Upload_Length=str(length), Upload_Metadata=told(filename=name))
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def more(client: Client, at: str, start: int, content: bytes):
    return ask(client, "PATCH", at, content, Upload_Offset=str(start))


def stands(client: Client, at: str) -> str:
    answer = ask(client, "HEAD", at)
    assert answer.status_code == 200
    return answer.headers["Upload-Offset"]


def test_a_file_comes_in_pieces(client):
    spoken = client.options(address())
    assert spoken.headers["Tus-Extension"] == "creation,expiration,termination"
    assert (spoken.headers["Tus-Version"], spoken.headers["Tus-Max-Size"]) == ("1.0.0", "300000")
    at = begin(client)
    assert stands(client, at) == "0"
    first = more(client, at, 0, CONTENT[:100_000])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "100000")
    assert "GMT" in first.headers["Upload-Expires"]
    head = ask(client, "HEAD", at)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("100000", str(len(CONTENT)))
    assert "no-store" in head.headers["Cache-Control"]
    assert more(client, at, 100_000, CONTENT[100_000:]).headers["Upload-Offset"] == str(len(CONTENT))


def test_an_address_never_names_an_account():
    officer, service = (
        Actor(ActorKind.USER, "7", "Étienne Rameau"),
        Actor(ActorKind.CORRESPONDENT, "c" * 64, "la voirie"),
    )
    for by, label in ((officer, ""), (service, "la voirie")):
        signed = Grant(by, "tests.Draft:1", 1, 10).signed()
        assert signing.loads(signed, salt=SALT)[:3] == [by.kind, by.identifier, label]
        assert granted(signed, officer).by == by


def test_whoever_speaks_another_protocol_is_told_which_one_is_spoken(client):
    answer = client.post(address(), headers={"Upload-Length": "5"})
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


def test_a_piece_from_the_wrong_place_is_refused_with_the_right_one(client):
    at = begin(client)
    more(client, at, 0, CONTENT[:100_000])
    for start in (0, 100_001):
        answer = more(client, at, start, CONTENT[100_000:])
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "100000")
    assert stands(client, at) == "100000"


def test_nothing_longer_than_announced_and_nothing_in_crumbs(client):
    at = begin(client)
    assert more(client, at, 0, CONTENT + b"x").status_code == 413
    assert more(client, at, 0, CONTENT[: SHORTEST - 1]).status_code == 400
    assert ask(client, "PATCH", at, CONTENT, Upload_Offset="0", Content_Type="text/plain").status_code == 415
    assert ask(client, "PATCH", at, CONTENT).status_code == 400
    assert stands(client, at) == "0"
    assert ask(client, "POST", address()).status_code == 400


def test_refused_before_it_leaves_too_large_empty_or_too_many(client):
    large = ask(client, "POST", address(), Upload_Length="300001", Upload_Metadata=told(filename="film.mp4"))
    assert (large.status_code, large.headers["Content-Type"]) == (413, "text/plain; charset=utf-8")
    assert large.text == "« film.mp4 » dépasse 0 Mo. Réduisez-le, ou photographiez page par page."
    assert ask(client, "POST", address(), Upload_Length="0").status_code == 422
    for _ in range(3):
        begin(client)
    full = ask(client, "POST", address(), Upload_Length="5")
    assert (full.status_code, "retirez-en un" in full.text) == (422, True)
    begin(client, to=address(place="tests.Draft:2"))


@pytest.mark.parametrize("head", [b"MZ\x90\0", b"\x7fELF\2", b"#!/bin/sh\n"])
def test_a_program_is_refused_by_its_content_and_nothing_of_it_stays(client, head):
    content = head + b"\0" * 80_000
    at = begin(client, len(content), name="photo.png")
    assert more(client, at, 0, content[:70_000]).status_code == 204
    answer = more(client, at, 70_000, content[70_000:])
    assert answer.status_code == 422
    assert answer.text == (
        "« photo.png » est un programme, que personne n’ouvrira : envoyez une photo, un PDF ou un texte."
    )
    assert ask(client, "HEAD", at).status_code == 404


def test_given_up_it_is_gone(client):
    at = begin(client)
    more(client, at, 0, CONTENT[:100_000])
    assert ask(client, "DELETE", at).status_code == 204
    assert ask(client, "HEAD", at).status_code == 404
    assert more(client, at, 0, CONTENT).status_code == 404


def test_nobody_else_finds_it(client, nadia):
    at = begin(client)
    pk = at.rstrip("/").rpartition("/")[2]
    for path in (
        f"{address(PAUL)}{pk}/", f"{address(place='tests.Draft:2')}{pk}/", f"/envois/devine/{pk}/",
        f"{address(Actor(ActorKind.USER, str(nadia.pk)))}{pk}/",
    ):  # fmt: skip
        for method in ("HEAD", "DELETE"):
            assert ask(client, method, path).status_code == 404
        assert more(client, path, 0, CONTENT).status_code == 404
    assert stands(client, at) == "0"


def test_the_address_of_an_account_is_for_whoever_is_signed_in_with_it(client, nadia):
    mine = address(Actor(ActorKind.USER, str(nadia.pk)))
    assert ask(client, "POST", mine, Upload_Length="5").status_code == 404
    at = begin(signed_in_browser(nadia), to=mine)
    assert ask(client, "HEAD", at).status_code == 404


def test_an_address_that_is_too_old_or_forged_opens_nothing(client, monkeypatch):
    forged = signing.dumps(["citizen", "a" * 64, "", "tests.Draft:1", 3, 300_000], salt="autre")
    assert ask(client, "POST", f"/envois/{forged}/", Upload_Length="5").status_code == 404
    now = signing.time.time()
    old = address()
    assert signing.loads(old.split("/")[2], salt=SALT)
    monkeypatch.setattr(signing.time, "time", lambda: now + 3 * 86_400)
    assert ask(client, "POST", old, Upload_Length="5").status_code == 404


def test_another_site_sends_nothing_in_the_name_of_a_reader():
    client = Client(enforce_csrf_checks=True)
    assert ask(client, "POST", address(), Upload_Length="5").status_code == 403


def test_a_storage_that_is_down_asks_to_try_again_and_keeps_the_place(client, settings, tmp_path):
    at = begin(client)
    more(client, at, 0, CONTENT[:100_000])
    usual = settings.STORAGES
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.STORAGES = usual | {"default": usual["default"] | {"OPTIONS": {"location": tmp_path / "taken"}}}
    answer = more(client, at, 100_000, CONTENT[100_000:])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (503, "100000")
    assert answer.headers["Retry-After"]
    assert "reprendra de lui-même" in answer.text
    settings.STORAGES = usual
    assert more(client, at, 100_000, CONTENT[100_000:]).status_code == 204


def test_one_place_does_not_begin_without_end(client, monkeypatch):
    monkeypatch.setattr("parvis.core.documents.views.uploads.counted", lambda what: BEGUN_PER_HOUR + 1)
    assert ask(client, "POST", address(), Upload_Length="5").status_code == 429
    with pytest.raises(Upload.DoesNotExist):
        Upload.objects.get()


def test_a_piece_is_of_the_request_that_brings_it(client, monkeypatch):
    ended = []
    monkeypatch.setattr("parvis.kernel.scope.at_scope_end", [ended.append])
    begin(client)
    own = [each for each in ended if each.actor == ANNE]
    assert own
    assert {(each.channel, each.request_id) for each in own} == {("web", ended[-1].request_id)}
