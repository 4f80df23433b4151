"""What opens a page by itself is in no line of any log, whatever the answer."""

import logging
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver

from parvis.config.checks import routes
from parvis.kernel.http.secret_addresses import HIDDEN, keep_unsaid, without_secrets

# Arguments that are named like a secret and are none: what they are.
PLAIN = {
    "/geographie/contours/<str:layer>/<str:code>.geojson": "the code of a territory",
    "/administration/registre/fiches/<str:key>/": "a sheet of the register",
    "/administration/registre/decisions/<slug:service>/<slug:key>/": "a decision of the register",
    "/administration/registre/mesures/<slug:service>/<slug:key>/": "a measure of the register",
    "/administration/traceurs/mesure/<slug:key>/": "a criterion of the audience measure",
}
SECRET = "Qx7Kp2Wm9RtZ"
GIVEN = {"int": "7", "slug": "mot", "str": "mot", "uuid": str(uuid4()), "path": "mot"}


def addresses():
    return sorted({f"/{path}" for path, _, _ in routes(get_resolver().url_patterns)})


def looking_secret():
    name = r"(?:code|token|grant|secret|key|uidb36|password|link|signature)"
    return [each for each in addresses() if re.search(rf"<(?:\w+:)?{name}>", each) and each not in PLAIN]


def asked(route):
    def given(argument):
        converter = argument[1].rpartition(":")[0]
        return SECRET if converter in {"secret", ""} else GIVEN[converter]

    plain = re.sub(r"\(\?P(<\w+>)[^()]*\)", r"\1", route).replace("^", "").replace("$", "")
    return re.sub(r"<([\w:]+)>", given, plain)


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize("route", looking_secret())
@pytest.mark.parametrize("rest", ["", "nulle-part/"])
def test_no_route_that_takes_a_secret_has_it_logged(browser, caplog, route, rest):
    address = asked(route) + rest
    for ask in (browser.get, browser.delete):
        answer = ask(address)
        assert SECRET not in caplog.text
        assert answer.status_code < 400 or HIDDEN in caplog.text, "what was refused is logged, without its secret"
        caplog.clear()


def test_every_plain_argument_of_that_name_still_exists():
    assert set(PLAIN) <= set(addresses())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        f"/mediature/suivi/{SECRET}/jamais/",
        f"/mediature/suivi//{SECRET}/",
        f"/mediature/suivi/Avis/{SECRET}/",
        f"/mediature/suivi/{SECRET[:4]} {SECRET[4:8]} {SECRET[8:]}/",
        f"/mediature/suivi/{SECRET}",
        f"/mediature/saisine/{SECRET.lower()}/messages/",
        f"/mes-droits/suivi/DP-2026-1/{SECRET}/copie/",
    ],
)
def test_an_address_of_no_page_says_its_secret_no_more(browser, caplog, typed):
    browser.get(typed)
    said = re.sub(r"\W", "", caplog.text).lower()
    assert SECRET[4:].lower() not in said
    assert SECRET[8:].lower() not in said


@pytest.mark.django_db
def test_an_error_and_its_traceback_say_nothing_of_the_secret(browser, caplog, monkeypatch):
    grouped = f"{SECRET[:4]}-{SECRET[4:8]}-{SECRET[8:]}".upper()

    def fail(*args, **kwargs):
        raise ValueError(f"no such code: {grouped}, asked by /mediature/suivi/{SECRET}/")

    monkeypatch.setattr("parvis.products.mediature.views.holding.holders", fail)
    assert browser.get(f"/mediature/suivi/{SECRET}/").status_code == 500
    assert "ValueError: no such code: […], asked by /mediature/suivi/[…]/" in caplog.text
    assert SECRET not in caplog.text
    assert grouped not in caplog.text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("GET /mediature/suivi/{}/pieces/3/ 404", "GET /mediature/suivi/[…]/pieces/3/ 404"),
        ("GET /compte/connexion/?next=%2Forganisations%2Finvitation%2F{}%2F&a=1", "invitation/[…]/&a=1"),
        ('"https://parvis.example.fr/envois/{}/" 410', '"https://parvis.example.fr/envois/[…]/" 410'),
        ("/compte/oidc/proconnect/login/callback/?code={}&state={}", "callback/?code=[…]&state=[…]"),
        ("courriels/brevo/{}/recus/", "courriels/brevo/[…]/recus/"),
        ("/mediature/suivi/code-perdu/ 429", "/mediature/suivi/code-perdu/ 429"),
        ("/geographie/contours/communes/21231.geojson", "/geographie/contours/communes/21231.geojson"),
    ],
)
def test_lines_of_servers_and_libraries_are_cleaned_too(line, said):
    keep_unsaid("/")
    heard = []

    class Handler(logging.Handler):
        def emit(self, record):
            heard.append(self.format(record))

    server = logging.getLogger("gunicorn.access")
    handler = Handler()
    server.addHandler(handler)
    try:
        server.error("%s", line.replace("{}", SECRET))
    finally:
        server.removeHandler(handler)
    assert heard[0].endswith(said)
    assert SECRET not in heard[0]


def test_a_line_that_cannot_be_put_together_quotes_no_value(caplog):
    logging.getLogger("parvis").error("%d", SECRET)
    assert SECRET not in caplog.text


def test_what_is_no_secret_is_left_as_it_is():
    keep_unsaid("/mediature/suivi/a/")
    assert without_secrets("a line about a case") == "a line about a case"
