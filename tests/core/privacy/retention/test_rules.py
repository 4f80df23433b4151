"""Rules follow from the declarations: other clocks, other endings, and what cannot be executed is refused."""

from dataclasses import replace
from datetime import date, timedelta

from django.db import connection

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.checks import every_promise_holds_together
from parvis.core.privacy.queries.retention.nodes import closure, links, node_named, nodes
from parvis.core.privacy.queries.retention.rules import rules_of
from parvis.kernel.declarations.privacy import (
    Edge,
    Ending,
    Plain,
    personal,
    tables,
)
from tests.core.privacy.retention.promised import OUTGOING, SENT, declare, kinds, mail, promise


def test_columns_with_another_clock_are_emptied_first(monkeypatch, night):
    promise(monkeypatch)
    words = personal("plateforme.messages.mots")
    declare(
        monkeypatch,
        subject=words,
        text=words,
        html=words,
        state=Plain("état"),
        created_on=Plain("date"),
        sent_on=Plain("date"),
    )
    assert every_promise_holds_together(None) == []
    sent = mail()
    night(date(2026, 3, 31))
    assert Outgoing.objects.get(pk=sent.pk).text == "Texte"
    night(date(2026, 4, 1))
    kept = Outgoing.objects.get(pk=sent.pk)
    assert (kept.subject, kept.text, kept.recipient) == ("", "", "zoe@exemple.fr")
    assert kinds() == [("empty", "subject,text,html")]
    night(date(2026, 4, 2))
    assert len(kinds()) == 1, "what is empty is not emptied again"
    night(date(2027, 3, 1))
    assert not Outgoing.objects.filter(pk=sent.pk).exists()


def test_the_last_that_is_left_of_some_data_is_not_emptied_without_a_word(monkeypatch, night):
    promise(monkeypatch)
    words = personal("plateforme.messages.mots")
    plain = dict.fromkeys(("state", "created_on", "sent_on"), Plain("suivi"))
    declare(monkeypatch, **dict.fromkeys(("subject", "text", "html"), words), **plain)
    emptied = {"key": "x", "recipient": "zoe@exemple.fr", "sender": "p@exemple.fr", "created_on": SENT}
    Outgoing.objects.bulk_create(Outgoing(message_id=str(rank), **emptied) for rank in range(600))
    for _ in range(11):
        mail()
    found = night(date(2026, 4, 1))[f"{OUTGOING}/plateforme.messages.mots"]
    assert (found.left, found.done, "il n’y resterait rien" in found.stopped) == (11, 0, True)
    mail(created_on=SENT + timedelta(days=9))
    assert night(date(2026, 4, 2))[f"{OUTGOING}/plateforme.messages.mots"].done == 11


def test_what_is_anonymised_keeps_its_row(monkeypatch, night):
    promise(monkeypatch, ending=Ending.ANONYMISE)
    declare(monkeypatch, state=Plain("état"), created_on=Plain("date"), sent_on=Plain("date"))
    assert [each.msg for each in every_promise_holds_together(None) if OUTGOING in each.msg] == []
    sent = mail()
    night(date(2027, 3, 1))
    kept = Outgoing.objects.get(pk=sent.pk)
    assert (kept.recipient, kept.subject, kept.text, kept.key) == ("", "", "", "x")
    night(date(2027, 3, 2))
    assert [kind for kind, _ in kinds()] == ["empty"]


def codes():
    return sorted({message.id for message in every_promise_holds_together(None)})


def test_a_table_without_clock_is_refused(monkeypatch):
    table = tables.get("data_inclusion.ErrorReport")
    monkeypatch.setitem(tables._items, table.key, replace(table, moments={}))
    found = every_promise_holds_together(None)
    assert [message.id for message in found] == ["privacy.E004"]
    assert "data_inclusion.ErrorReport" in found[0].msg
    monkeypatch.setitem(tables._items, table.key, replace(table, moments={}, ended_by="Effacé par la main."))
    assert codes() == []


def test_a_fallback_that_may_be_empty_is_refused(monkeypatch):
    table = tables.get("data_inclusion.ErrorReport")
    monkeypatch.setitem(tables._items, table.key, replace(table, moments={"plateforme.message.envoi": ("handled_at",)}))
    assert codes() == ["privacy.E004"]


def test_a_column_that_cannot_be_emptied_is_refused(monkeypatch):
    promise(monkeypatch, ending=Ending.ANONYMISE)
    assert codes() == ["privacy.E004"]


def test_rows_that_go_with_a_person_are_known_alike_to_models_and_catalogue(db, acting):
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT child.relname, parent.relname FROM pg_constraint k
            JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
            WHERE k.contype = 'f' AND NOT child.relispartition
        """)
        catalogue = set(cursor.fetchall())
    people = [node for node in nodes().values() if node.table.is_personal]
    going = {each.relation for node in people for each in closure(node)}
    known = {(link.child.relation, link.parent.relation) for link in links() if link.parent.relation in going}
    assert known == {pair for pair in catalogue if pair[1] in going}, "the engine walks every key to what goes"
    assert len(known) > 15
    (rule,) = rules_of(node_named("accounts.User"))
    with_user = {node.relation for node in closure(rule.node)}
    assert {"account_emailaddress", "organisations_membership", "usersessions_usersession"} <= with_user
    assert all(link.edge in Edge for link in links())
