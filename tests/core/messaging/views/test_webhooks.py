"""Mailjet and Brevo call with the secret; whoever does not have it finds nothing."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from parvis.core.messaging.actions.receiving import take
from parvis.core.messaging.models import Incoming
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.models import Outgoing
from parvis.kernel.declarations.mail import Apart
from tests.factories.disk import small_disk, stored_in

pytestmark = pytest.mark.django_db
SECRET = "un-secret-assez-long"


@pytest.fixture(autouse=True)
def secret(settings, acting):
    settings.PARVIS_MAIL_WEBHOOK_SECRET = SECRET
    settings.PARVIS_BREVO_API_KEY = "xkeysib"


def call(client, provider, what, given, secret=SECRET):
    return client.post(f"/courriels/{provider}/{secret}/{what}/", json.dumps(given), content_type="application/json")


def mailjet(address, **changes):
    return {
        "Sender": "zoe@exemple.fr", "Recipient": address, "Date": "20260303T100000",
        "From": "Zoé <zoe@exemple.fr>", "Subject": "Été",
        "Headers": {"From": "Zoé <zoe@exemple.fr>", "To": address, "Message-ID": "<m@exemple.fr>", "Subject": "Été"},
        "Parts": [
            {"Headers": {"Content-Type": "text/plain; charset=utf-8"}, "ContentRef": "Text-part"},
            {"Headers": {"Content-Type": 'application/pdf; name="a.pdf"',
                         "Content-Disposition": 'attachment; filename="a.pdf"'}, "ContentRef": "Attachment1"},
        ],
        "Text-part": "Ma réponse, à Évian", "Attachment1": base64.b64encode(b"%PDF-1.7").decode(),
        "SpamAssassinScore": "0.6",
    } | changes  # fmt: skip


def brevo(address, **changes):
    item = {
        "Uuid": [str(uuid4())], "MessageId": "<b@exemple.fr>", "From": {"Name": "Zoé", "Address": "zoe@exemple.fr"},
        "To": [{"Name": None, "Address": address}], "Subject": "Été", "SpamScore": 1.2, "Attachments": [],
        "Headers": {"From": "Zoé <zoe@exemple.fr>", "To": address, "Message-ID": "<b@exemple.fr>", "Subject": "Été",
                    "Delivered-To": address},
        "RawTextBody": "Ma réponse, à Évian", "RawHtmlBody": "<p>Ma réponse, à Évian</p>",
    } | changes  # fmt: skip
    return {"items": [item]}


@pytest.mark.parametrize(("provider", "made"), [("mailjet", mailjet), ("brevo", brevo)])
def test_a_mail_handed_over_goes_to_its_mailbox(client, mailbox, provider, made):
    assert call(client, provider, "recus", made(mailbox.address())).status_code == 200
    assert call(client, provider, "recus", made(mailbox.address())).status_code == 200
    take(str(Incoming.objects.get().pk))
    [(number, mail)] = mailbox.mails
    assert (number, mail.text, mail.subject, mail.sender_name) == ("1", "Ma réponse, à Évian", "Été", "Zoé")
    assert mail.apart is None
    if provider == "mailjet":
        assert [(each.name, each.content) for each in mail.attachments] == [("a.pdf", b"%PDF-1.7")]


def test_what_the_provider_takes_for_spam_is_kept_apart(client, mailbox):
    call(client, "mailjet", "recus", mailjet(mailbox.address(), SpamAssassinScore="8.1"))
    take(str(Incoming.objects.get().pk))
    assert mailbox.mails[0][1].apart is Apart.SPAM


class Files(BaseHTTPRequestHandler):
    """Where Brevo keeps the files of the mails that it hands over."""

    asked = []

    def do_GET(self):
        self.asked.append((self.path, self.headers["api-key"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        self.end_headers()
        self.wfile.write(b"%PDF-1.7")

    def log_message(self, *args):
        """Say nothing."""


def test_the_files_of_brevo_are_fetched_or_asked_for_again(client, mailbox, settings):
    files = HTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=files.serve_forever, daemon=True).start()
    settings.PARVIS_BREVO_URL = f"http://127.0.0.1:{files.server_port}/"
    joined = [{"Name": "a.pdf", "ContentType": "application/pdf", "DownloadToken": "jeton", "ContentID": None}]
    given = brevo(mailbox.address(), Attachments=joined)
    settings.PARVIS_BREVO_API_KEY = ""
    assert call(client, "brevo", "recus", given).status_code == 503
    settings.PARVIS_BREVO_API_KEY = "xkeysib"
    assert call(client, "brevo", "recus", given).status_code == 200
    files.shutdown()
    files.server_close()
    assert Files.asked == [("/inbound/attachments/jeton", "xkeysib")]
    take(str(Incoming.objects.get().pk))
    assert [(each.name, each.content) for each in mailbox.mails[0][1].attachments] == [("a.pdf", b"%PDF-1.7")]


@pytest.mark.parametrize("secret", ["autre", SECRET + "x", SECRET[:-1]])
def test_without_the_secret_there_is_nothing(client, mailbox, settings, secret):
    assert call(client, "mailjet", "recus", mailjet(mailbox.address()), secret).status_code == 404
    assert call(client, "autre", "recus", mailjet(mailbox.address())).status_code == 404
    settings.PARVIS_MAIL_WEBHOOK_SECRET = ""
    assert call(client, "mailjet", "recus", mailjet(mailbox.address()), "x").status_code == 404
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("given", [None, [], {}, {"items": 3}, {"Headers": 3}, [{"event": 1, "CustomID": "x"}], "x"])
@pytest.mark.parametrize("provider", ["mailjet", "brevo"])
@pytest.mark.parametrize("what", ["recus", "evenements"])
def test_nonsense_breaks_nothing(client, provider, what, given):
    assert call(client, provider, what, given).status_code in {200, 400}


@pytest.mark.parametrize(
    ("provider", "event", "state"),
    [
        ("mailjet", {"event": "bounce", "error": "user unknown", "hard_bounce": True}, Delivery.RETURNED),
        ("mailjet", {"event": "sent"}, Delivery.SENT),
        ("brevo", {"event": "hard_bounce", "reason": "550"}, Delivery.RETURNED),
        ("brevo", {"event": "delivered"}, Delivery.SENT),
    ],
)
def test_a_mail_given_to_nobody_says_so(client, provider, event, state):
    sent = Outgoing.objects.create(
        key="tests", recipient="zoe@exemple.fr", sender="a@b.fr", message_id="<1@b.fr>", state=Delivery.SENT
    )
    name = "CustomID" if provider == "mailjet" else "X-Mailin-custom"
    assert call(client, provider, "evenements", event | {name: str(sent.pk), "email": "z@x.fr"}).status_code == 200
    assert call(client, provider, "evenements", event | {"email": "z@x.fr"}).status_code == 200
    sent.refresh_from_db()
    assert sent.state == state


@pytest.mark.parametrize(("provider", "made"), [("mailjet", mailjet), ("brevo", brevo)])
def test_while_the_disk_is_full_the_provider_is_asked_to_try_again(client, mailbox, settings, tmp_path, provider, made):
    client.raise_request_exception = False
    given = made(mailbox.address())
    with small_disk(tmp_path / "disk") as disk:
        stored_in(settings, disk.folder)
        disk.fill()
        answer = call(client, provider, "recus", given)
        assert (answer.status_code, answer["Retry-After"]) == (507, "3600")
        assert not Incoming.objects.exists()
        disk.free()
        assert call(client, provider, "recus", given).status_code == 200
        take(str(Incoming.objects.get().pk))
    assert len(mailbox.mails) == 1
