"""Mails say the same words in text and in HTML, with one action and nothing from elsewhere."""

import re

import pytest
from django.core import mail
from django.utils.html import strip_tags

from parvis.core.accounts.adapters.mails import MAILS
from tests.factories.accounts import sign_in


def words(text: str) -> str:
    from html import unescape

    return " ".join(unescape(strip_tags(text)).split())


def test_both_forms_say_the_same(client, nadia):
    client.post("/compte/password/reset/", {"email": nadia.email})
    message = mail.outbox[0]
    html = message.alternatives[0].content
    assert words(html) == words(message.body)
    assert len(set(re.findall(r'href="([^"]+)"', html))) == 1
    assert "<img" not in html
    assert not message.subject.startswith("[")


def test_a_change_is_told_with_when_and_whence(client, nadia):
    sign_in(client, nadia.email)
    client.post(
        "/compte/password/change/",
        {"oldpassword": "grand-peuplier-au-vent", "password1": "un-autre-peuplier", "password2": "un-autre-peuplier"},
    )
    message = mail.outbox[0]
    assert message.subject == "Votre mot de passe a changé"
    assert "127.0.0.1" in message.body
    assert words(message.alternatives[0].content) == words(message.body)


def test_every_mail_of_the_library_has_its_french_words():
    from pathlib import Path

    import allauth

    templates = Path(allauth.__file__).parent / "templates"
    sent = {
        f"{path.parent.parent.name}/email/{path.name.removesuffix('_subject.txt')}"
        for path in templates.glob("*/email/*_subject.txt")
    }
    by_code = {"account/email/login_code", "account/email/password_reset_code"}
    assert sent - by_code == set(MAILS)


@pytest.mark.parametrize("key", sorted(MAILS))
def test_a_mail_has_an_action_or_tells_a_change(key):
    assert bool(MAILS[key].link) != MAILS[key].notice
