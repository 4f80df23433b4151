"""The headers of every response, and what production adds."""

import json
import re
import subprocess
import sys

import fasteners
import pytest
from django.conf import settings

from tests.processes import surroundings

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/nulle-part/", "/robots.txt", "/api/nulle-part"])
def test_every_response_carries_the_headers(client, path):
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "camera=()" in headers["Permissions-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_content_security_policy_opens_to_nobody_else(client):
    response = client.get("/")
    directives = {
        name: sources for name, *sources in (part.split() for part in response["Content-Security-Policy"].split(";"))
    }
    assert directives["default-src"] == ["'none'"]
    assert directives["frame-ancestors"] == ["'none'"]
    assert directives["base-uri"] == ["'self'"]
    for name, sources in directives.items():
        assert "'unsafe-inline'" not in sources, name
        assert "'unsafe-eval'" not in sources, name
        assert not [one for one in sources if one.startswith(("http", "*"))], name


def test_scripts_of_a_page_bear_its_nonce_and_nonces_differ(client):
    first, second = client.get("/"), client.get("/")
    nonces = [re.search(r"'nonce-([^']+)'", page["Content-Security-Policy"])[1] for page in (first, second)]
    assert nonces[0] != nonces[1]
    assert first.content.decode().count(f'nonce="{nonces[0]}"') == first.content.decode().count("<script")


SCRIPT = """
import json, django; django.setup()
from django.test import Client
plain = Client().get("/", headers={"host": "parvis.example"})
proxied = Client(headers={"x-forwarded-proto": "https", "host": "parvis.example"})
page = proxied.get("/")
stranger = Client(headers={"x-forwarded-proto": "https", "host": "autre.example"}).get("/")
from django.conf import settings
print(json.dumps({
    "redirect": [plain.status_code, plain.headers.get("Location")],
    "page": page.status_code, "hsts": page.headers.get("Strict-Transport-Security"),
    "policy": page.headers["Content-Security-Policy"], "stranger": stranger.status_code,
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.CSRF_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
}))
"""


@pytest.fixture(scope="module")
def production(django_db_setup):
    """Environment of a production installation over the test database, its static files gathered."""
    folder = settings.PARVIS_DATA / "journeys"
    folder.mkdir(exist_ok=True)
    environment = surroundings(
        settings.PARVIS_OWNER, settings.PARVIS_WEB, folder, "production",
        PARVIS_HOSTS="parvis.example",
    )  # fmt: skip
    gather = "import django; django.setup()\nfrom parvis.config.static import collect; collect()"
    with fasteners.InterProcessLock(folder / "prepare.lock"):
        subprocess.run([sys.executable, "-c", gather], env=environment, check=True)
    return environment


def test_production_serves_https_only(production):
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=production, check=True, capture_output=True, text=True)
    seen = json.loads(done.stdout)
    assert seen["redirect"] == [301, "https://parvis.example/"]
    assert seen["page"] == 200
    assert seen["hsts"] == "max-age=63072000; includeSubDomains; preload"
    assert "upgrade-insecure-requests" in seen["policy"]
    assert seen["stranger"] == 400
    assert seen["cookies"] == [True, True, True, True, "Lax"]


def test_production_passes_the_deployment_checks(production):
    command = [sys.executable, "-m", "parvis.config.cli", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, check=False, env=production, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_production_does_not_start_without_its_keys(production):
    environment = production | {"PARVIS_SECRET_KEY": ""}
    command = [sys.executable, "-m", "parvis.config.cli", "check"]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert "PARVIS_SECRET_KEY doit être défini en production" in done.stderr
