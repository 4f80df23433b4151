"""An office among 100,000 cases and 1,000,000 messages: list, search, case and messages, against their bare SQL.

Each request crosses the whole house. Cases lie in four offices, two fifths of them in the one that is asked. Each has
ten messages, three notes and three lines. Their words come from forty, so that each is in nearly every case: no search
finds more.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from measure import Result, main, p50, p95, timings
from scratch import use_database

from parvis.core.accounts.models import User
from parvis.core.organisations.models import Membership, Organisation
from parvis.kernel.actor import system
from parvis.kernel.database.words import looking_for, typed_words
from parvis.kernel.scope import Reach, open_scope, unnoted
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Collectivite
from parvis.products.mediature.queries.dossiers import FURTHEST
from parvis.products.mediature.queries.sources import office_key

CASES, QUICK_CASES = 100_000, 1_000
OFFICES, SHARE = 4, 5
# Messages of a case.
EACH = 10
RUNS, QUICK_RUNS, WARM = 60, 10, 3
AIM_MS = 200.0
WORDS: Final = (
    "cantine,école,voirie,chaussée,impôt,logement,eau,facture,réponse,mairie,service,inscription,refus,délai,courrier,"
    "agent,guichet,stationnement,amende,travaux,bruit,éclairage,poubelle,crèche,subvention,permis,construire,handicap,"
    "transport,bus,carte,tarif,remboursement,dossier,attestation,justificatif,décision,recours,quartier,trottoir"
)
# « the n-th word », another for each row and each place in its text.
TEXT: Final = (
    "(SELECT string_agg(w[1 + abs(hashint8(n * {salt} + place)::bigint) %% 40]"
    " || CASE WHEN place %% 7 = 0 THEN n::text ELSE '' END, ' ')"
    " FROM generate_series(1, {length}) place)"
)
FILL: Final = f"""
INSERT INTO mediature_requerant (organisation_id, access, first_name, last_name, email, phone, street, postal_code,
    town, known_at)
SELECT o[1 + greatest(n %% {SHARE} - 1, 0)], md5('r' || n), 'Camille', 'Nom' || n, 'nom' || n || '@exemple.fr',
    '+336' || lpad(n::text, 8, '0'), '', '', w[1 + n %% 40], now() - n * interval '5 minutes'
FROM generate_series(1, %(cases)s) n, (SELECT %(offices)s::bigint[] AS o, string_to_array(%(words)s, ',') AS w) given;
INSERT INTO mediature_saisine (organisation_id, number, access, requerant_id, qualite, represented_by, canal, origine,
    filed_at, received_on, facts, expected, service, demarche, juge, etat, recevabilite, reasons, issue, conclusion,
    in_person, agreement, last_exchange_at, version)
SELECT p.organisation_id, '2026-' || lpad(n::text, 6, '0'), md5('s' || n), p.id, 'particulier', '', 'formulaire',
    'usager', p.known_at, p.known_at::date, {TEXT.format(salt=31, length=60)}, {TEXT.format(salt=37, length=15)},
    w[1 + n %% 40], 'aucune', 'non', 'contacter-requerant', 'a-examiner', '', '', '', false, false, p.known_at, 1
FROM mediature_requerant p, LATERAL (SELECT substring(last_name, 4)::bigint AS n) rank,
    (SELECT string_to_array(%(words)s, ',') AS w) given;
INSERT INTO mediature_note (saisine_id, text, visibility, written_at)
SELECT s.id, {TEXT.format(salt=41, length=25)}, 'bureau', s.filed_at
FROM mediature_saisine s, generate_series(1, 3) rank, LATERAL (SELECT s.id * 3 + rank AS n) each,
    (SELECT string_to_array(%(words)s, ',') AS w) given;
INSERT INTO mediature_message (saisine_id, sens, voie, partie, visibility, sender, sender_name, subject, text, quoted,
    at, message_id, in_reply_to, verdict, apart, handled_at)
SELECT s.id, CASE rank %% 2 WHEN 0 THEN 'recu' ELSE 'envoye' END, 'courriel', 'requerant', 'requerant', p.email, '',
    w[1 + n %% 40], {TEXT.format(salt=43, length=50)}, '', s.filed_at + rank * interval '1 day',
    '<' || n || '@exemple.fr>', '', 'unverified', '', s.filed_at + rank * interval '1 day'
FROM mediature_saisine s JOIN mediature_requerant p ON p.id = s.requerant_id, generate_series(1, {EACH}) rank,
    LATERAL (SELECT s.id * {EACH} + rank AS n) each, (SELECT string_to_array(%(words)s, ',') AS w) given;
