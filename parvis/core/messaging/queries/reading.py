"""Read a mail, however badly it is written: each part that cannot be read is left out, and the rest is kept."""

import base64
import binascii
import email
import email.policy
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any, Final, TypeVar, cast

import nh3
from mailparser_reply import EmailReplyParser

from parvis.kernel.declarations.mail import Apart, Arrived, Attached, Verdict

LONGEST: Final = 100_000
FILES: Final = 50
PARTS: Final = 500
# What looks for quotations takes a time that grows as the square of a line: what is written now is at the beginning.
FOLDED: Final = 20_000
LINE: Final = 3_000
# Everything that means a new line in a text; whatever else a mail is drawn with goes.
_TAGS: Final = {"p", "br", "div", "li", "ul", "ol", "tr", "td", "blockquote", "h1", "h2", "h3", "h4", "pre", "a"}
_BREAKS: Final = _TAGS - {"td", "a"}
_BASE64: Final = re.compile(r"[A-Za-z0-9+/\s]{60,}={0,2}")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
_ID: Final = re.compile(r"<[^<>\s]{1,190}>")
# What the email library raises of a header or a body that it cannot read.
_BROKEN: Final = (ValueError, LookupError, AttributeError, TypeError, MessageError, RecursionError)

T = TypeVar("T")


@dataclass(frozen=True)
class Read:
    """What a mail says."""

    sender: str = ""
    sender_name: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    subject: str = ""
    text: str = ""
    quoted: str = ""
    written_at: datetime | None = None
    attachments: tuple[Attached, ...] = ()
    automatic: bool = False
    unreadable: bool = False

    def arrived(
        self,
        received_at: datetime,
        *,
        automatic: bool = False,
        verdict: Verdict = Verdict.UNVERIFIED,
        apart: Apart | None = None,
    ) -> Arrived:
        """The same, as a product is given it, with what is known of its way here."""
        return Arrived(
            sender=self.sender,
            sender_name=self.sender_name,
            received_at=received_at,
            message_id=self.message_id,
            in_reply_to=self.in_reply_to,
            subject=self.subject,
            text=self.text,
            quoted=self.quoted,
            written_at=self.written_at,
            attachments=self.attachments,
            automatic=self.automatic or automatic,
            verdict=verdict,
            apart=apart,
        )


def parsed(raw: bytes) -> EmailMessage:
    """The mail, as the library sees it; one that it cannot see is empty."""
    return _attempt(
        lambda: email.message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default), EmailMessage()
    )


def read(raw: bytes) -> Read:
    """What the mail says; never raises."""
    mail = parsed(raw)
    said, files = _content(mail)
    if len(said) > LONGEST:
        files = (*files, Attached("message-complet.txt", "text/plain", said.encode()))
    text, quoted = folded(said[:LONGEST])
    name, address = parseaddr(_header(mail, "From") or _header(mail, "Sender"))
    return Read(
        sender=address[:320] if "@" in address else "",
        sender_name=name[:150],
        message_id=_first_id(_header(mail, "Message-ID")),
        in_reply_to=_first_id(_header(mail, "In-Reply-To")),
        subject=" ".join(_header(mail, "Subject").split())[:400],
        text=text,
        quoted=quoted,
        written_at=_attempt(lambda: _date(_header(mail, "Date")), None),
        attachments=files[:FILES],
        automatic=is_automatic(mail),
        unreadable=not (said or files or _header(mail, "Subject")),
    )


def recipients_of(raw: bytes) -> list[str]:
    """Every address that the mail says it is for."""
    mail = parsed(raw)
    named = [_header(mail, name) for name in ("To", "Cc", "Delivered-To", "X-Original-To")]
    return [address for _, address in getaddresses([each for each in named if each]) if "@" in address]


def found_before(raw: bytes) -> tuple[str, ...]:
    """What the servers that the mail went through wrote of it (Authentication-Results), the last of them first."""
    mail = parsed(raw)
    return tuple(_attempt(lambda: [str(each) for each in mail.get_all("Authentication-Results", [])], []))


