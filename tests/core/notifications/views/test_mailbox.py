"""The mailbox of the demonstration."""

import os
import re
import subprocess
import sys

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "courriels"
    settings.EMAIL_FILE_PATH.mkdir()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    return settings.EMAIL_FILE_PATH


def keep(
    subject: str, html: str = "<html><head></head><p>Élodie <a href='https://a.test/?b=1'>ici</a></p></html>"
) -> None:
    mail = EmailMultiAlternatives(subject, "Bonjour,\n\nhttps://a.test/?b=1\n", "a@b.fr", ["zoe@example.test"])
    mail.attach_alternative(html, "text/html")
    mail.connection = get_connection(FILES)
    mail.send()


def names(page: str) -> list[str]:
    return re.findall(r'href="/demo/courriels/([^/"]+)/"', page)


def test_an_empty_mailbox_teaches_the_first_step(client):
    assert "Aucun courriel pour l’instant" in client.get("/demo/courriels/").content.decode()


def test_mails_are_listed_and_read(client):
    keep("Éloïse vous écrit")
    keep("Second")
    page = client.get("/demo/courriels/").content.decode()
    assert "Éloïse vous écrit" in page
    assert "zoe@example.test" in page
    answer = client.get(f"/demo/courriels/{names(page)[-1]}/")
    assert '<a href="https://a.test/?b=1" rel="nofollow">https://a.test/?b=1</a>' in answer.content.decode()
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_mail_bears_the_time_of_paris(client, folder):
    dates = ["Sun, 22 Nov 2026 02:53:12 -0000", "Sun, 22 Nov 2026 01:00:00 +0100"]
    for place, date in enumerate(dates):
        (folder / f"{place}.log").write_text(f"Subject: S\nTo: a@b.fr\nDate: {date}\n\nBonjour\n")
    page = client.get("/demo/courriels/").content.decode()
    assert re.findall(r"dimanche 22 novembre 2026 à ([\d:]+)", page) == ["03:53:12", "01:00:00"]


def test_the_html_of_a_mail_can_only_be_seen(client):
    keep("Bonjour", "<html><head></head><script>alert(1)</script></html>")
    page = client.get("/demo/courriels/").content.decode()
    answer = client.get(f"/demo/courriels/{names(page)[0]}/html/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in answer.content.decode()


@pytest.mark.parametrize("name", ["nothing_0", "..", "x" * 101])
def test_an_unknown_mail_is_not_found(client, name):
    assert client.get(f"/demo/courriels/{name}/").status_code == 404


def test_production_has_no_mailbox():
    code = (
        "import django; django.setup();"
        "from django.urls import get_resolver, Resolver404;"
        "from parvis.kernel.declarations.navigation import entries\n"
        "assert 'notifications.mailbox' not in entries\n"
        "try: get_resolver().resolve('/demo/courriels/')\n"
        "except Resolver404: print('none')"
    )
    production = {
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PARVIS_MODE": "production", "PARVIS_SECRET_KEY": "x" * 50,
        "PARVIS_MASTER_KEY": "y" * 50, "PARVIS_HOSTS": "parvis.test", "DATABASE_URL": "postgresql://a:b@127.0.0.1:9/c",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | production,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "none\n"
