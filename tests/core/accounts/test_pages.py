"""Every page of the account, the libraries' rarest included, speaks French and keeps the house's shape."""

import re
from html.parser import HTMLParser
from pathlib import Path

import allauth
import pytest

from parvis.core.accounts.policies import LIBRARY_ROUTES
from tests.factories.account_pages import PAGES

ENGLISH = re.compile(
    r"\b(the|your|you|this|that|please|not used|are|and|with|from|has|been|click|sign|password|key|keys|account|"
    r"authenticator|unused|remove|activate|passkey|email)\b",
    re.IGNORECASE,
)
# What is asked by scripts, downloaded, or only ever leads elsewhere.
NOT_PAGES = {
    "account_confirm_login_code",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_signup",
}


class Words(HTMLParser):
    """What is read or heard of a page: its text, and the attributes that are told."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        self.said += [value for name, value in attrs if name in {"title", "alt", "placeholder", "aria-label"} and value]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


def words_of(html: str) -> str:
    words = Words()
    words.feed(html)
    return re.sub(r"\s+", " ", " | ".join(part for part in words.said if part.strip()))


@pytest.fixture(scope="module")
def sentences() -> set[str]:
    """The library's own English, of two words or more."""
    source = (Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.po").read_text()
    found = {
        "".join(re.findall(r'"(.*?)"$', lines, re.MULTILINE))
        for lines in re.findall(r'^msgid ((?:".*"\n)+)', source, re.MULTILINE)
    }
    return {re.sub(r"\s+", " ", each) for each in found if " " in each and "%" not in each}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_in_french_with_one_heading(client, name, sentences):
    page = PAGES[name].show(client)
    assert page.resolver_match.view_name == PAGES[name].route
    assert page.status_code in {200, 401, 422, 429}, page.headers
    assert re.findall(r"<html[^>]*\slang=\"(\w+)\"", page.text) == ["fr"]
    assert page.text.count("<h1") == 1
    said = words_of(page.text)
    assert [each for each in sentences if each in said] == []
    assert ENGLISH.findall(re.sub(r"\S+@\S+", "", said)) == []


def test_each_route_of_the_library_has_its_page():
    assert {page.route for page in PAGES.values()} >= {route.key for route in LIBRARY_ROUTES} - NOT_PAGES