INSERT INTO mediature_ligne (saisine_id, fait, words, by, at, visibility)
SELECT s.id, 'etat', 'Contacter le requérant', 'system:benchmark', s.filed_at, 'requerant'
FROM mediature_saisine s, generate_series(1, 3);
"""
TABLES: Final = ("mediature_saisine", "mediature_note", "mediature_message", "mediature_requerant")


def fill(cases: int) -> None:
    """Four offices, one mediator, and the cases."""
    offices = []
    user = User.objects.create_user("banc@exemple.fr", None, first_name="Banc", last_name="Essai")
    for number in range(OFFICES):
        body = Organisation.objects.create(name=f"Ville {number}", kind="commune")
        Collectivite.objects.create(
            organisation=body, niveau="commune", code=f"9{number:04d}", slug=f"ville-{number}", name=body.name,
            representative="Anne Morel", representative_title="maire", opened_on="2020-01-01",
        )  # fmt: skip
        offices.append(body.pk)
    Membership.objects.create(user=user, organisation_id=offices[0], role="membre")
    Agent.objects.create(user=user, organisation_id=offices[0], fonction=Fonction.PRINCIPAL)
    given = {"cases": cases, "offices": offices, "words": WORDS}
    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as owner, psycopg.ClientCursor(owner) as cursor:
        cursor.execute(
            "SELECT set_config('parvis.reach', 'everything', false), "
            "set_config('parvis.actor', 'system:benchmark', false)"
        )
        # What is written row by row is gathered once, at the end.
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(FILL, given)
        cursor.execute("SELECT count(mediature_find(id, true)) FROM mediature_saisine")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def signed_in() -> tuple[Client, int]:
    """A browser of the mediator, and their office."""
    with open_scope(system("benchmark"), reach=Reach.EVERYTHING, channel="command"), unnoted():
        agent = Agent.objects.select_related("user").get()
        session = SessionStore()
        session[SESSION_KEY] = str(agent.user_id)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = agent.user.get_session_auth_hash()
        session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client, agent.organisation_id


def bare(office: int, sql: str, words: str) -> Callable[[], None]:
    """The one statement that a page cannot do without, by a session that may see the same."""

    def run() -> None:
        with (
            open_scope(system("benchmark"), organisations=[office]),
            looking_for(typed_words(words), [office_key(office)]),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [office])
            cursor.fetchall()

    return run


SHOWN: Final = "SELECT id, number, etat FROM mediature_saisine WHERE organisation_id = %s "
FIRST: Final = "ORDER BY received_on DESC, id DESC LIMIT 30"
FOUND: Final = SHOWN + "AND id IN (SELECT saisine_id FROM mediature_searchentry) " + FIRST

THREAD: Final = (
    "SELECT id, text FROM mediature_message"
    " WHERE saisine_id = (SELECT min(id) FROM mediature_saisine WHERE organisation_id = %s) ORDER BY at"
)


def claim(quick: bool) -> list[Result]:
    """Each page, then its bare SQL, in the same minute."""
    cases = QUICK_CASES if quick else CASES
    use_database(f"banc_mediature_{cases}", f"{cases} cases, 4", lambda: fill(cases), geography=False)
    client, office = signed_in()
    with open_scope(system("benchmark"), reach=Reach.EVERYTHING, channel="command"), connection.cursor() as cursor:
        cursor.execute("SELECT number FROM mediature_saisine WHERE organisation_id = %s ORDER BY id LIMIT 2", [office])
        one, other = (number for (number,) in cursor.fetchall())
    base = "/mediature/bureau/"
    deep = min(cases * 2 // SHARE, FURTHEST) // 30
    pages = [
        ("list, first page", f"{base}?vue=tous", f"{base}?vue=attribuer", SHOWN + FIRST, ""),
        ("list, last page", f"{base}?vue=tous&page={deep}", f"{base}?vue=tous&page={deep - 1}",
         SHOWN + FIRST + f" OFFSET {deep * 30 - 30}", ""),
        ("list, late alone", f"{base}?vue=tous&retard=on", f"{base}?vue=attribuer&retard=on", SHOWN + FIRST, ""),
        ("search, one common word", f"{base}?vue=tous&mots=cantine", f"{base}?vue=tous&mots=voirie", FOUND, "cantine"),
        ("search, three words", f"{base}?vue=tous&mots=refus+permis+bus", f"{base}?vue=tous&mots=eau+bruit+bus", FOUND,
         "refus permis bus"),
        ("search, one name", f"{base}?vue=tous&mots=nom15", f"{base}?vue=tous&mots=nom20", FOUND, "nom15"),
        ("case", f"{base}{one}/", f"{base}{other}/", SHOWN + "LIMIT 1", ""),
        ("messages of a case", f"{base}{one}/messages/", f"{base}{other}/messages/", THREAD, ""),
    ]  # fmt: skip
    results = []
    for name, address, alike, sql, words in pages:
        taken = timings(lambda address=address: _ask(client, address), WARM + (QUICK_RUNS if quick else RUNS))[WARM:]
        reference = timings(bare(office, sql, words), WARM + (QUICK_RUNS if quick else RUNS))[WARM:]
        queries = [_queries(client, each) for each in (address, alike)]
        if queries[0] != queries[1]:
            raise ValueError(f"{name}: {queries} queries for two pages of one kind")
        worst = p95(taken)
        results.append(
            Result(f"{name} ({queries[0]} queries), p95", round(worst, 1), "ms", round(p50(taken) / p50(reference), 2),
                   f"p95 < {AIM_MS:.0f} ms", worst < AIM_MS)
        )  # fmt: skip
    return results


def _ask(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != HTTPStatus.OK:
        raise ValueError(f"{address}: {answer.status_code}")


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        _ask(client, address)
    return len(seen)


if __name__ == "__main__":
    main("The office of a mediator", claim)
