"""What the platform writes to people: declared beside the action that sends it, under a stable key."""

from collections.abc import Callable
from dataclasses import dataclass, field

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Message:
    """A mail known by a key such as ``organisations.invitation``.

    ``subject`` is a template of one line. The words are in ``template``, by default
    ``<app>/mails/<name>.txt``: paragraphs separated by an empty line, lines that start with « - » for a
    list. ``action`` labels the one link of the mail, whose address the context gives as ``url``.
    """

    key: str
    label: str
    subject: str
    action: str = ""
    template: str = ""

    @property
    def words(self) -> str:
        """The name of the template that holds the words."""
        app, _, name = self.key.partition(".")
        return self.template or f"{app}/mails/{name}.txt"


messages: Registry[Message] = Registry("message")


class NotReadyError(Exception):
    """What a mail encloses cannot leave yet: the mail waits."""


class NeverLeavesError(Exception):
    """What a mail encloses will never leave: the mail is refused."""


@dataclass(frozen=True)
class Enclosed:
    """A file that leaves with a mail."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Enclosing:
    """Files of one kind: a mail that encloses ``<key>:<identifier>`` asks ``opens(identifier)`` when it leaves."""

    key: str
    opens: Callable[[str], Enclosed]


enclosings: Registry[Enclosing] = Registry("enclosing")
