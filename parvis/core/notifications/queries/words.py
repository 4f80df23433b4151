"""The words of a mail, once: plain text and HTML are both made from them."""

import re
from dataclasses import dataclass
from typing import Any

from django.template import Context, Engine, Template
from django.template.loader import get_template, render_to_string

from parvis.kernel.declarations.notifications import Message

EMPTY_LINE = re.compile(r"\n[ \t]*\n")
ITEM = "- "


@dataclass(frozen=True)
class Block:
    """A paragraph, or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool


@dataclass(frozen=True)
class Words:
    """A mail ready to leave."""

    subject: str
    text: str
    html: str


def words_of(message: Message, context: dict[str, Any]) -> Words:
    """Write ``message`` for ``context``; the same words in plain text and in HTML."""
    url = str(context.get("url", ""))
    if bool(message.action) != bool(url):
        raise ValueError(f"The message {message.key} has an action and an address, or neither")
    if url and not url.startswith(("https://", "http://")):
        raise ValueError(f"The address of the message {message.key} is not complete")
    subject = " ".join(_plain(Engine.get_default().from_string(message.subject), context).split())
    said = _plain(get_template(message.words).template, context)  # type: ignore[attr-defined]  # Django's own engine
    blocks = blocks_of(said)
    parts = {"subject": subject, "blocks": blocks, "action": message.action, "url": url}
    return Words(
        subject=subject,
        text=_tidy(render_to_string("notifications/mail.txt", parts)),
        html=render_to_string("notifications/mail.html", parts),
    )


def blocks_of(said: str) -> tuple[Block, ...]:
    """Paragraphs and lists, in order."""
    found = []
    for part in EMPTY_LINE.split(said.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith(ITEM) for line in lines):
            found.append(Block(tuple(line.removeprefix(ITEM) for line in lines), is_list=True))
        elif lines:
            found.append(Block((" ".join(lines),), is_list=False))
    return tuple(found)


def _plain(template: Template, context: dict[str, Any]) -> str:
    """What is written in a mail is text: it is escaped once, when the HTML is made."""
    return template.render(Context(context, autoescape=False))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
