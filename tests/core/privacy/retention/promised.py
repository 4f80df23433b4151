"""Other promises about mails than those of the platform."""

from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection

from parvis.core.notifications.models import Outgoing
from parvis.kernel.declarations.privacy import (
    Category,
    Keep,
    services,
    tables,
)

OUTGOING = "notifications.Outgoing"
SENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def promise(monkeypatch, **changes):
    """Other promises about mails: ``changes`` of their Keep, and a category of their words, kept a month."""
    service = services.get("plateforme")
    activity = next(each for each in service.activities if each.key == "messages")
    (sent,) = activity.categories
    keep = replace(sent.keep, **changes)
    words = Category("mots", "Mots", ("texte",), "destinataires", Keep("P1M", keep.after, keep.fallback))
    changed = replace(activity, categories=(replace(sent, keep=keep), words))
    others = tuple(changed if each.key == "messages" else each for each in service.activities)
    monkeypatch.setitem(services._items, "plateforme", replace(service, activities=others))


def declare(monkeypatch, **columns):
    table = tables.get(OUTGOING)
    monkeypatch.setitem(tables._items, OUTGOING, replace(table, columns={**table.columns, **columns}))


def mail(**fields):
    given = {"key": "x", "recipient": "zoe@exemple.fr", "sender": "p@exemple.fr", "message_id": "1", "created_on": SENT}
    return Outgoing.objects.create(**(given | {"subject": "Objet", "text": "Texte", "html": ""} | fields))


def kinds():
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, columns FROM ledger.entry WHERE label = %s ORDER BY id", [OUTGOING])
        return cursor.fetchall()
