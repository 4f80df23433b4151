"""The pages that every site owes open to anybody and say what they must."""

import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders

from parvis.kernel.actor import VISITOR, Actor, ActorKind
from parvis.kernel.declarations.navigation import Section
from parvis.kernel.declarations.privacy import Period, services
from parvis.shell.menus import cards, lines_of
from parvis.shell.operator import Operator

PAGES = ["/", "/mentions-legales/", "/accessibilite/", "/cookies/", "/plan-du-site/", "/code-source/"]


@pytest.mark.parametrize("path", PAGES)
def test_page_opens_to_a_visitor_without_a_query(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert b"<h1" in response.content


def test_cookies_page_says_how_long_the_session_and_the_form_proof_really_last(client, settings):
    lengths = {tracker.name: Period.parse(tracker.lifetime or "P0D") for tracker in services.get("plateforme").trackers}
    assert timedelta(days=lengths["sessionid"].days, hours=lengths["sessionid"].hours) == timedelta(
        seconds=settings.SESSION_COOKIE_AGE
    )
    assert timedelta(days=lengths["csrftoken"].days) == timedelta(seconds=settings.CSRF_COOKIE_AGE)
    assert "12\u00a0heures au plus" in client.get("/cookies/").content.decode()


def test_operator_is_named_where_it_must_be(client, settings):
    settings.PARVIS_OPERATOR = Operator(
        publisher="Ville d’Exemple",
        director="Camille Exemple",
        hosting="Hébergeur SAS, Roubaix",
        contact="contact@exemple.fr",
        source_url="https://code.exemple.fr/parvis",
        state_brand="",
    )
    legal = client.get("/mentions-legales/").content.decode()
    for fact in ("Ville d’Exemple", "Camille Exemple", "Hébergeur SAS, Roubaix", "mailto:contact@exemple.fr"):
        assert fact in legal
    assert "Installation de démonstration" not in legal
    assert "mailto:contact@exemple.fr" in client.get("/accessibilite/").content.decode()
    assert 'href="https://code.exemple.fr/parvis"' in client.get("/code-source/").content.decode()
    security = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:contact@exemple.fr\n" in security
    assert "Expires: " in security


def test_state_brand_shows_only_where_the_installation_is_entitled_to_it(client, settings):
    assert "fr-logo" not in client.get("/").content.decode()
    settings.PARVIS_OPERATOR = Operator("", "", "", "", "", state_brand="République|Française")
    assert client.get("/").content.decode().count("République<br>Française") == 2


def test_demonstration_says_that_it_is_one(client):
    assert "Installation de démonstration" in client.get("/mentions-legales/").content.decode()
    assert client.get("/.well-known/security.txt").status_code == 404
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.django_db
def test_robots_are_shown_the_public_pages_of_a_real_installation(client, settings):
    settings.PARVIS_INDEXED = True
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    addresses = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    assert "http://testserver/" in addresses
    assert "http://testserver/accessibilite/" in addresses
    for address in addresses:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_manifest_names_icons_that_exist(client):
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["name"] == "Parvis"
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon["src"]
    assert client.get("/favicon.ico").status_code == 302


def test_menus_show_only_what_the_actor_may_follow():
    visitor = {line.key for line in lines_of(tuple(Section), VISITOR)}
    person = {line.key for line in lines_of(tuple(Section), Actor(ActorKind.USER, "1", "Nadia"))}
    assert "accounts.login" in visitor
    assert "accounts.login" not in person
    assert "accounts.logout" in person - visitor


def test_current_page_is_marked():
    lines = {line.key: line.current for line in lines_of((Section.FOOTER,), VISITOR, "/cookies/")}
    assert lines["privacy.cookies"] == "page"
    assert lines["shell.legal"] == ""


def test_a_lost_visitor_is_led_to_what_the_home_page_offers(client):
    page = client.get("/nulle-part/")
    assert page.status_code == 404
    for card in cards():
        assert f'<a href="{card.url}">{card.title}</a>' in page.text
    assert "Trouver un service ou un lieu" in page.text
