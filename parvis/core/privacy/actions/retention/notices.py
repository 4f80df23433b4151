"""A person is told before the end, once; a real contact resets the clock, the notice does not."""

from datetime import date, timedelta

from django.db import connection, transaction

from parvis.core.notifications.actions.sending import notify
from parvis.core.privacy.models import Notice
from parvis.core.privacy.queries.declared import column_name
from parvis.core.privacy.queries.retention.blocks import blocks, restricted_sql
from parvis.core.privacy.queries.retention.rules import Rule, rules
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages

NOTICE = messages.register(
    Message(
        "privacy.end_is_near",
        "Avertir une personne que son compte sera effacé",
        "Votre compte sera effacé le {{ due|date:'j F Y' }}",
    )
)


def send_notices(*, by: Actor, today: date) -> int:
    """Write to those whose end is near and who were not told yet for this due date; tell how many."""
    sent = 0
    for rule in rules():
        if rule.notice:
            for key, address, due in _near(rule, today):
                sent += _tell(by, f"{rule.node.label}:{key}", address, due)
    return sent


def _near(rule: Rule, today: date) -> list[tuple[str, str, date]]:
    node, period = rule.node, rule.notice
    subject = node.subject
    if subject is None or period is None:
        return []
    eve = today + timedelta(days=period.days + 31 * period.months)
    address = column_name(node.model, subject.address)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT t."{node.key}"::text, t."{address}", {rule.due_sql("t")} FROM "{node.relation}" t '
            f"WHERE {rule.due_sql('t')} BETWEEN %(today)s::date + 1 AND %(eve)s::date "
            f"AND NOT ({restricted_sql(node, 't', blocks(today), whole=False)}) "
            f'AND t."{address}" <> \'\' ORDER BY t."{node.key}"',
            {"today": today, "eve": eve},
        )
        return list(cursor.fetchall())


@transaction.atomic
def _tell(by: Actor, person: str, address: str, due: date) -> int:
    _, new = Notice.objects.get_or_create(person=person, due=due)
    if new:
        notify(NOTICE.key, to=address, by=by, context={"due": due})
    return int(new)
