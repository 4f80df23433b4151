"""What Mailjet and Brevo tell by their webhooks: a mail that came in, or what became of one of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import requests
from anymail.inbound import AnymailInboundMessage
from anymail.signals import EventType
from anymail.webhooks.brevo import BrevoInboundWebhookView, BrevoTrackingWebhookView
from anymail.webhooks.mailjet import MailjetInboundWebhookView, MailjetTrackingWebhookView
from django.conf import settings

from parvis.core.messaging.queries.reading import recipients_of

WITHIN: Final = 20
LOST: Final = frozenset({EventType.BOUNCED, EventType.REJECTED, EventType.FAILED})
# The address is the secret; the library asks for one of its own, that no view here reads.
_UNUSED: Final = {"webhook_secret": "unused:unused"}


@dataclass(frozen=True)
class Brought:
    """A mail as a provider hands it over."""

    raw: bytes
    recipients: tuple[str, ...]
    told: tuple[str, ...]
    spam_score: float | None


@dataclass(frozen=True)
class Lost:
    """A mail of ours that was given to nobody, and why in one word."""

    outgoing: UUID
    why: str


class _Brevo(BrevoInboundWebhookView):
    def _fetch_attachment(self, attachment: dict[str, Any]) -> Any:
        """As the library does, without waiting for ever; without key, the provider will call again."""
        if not self.api_key:
            raise requests.RequestException("PARVIS_BREVO_API_KEY is not set")
        url = f"{self.api_url}inbound/attachments/{attachment['DownloadToken']}"
        answer = requests.get(url, headers={"api-key": self.api_key}, timeout=WITHIN)
        answer.raise_for_status()
        return AnymailInboundMessage.construct_attachment(
            content_type=answer.headers.get("Content-Type") or attachment["ContentType"],
            content=answer.content,
            filename=attachment.get("Name"),
            content_id=attachment.get("ContentID"),
        )


def brought(provider: str, given: Any) -> Iterator[Brought]:
    """The mails of a call; raise ``ValueError`` or ``LookupError`` when it is not one of this provider's."""
    for event in _inbound(provider, given):
        message = event.message
        raw = message.as_bytes(policy=message.policy.clone(refold_source="none", utf8=True))
        named = [message.envelope_recipient] if message.envelope_recipient else recipients_of(raw)
        score = message.spam_score
        yield Brought(
            raw,
            tuple(named),
            tuple(str(each) for each in message.get_all("Authentication-Results", [])),
            float(score) if isinstance(score, int | float | str) and str(score).strip() else None,
        )


def lost(provider: str, given: Any) -> Iterator[Lost]:
    """The mails that a call says were given to nobody, of those that we named."""
    view = MailjetTrackingWebhookView if provider == "mailjet" else BrevoTrackingWebhookView
    reader, name = view(**_UNUSED), "CustomID" if provider == "mailjet" else "X-Mailin-custom"
    for each in given if isinstance(given, list) else [given]:
        named = str(each.get(name) or "")
        # What carries no name is no mail of a case: an invitation, a password.
        if not named:
            continue
        event = reader.esp_to_anymail_event({key: value for key, value in each.items() if key != name})
        if event.event_type in LOST:
            yield Lost(UUID(named), str(event.reject_reason or "other"))


def _inbound(provider: str, given: Any) -> list[Any]:
    if provider == "mailjet":
        return [MailjetInboundWebhookView(**_UNUSED).esp_to_anymail_event(given)]
    reader = _Brevo(api_key=settings.PARVIS_BREVO_API_KEY, api_url=settings.PARVIS_BREVO_URL, **_UNUSED)
    return [reader.esp_to_anymail_event(each) for each in given["items"]]
