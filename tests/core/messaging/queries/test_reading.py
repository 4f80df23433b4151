"""Mails as people and programs really write them: nothing raises, and what can be read is kept."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.messaging.queries.reading import (
    folded,
    found_before,
    parsed,
    read,
    recipients_of,
    returned_by,
    text_of_html,
)

HEAD = b"From: Zo\xc3\xa9 <zoe@exemple.fr>\r\nTo: a@b.fr\r\nMessage-ID: <1@exemple.fr>\r\n"


def mail(body=b"Bonjour", kind="text/plain; charset=utf-8", **headers):
    lines = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in headers.items())
    return HEAD + f"{lines}Content-Type: {kind}\r\n\r\n".encode() + body


@given(st.binary(max_size=600))
def test_any_bytes_are_read(raw):
    read(raw)
    read(HEAD + raw)
    recipients_of(raw)
    returned_by(parsed(raw))


@given(
    st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=x", "multipart/report", "message/rfc822"]),
    st.text(max_size=40), st.binary(max_size=300),
)  # fmt: skip
def test_any_part_is_read(kind, header, body):
    line = header.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")
    for name in (b"Subject", b"Date", b"From", b"Message-ID", b"Content-Transfer-Encoding", b"Content-Disposition"):
        read(name + b": " + line + b"\r\nContent-Type: " + kind.encode() + b"\r\n\r\n--x\r\n" + body)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (mail("Été à Évian".encode()), "Été à Évian"),
        (HEAD + b"\r\n" + "Été".encode(), "Été"),
        (HEAD + b"\r\n" + "Été".encode("cp1252"), "Été"),
        (mail("Été".encode("cp1252"), "text/plain; charset=martien"), "Été"),
        (mail("Été".encode("cp1252"), "text/plain; charset=utf-8"), "Été"),
        (mail(b"=C9t=E9", "text/plain; charset=iso-8859-1", Content_Transfer_Encoding="quoted-printable"), "Été"),
        (mail(base64.encodebytes(("Été à la plage. " * 8).encode()), Content_Transfer_Encoding="7bit"),
         ("Été à la plage. " * 8).strip()),
        (mail(b"<p>Un</p><p>Deux<script>x()</script></p>", "text/html"), "Un\n\nDeux"),
        (mail(b""), ""),
    ],
)  # fmt: skip
def test_words_come_out_right(raw, text):
    found = read(raw)
    assert found.text == text
    assert (found.sender, found.message_id) == ("zoe@exemple.fr", "<1@exemple.fr>")


def test_a_subject_may_be_empty_or_encoded():
    assert read(mail(Subject="")).subject == ""
    assert read(mail(Subject="=?utf-8?q?=C3=89t=C3=A9?=")).subject == "Été"
    assert read(mail(Subject="=?martien?q?abc?=")).subject


def test_several_html_parts_are_all_read_and_wrongly_disposed_files_are_files():
    raw = HEAD + (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>Un</p>\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>Deux</p>\r\n"
        b"--x\r\nContent-Type: text/plain; name=note.txt\r\nContent-Disposition: inline\r\n\r\nUne note\r\n"
        b'--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachement; filename="../../a.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n"
        b"--x--\r\n"
    )
    found = read(raw)
    assert found.text == "Un\n\nDeux"
    assert [(each.name, each.content) for each in found.attachments] == [
        ("note.txt", b"Une note"), (".._.._a.pdf", b"%PDF"),
    ]  # fmt: skip


def test_a_body_of_more_than_a_megabyte_is_cut_and_joined_whole():
    found = read(mail(b"mot " * 300_000))
    assert len(found.text) <= 100_000
    assert found.attachments[0].name == "message-complet.txt"
    assert len(found.attachments[0].content) > 1_000_000


def test_a_mail_forwarded_whole_is_a_file():
    inner = EmailMessage()
    inner["Subject"] = "Ancien"
    inner.set_content("Dedans")
    outer = EmailMessage()
    outer["From"] = "zoe@exemple.fr"
    outer.set_content("Voir le courriel joint")
    outer.add_attachment(inner)
    found = read(outer.as_bytes())
    assert found.text == "Voir le courriel joint"
    assert b"Dedans" in found.attachments[0].content


def test_what_is_quoted_is_folded_and_nothing_is_lost():
    said = "Bonjour,\n\nOui.\n\nLe lun. 3 mars 2026 à 10:00, Médiateur de Dijon <x@y.fr> a écrit :\n> Venez-vous ?"
    fresh, quoted = folded(said)
    assert fresh == "Bonjour,\n\nOui."
    assert quoted.startswith("Le lun. 3 mars")
    assert folded("Sans citation") == ("Sans citation", "")
    assert folded("> tout est cité") != ("", "")


def test_a_long_conversation_is_folded_too():
    said = "Oui.\n\nLe lun. 3 mars 2026 à 10:00, Médiateur de Dijon <x@y.fr> a écrit :\n" + "> Venez-vous ?\n" * 4000
    assert folded(said)[0] == "Oui."
    assert folded("Un long courrier. " * 5000)[1] == ""


@pytest.mark.parametrize(
    "said",
    ["On " * 15_000 + "fin", "\n".join(["On " * 900 + "fin"] * 20), "A" * 70 + " " * 90_000 + "é"],
)
def test_what_is_made_to_keep_the_reader_busy_is_left_as_it_is(said):
    found = read(mail(said.encode()))
    assert (found.text, found.quoted) == (said, "")


def test_more_parts_in_parts_than_can_be_read_is_unreadable_and_fails_nothing():
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(1500))
    found = read(HEAD + deep.encode())
    assert found.unreadable
    assert recipients_of(HEAD + deep.encode()) == []


def test_no_header_holds_what_the_database_refuses():
    found = read(b"From: a\x00b@exemple.fr\r\nMessage-ID: <a\x00b@c.fr>\r\nIn-Reply-To: <d\x00e@c.fr>\r\n\r\nx")
    assert "\x00" not in found.sender + found.message_id + found.in_reply_to


def test_what_servers_found_is_read_the_last_of_them_first():
    raw = b"Authentication-Results: mx.a; dmarc=pass\r\nAuthentication-Results: mx.b; dmarc=fail\r\n" + mail()
    assert found_before(raw) == ("mx.a; dmarc=pass", "mx.b; dmarc=fail")
    assert found_before(mail()) == ()


@given(st.text(max_size=300))
def test_folding_loses_no_word(said):
    fresh, quoted = folded(said)
    assert sum(map(len, (fresh + quoted).split())) == sum(map(len, said.replace("\r", "\n").split()))


def test_what_hides_or_turns_words_around_goes():
    assert text_of_html('<p>Un<img src="https://espion.test/x"><style>p{}</style> <b>mot</b></p>') == "Un mot"
    assert read(mail("a\u202eb\x00c".encode())).text == "abc"


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<l.exemple.fr>"}, {"X_Autoreply": "yes"}],
)
def test_programs_are_known(headers):
    assert read(mail(**headers)).automatic
    assert not read(mail(Auto_Submitted="no")).automatic


def test_a_notice_of_non_delivery_says_its_code():
    raw = HEAD + (
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        b"--x\r\n\r\nSorry\r\n"
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.exemple.fr\r\n\r\n"
        b"Final-Recipient: rfc822; zoe@exemple.fr\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n"
    )
    assert returned_by(parsed(raw)) == "5.1.1"
    assert returned_by(parsed(raw.replace(b"failed", b"delayed"))) is None
    assert returned_by(parsed(mail())) is None
