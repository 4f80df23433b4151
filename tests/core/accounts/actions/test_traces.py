"""What happens to an account leaves a line in the journal, without any value."""

from django.db import connection

from tests.factories.accounts import make_user, sign_in


def verbs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb FROM journal_entry WHERE verb LIKE 'accounts.%' ORDER BY recorded_at, id")
        return [row[0] for row in cursor.fetchall()]


def test_a_session_is_told_from_end_to_end(client, nadia):
    sign_in(client, nadia.email)
    client.post("/compte/identite/", {"first_name": "Nadia", "last_name": "Ben Ali"})
    client.post("/compte/logout/")
    assert verbs() == ["accounts.sign-in", "accounts.rename", "accounts.sign-out"]


def test_the_journal_holds_neither_address_nor_name(client, acting):
    user = make_user("sentinelle@ville.example", first_name="Sentinelle")
    sign_in(client, user.email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(j::text, ' ') FROM journal_entry j")
        assert "entinelle" not in cursor.fetchone()[0]