def is_automatic(mail: EmailMessage) -> bool:
    """Whether a program wrote it: an absence, a list, a notice of non-delivery."""
    automatic = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower() not in {"", "no"}
    bulk = _header(mail, "Precedence").strip().lower() in {"bulk", "junk", "list", "auto_reply"}
    named = any(_header(mail, name) for name in ("List-Id", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"))
    return automatic or bulk or named or returned_by(mail) is not None


def returned_by(mail: EmailMessage) -> str | None:
    """The code of a notice that says a mail of ours was given to nobody, such as « 5.1.1 »."""
    if _attempt(mail.get_content_type, "") != "multipart/report":
        return None
    for part in _parts(mail):
        if _attempt(part.get_content_type, "") != "message/delivery-status":
            continue
        for block in _under(part):
            if _header(block, "Action").strip().lower() == "failed":
                return _header(block, "Status").strip()[:20] or "5.0.0"
    return None


def folded(said: str) -> tuple[str, str]:
    """What was written now, and what it quotes."""
    said = _tidy(said)
    start = said[:FOLDED]
    if any(len(line) > LINE for line in start.split("\n")):
        return said, ""
    latest = _attempt(lambda: EmailReplyParser(languages=["fr", "en"]).read(start).latest_reply, None)
    fresh = (latest or "").strip()
    if not fresh or len(fresh) == len(start.strip()) or not said.startswith(fresh):
        return said, ""
    return fresh, said[len(fresh) :].strip()


def text_of_html(html: str) -> str:
    """The words of a page of HTML, in lines: nothing that hides, draws or runs is left."""
    reader = _Lines()
    reader.feed(nh3.clean(html, tags=_TAGS, attributes={}, clean_content_tags={"script", "style", "title", "head"}))
    reader.close()
    return _tidy("".join(reader.words))


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _BREAKS:
            self.words.append("\n")
        elif tag == "td":
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "blockquote", "ul", "ol", "h1", "h2", "h3", "h4"}:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(re.sub(r"\s+", " ", data))


def _content(mail: EmailMessage) -> tuple[str, tuple[Attached, ...]]:
    """The words of all its parts, and its files; where a text comes in two forms, the plain one says enough."""
    plain: list[str] = []
    html: list[str] = []
    files: list[Attached] = []
    for part in _parts(mail):
        kind = _attempt(part.get_content_type, "application/octet-stream")
        name = _attempt(part.get_filename, None)
        kept_aside = _header(part, "Content-Disposition").strip().lower().startswith("attach")
        if kind in {"text/plain", "text/html"} and not name and not kept_aside:
            (plain if kind == "text/plain" else html).append(_words(part))
        elif content := _bytes(part):
            files.append(Attached(_name(name, kind, len(files)), kind, content))
    said = _tidy("\n\n".join(each for each in plain if each.strip()))
    return said or _tidy("\n\n".join(text_of_html(each) for each in html)), tuple(files)


def _parts(mail: EmailMessage) -> Iterable[EmailMessage]:
    """Every part that holds something; a mail forwarded whole is a file of its own."""
    waiting: list[Any] = [mail]
    for _ in range(PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.is_multipart() and _attempt(part.get_content_maintype, "") == "multipart":
            waiting[:0] = _under(part)
        else:
            yield part


def _under(part: Any) -> list[Any]:
    """The parts of a part."""
    return _attempt(lambda: list(part.get_payload()), [])


def _bytes(part: EmailMessage) -> bytes:
    if part.is_multipart():
        if _attempt(part.get_content_type, "") == "message/delivery-status":
            return b""
        return _attempt(lambda: b"\n".join(each.as_bytes() for each in _under(part)), b"")
    content = _attempt(lambda: cast(Any, part.get_payload(decode=True)), b"")
    return content if isinstance(content, bytes) else b""


def _words(part: EmailMessage) -> str:
    raw = _bytes(part)
    if _header(part, "Content-Transfer-Encoding").strip().lower() in {"", "7bit", "8bit"}:
        raw = _mistaken_base64(raw)
    charset = _attempt(part.get_content_charset, None) or "utf-8"
    for each in (charset, "utf-8", "cp1252"):
        try:
            return _clean(raw.decode(each))
        except (UnicodeDecodeError, LookupError):
            continue
    return _clean(raw.decode("utf-8", "replace"))


def _mistaken_base64(raw: bytes) -> bytes:
    """What is base64 and says that it is not."""
    text = raw.decode("ascii", "replace").strip()
    if not _BASE64.fullmatch(text):
        return raw
    try:
        found = base64.b64decode("".join(text.split()), validate=True)
        found.decode()
    except (binascii.Error, UnicodeDecodeError):
        return raw
    return found


def _name(name: str | None, kind: str, rank: int) -> str:
    known = _clean(name or "").replace("/", "_").replace("\\", "_").strip()[-200:]
    extension = {"message/rfc822": ".eml", "text/calendar": ".ics", "image/png": ".png", "image/jpeg": ".jpg"}
    return known or f"piece-{rank + 1}{extension.get(kind, '')}"


def _header(part: Any, name: str) -> str:
    found = _attempt(lambda: part.get(name, ""), "")
    return _attempt(lambda: _clean(str(found or "")), "")


def _first_id(text: str) -> str:
    found = _ID.search(text)
    return found[0] if found else ""


def _date(text: str) -> datetime | None:
    on = parsedate_to_datetime(text)
    return on if on.tzinfo else on.replace(tzinfo=UTC)


def _clean(text: str) -> str:
    """Without what no screen shows, and what would turn the words around."""
    return _UNPRINTABLE.sub("", text.encode("utf-8", "replace").decode())


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _BLANKS.sub("\n\n", lines).strip()


def _attempt(act: Callable[[], T], otherwise: T) -> T:
    try:
        return act()
    except _BROKEN:
        return otherwise
