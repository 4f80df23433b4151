import gzip
import os

import pytest

from parvis.kernel import clock
from parvis.kernel.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.actions.reading.downloading import FOLDER, download
from parvis.products.data_inclusion.actions.reading.opening import open_source
from tests.factories.web import Site, serving

BODY = b"id;nom\n" + b"".join(b"%d;un nom\n" % number for number in range(200_000))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PARVIS_DATA = tmp_path
    return tmp_path / FOLDER


def test_a_distant_file_is_read_then_forgotten(folder):
    seen = []
    with serving(Site(body=BODY)) as site:
        with open_source(site.url, private_addresses=True, advance=lambda *done: seen.append(done)) as rows:
            assert sum(1 for _ in rows) == 200_000
        assert seen[-1] == (len(BODY), len(BODY))
    assert list(folder.iterdir()) == []


def test_a_key_after_an_address_leads_to_the_rows():
    with (
        serving(Site(body=b'{"a": [{"id": 1}], "b": [{"id": 2}]}')) as site,
        open_source(f"{site.url}@b", private_addresses=True) as rows,
    ):
        assert next(iter(rows)).values == {"id": 2}


def test_a_broken_connection_goes_on_where_it_was():
    with serving(Site(body=BODY, breaks_after=700_000)) as site:
        with open_source(site.url, private_addresses=True) as rows:
            assert sum(1 for _ in rows) == 200_000
        start = int(site.asked[1].removeprefix("bytes=").rstrip("-"))
    assert 0 < start <= 700_000


def test_a_killed_download_goes_on_at_the_next_import(folder):
    with serving(Site(body=BODY, breaks_after=700_000, etag='"1"')) as site:
        site.resumes = True
        with pytest.raises(KeyboardInterrupt):
            download(site.url, private_addresses=True, advance=_interrupt)
        kept = next(folder.glob("*.part")).stat().st_size
        assert kept
        done = download(site.url, private_addresses=True)
        assert done.path.read_bytes() == BODY
        assert site.asked[1] == f"bytes={kept}-"


def _interrupt(done, total):
    raise KeyboardInterrupt


def test_a_file_that_changed_meanwhile_begins_anew():
    with serving(Site(body=BODY)) as site:
        with pytest.raises(KeyboardInterrupt):
            download(site.url, private_addresses=True, advance=_interrupt)
        site.body, site.etag = b"id;nom\n9;neuf\n", '"2"'
        assert download(site.url, private_addresses=True).path.read_bytes() == site.body


def test_a_server_that_cannot_resume_is_said_to_break_off():
    with (
        serving(Site(body=BODY, breaks_after=1000, etag="")) as site,
        pytest.raises(SourceUnreadable, match="ne répond pas"),
    ):
        open_source(site.url, private_addresses=True)


def test_more_than_two_gibibytes_are_refused_before_they_come():
    with serving(Site(announced=3 * 1024**3)) as site, pytest.raises(SourceUnreadable, match="2 Gio"):
        open_source(site.url, private_addresses=True)


def test_more_than_the_bound_is_refused_while_it_comes(monkeypatch, folder):
    monkeypatch.setattr("parvis.kernel.reading.content.MAX_BYTES", 1_000_000)
    bomb = gzip.compress(b"0" * 50_000_000)
    with (
        serving(Site(body=bomb, headers={"Content-Encoding": "gzip"})) as site,
        pytest.raises(SourceUnreadable, match="2 Gio"),
    ):
        open_source(site.url, private_addresses=True)
    assert all(left.stat().st_size <= 1_000_000 for left in folder.iterdir())


@pytest.mark.parametrize(
    ("status", "said"), [(404, "pas de fichier"), (403, "refuse"), (500, "erreur"), (401, "mot de passe")]
)
def test_a_refusal_of_the_server_is_said(status, said):
    with serving(Site(status=status)) as site, pytest.raises(SourceUnreadable, match=said):
        open_source(site.url, private_addresses=True)


def test_redirects_are_followed_but_not_for_ever():
    with (
        serving(Site()) as final,
        serving(Site(redirect=final.url)) as first,
        open_source(first.url, private_addresses=True) as rows,
    ):
        assert rows.count == 1
    with serving(Site()) as site:
        site.redirect = site.url
        with pytest.raises(SourceUnreadable, match="sans fin"):
            open_source(site.url, private_addresses=True)


def test_a_redirect_to_a_local_file_is_refused():
    with serving(Site(redirect="file:///etc/passwd")) as site, pytest.raises(SourceUnreadable):
        open_source(site.url, private_addresses=True)


def test_what_killed_imports_left_is_forgotten_after_a_day(folder):
    folder.mkdir()
    old, recent = folder / "a.data", folder / "b.part"
    for path, age in [(old, 90_000), (recent, 60)]:
        path.write_text("x")
        moment = clock.now().timestamp() - age
        os.utime(path, (moment, moment))
    with serving(Site()) as site:
        download(site.url, private_addresses=True)
    assert not old.exists()
    assert recent.exists()
