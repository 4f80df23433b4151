"""What the read journal costs: a page that lists 50 people, with it and without it, in the same process.

Each request crosses the whole house: session, scope, policy, row security, queries, template. With the
journal, its reading of fifty people is written, and sealed at commit, before the response leaves.
"""

from http import HTTPStatus

import measure
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from measure import Result, main, p50
from scratch import use_database

from parvis.core.accounts.models import User
from parvis.core.journal.actions.readings import write_readings
from parvis.core.organisations.models import Membership, Organisation
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, at_scope_end, open_scope, unnoted

PEOPLE = 50
AIM = 1.15
RUNS, QUICK_RUNS, WARM = 300, 30, 10
LINES = "SELECT count(*) FROM journal_entry WHERE verb = 'read' AND cardinality(subjects) >= %s"


def fill() -> None:
    """An organisation of fifty people, one of whom manages it."""
    organisation = Organisation.objects.create(name="Banc d’essai", kind="association")
    for number in range(PEOPLE):
        user = User.objects.create_user(
            f"banc{number}@exemple.fr", None, first_name=f"Prénom {number}", last_name=f"Nom {number}"
        )
        role = "gestionnaire" if number == 0 else "membre"
        Membership.objects.create(user=user, organisation=organisation, role=role)


def signed_in() -> tuple[Client, str]:
    """A browser of the person who manages the organisation, and the page of its people."""
    with open_scope(system("benchmark"), reach=Reach.EVERYTHING, channel="command"), unnoted():
        membership = Membership.objects.select_related("user").get(role="gestionnaire")
        session = SessionStore()
        session[SESSION_KEY] = str(membership.user_id)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = membership.user.get_session_auth_hash()
        session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client, f"/organisations/{membership.organisation_id}/"


def lines() -> int:
    """How many lines name the whole list."""
    with open_scope(system("benchmark"), reach=Reach.EVERYTHING), connection.cursor() as cursor:
        cursor.execute(LINES, [PEOPLE - 1])
        return int(cursor.fetchone()[0])


def claim(quick: bool) -> list[Result]:
    """The page, in turn with and without the journal, so that the machine's moods touch both alike."""
    use_database("banc_journal", "50 people, 1", fill)
    client, address = signed_in()

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != HTTPStatus.OK:
            raise ValueError(f"{address}: {answer.status_code}")

    def ask_unjournaled() -> None:
        at_scope_end.remove(write_readings)
        try:
            ask()
        finally:
            at_scope_end.append(write_readings)

    runs = QUICK_RUNS if quick else RUNS
    written = []
    for call in (ask, ask_unjournaled):
        before = lines()
        measure.timings(call, WARM)
        written.append(lines() - before)
    if written[0] < WARM or written[1]:
        raise ValueError(f"each journaled page names everybody, and no other does: {written}")
    journaled, bare = [], []
    for _ in range(runs):
        journaled += measure.timings(ask, 1)
        bare += measure.timings(ask_unjournaled, 1)
    ratio = p50(journaled) / p50(bare)
    return [
        Result("page of 50 people, without the journal", round(p50(bare), 3), "ms", 1.0, "reference", met=True),
        Result(
            "page of 50 people, journaled", round(p50(journaled), 3), "ms", round(ratio, 3), f"≤ {AIM}", ratio <= AIM
        ),
    ]


if __name__ == "__main__":
    main("The read journal", claim)
