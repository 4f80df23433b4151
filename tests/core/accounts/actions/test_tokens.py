"""Programs call with a token: shown once, kept as a keyed hash, closed on time."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from parvis.core.accounts.actions.tokens import create_token, revoke_token, rotate_token
from parvis.core.accounts.enums import API_TERMS_PAGE, TERMS_VERSION, TokenRefusal
from parvis.core.accounts.models import ApiToken
from parvis.core.accounts.queries.actors import TokenRefusedError, actor_for_user, client_for_token
from parvis.core.journal.models import JournalEntry
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, Actor, ActorKind, system
from parvis.kernel.policies import client_with
from parvis.kernel.scope import Reach, open_scope, unnoted
from tests.factories.accounts import make_user

BY = system("tests")


@pytest.fixture
def issued(acting):
    return create_token(by=BY, name="Portail", scopes=["api"], lasts=timedelta(days=30))


def refusal_of(secret: str) -> TokenRefusal:
    with pytest.raises(TokenRefusedError) as caught:
        client_for_token(secret)
    return caught.value.refusal


def test_a_token_makes_a_client_with_its_scopes_only(issued):
    actor = client_for_token(issued.secret)
    assert (actor.kind, actor.label, actor.scopes) == (ActorKind.CLIENT, "Portail", frozenset({"api"}))
    assert client_with("api").allows(actor)
    assert not client_with("ecriture").allows(actor)
    assert not actor.platform_administrator


def test_the_secret_is_nowhere_in_the_table(issued):
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(t)::text FROM accounts_apitoken t")
        row = cursor.fetchone()[0]
    assert issued.secret not in row
    assert issued.secret.removeprefix("parvis_")[9:] not in row


def test_the_hash_depends_on_the_master_key(issued, settings):
    settings.PARVIS_MASTER_KEY = "another"
    assert refusal_of(issued.secret) is TokenRefusal.UNKNOWN


@pytest.mark.parametrize("secret", ["", "parvis_", "n'importe quoi", "parvis_abcdefgh_" + "x" * 43, "é" * 50])
def test_an_invented_token_is_unknown(issued, secret):
    assert refusal_of(secret) is TokenRefusal.UNKNOWN


def test_a_token_with_one_letter_changed_is_unknown(issued):
    assert refusal_of(issued.secret[:-1] + ("a" if issued.secret[-1] != "a" else "b")) is TokenRefusal.UNKNOWN


def test_a_token_expires_on_its_day(issued):
    with clock.frozen(issued.token.expires_on - timedelta(seconds=1)):
        assert client_for_token(issued.secret)
    with clock.frozen(issued.token.expires_on):
        assert refusal_of(issued.secret) is TokenRefusal.EXPIRED


def test_a_revoked_token_stays_revoked(issued):
    revoke_token(by=BY, token=issued.token)
    first = issued.token.revoked_on
    revoke_token(by=BY, token=issued.token)
    assert issued.token.revoked_on == first
    assert refusal_of(issued.secret) is TokenRefusal.REVOKED


def test_a_token_of_older_terms_asks_to_accept_the_new_ones(issued):
    ApiToken.objects.update(terms_version="2020-01")
    assert refusal_of(issued.secret) is TokenRefusal.TERMS


def test_a_rotated_token_replaces_the_old_one(issued):
    renewed = rotate_token(by=BY, token=issued.token)
    assert refusal_of(issued.secret) is TokenRefusal.REVOKED
    assert client_for_token(renewed.secret).scopes == frozenset({"api"})
    assert renewed.token.expires_on is not None


def test_the_day_of_use_is_written_once_a_day(issued, django_assert_num_queries):
    client_for_token(issued.secret)
    assert ApiToken.objects.get().last_used_on == clock.today()
    with django_assert_num_queries(1):
        client_for_token(issued.secret)


def test_a_token_without_scope_is_refused(acting):
    with pytest.raises(ValueError, match="portée"):
        create_token(by=BY, name="vide", scopes=[])


def test_people_see_their_own_tokens(issued, acting):
    nadia, other = make_user("nadia@ville.example"), make_user("autre@ville.example")
    actor = actor_for_user(nadia)
    mine = create_token(by=actor, name="Le mien", scopes=["api"]).token
    assert list(ApiToken.objects.visible_to(actor)) == [mine]
    assert list(ApiToken.objects.visible_to(actor_for_user(other))) == []
    assert list(ApiToken.objects.visible_to(client_for_token(issued.secret))) == []


def test_the_command_prints_the_secret_alone_on_its_output():
    out, err = StringIO(), StringIO()
    call_command("token", "create", "Essai", "--scope", "api", "--expires", "7", stdout=out, stderr=err)
    assert client_for_token(out.getvalue().strip()).label == "Essai"
    assert "plus jamais" in err.getvalue()


def test_the_command_says_to_which_terms_the_token_is_bound(capsys):
    err = StringIO()
    call_command("token", "create", "Essai", "--scope", "api", stdout=StringIO(), stderr=err)
    assert f"version {TERMS_VERSION} des conditions" in err.getvalue()
    assert API_TERMS_PAGE in err.getvalue()
    assert "c’est les accepter" in err.getvalue()
    with pytest.raises(SystemExit):
        call_command("token", "create", "--help")
    told = " ".join(capsys.readouterr().out.split())
    assert TERMS_VERSION in told
    assert API_TERMS_PAGE in told


def test_the_command_refuses_an_unknown_scope_and_names_the_known_ones():
    with pytest.raises(CommandError, match=r"« apis » n’existe pas\. Vouliez-vous dire « api » \?.*possibles : api"):
        call_command("token", "create", "Essai", "--scope", "apis")
    with pytest.raises(CommandError, match=r"« foo » n’existe pas\. Portées possibles : api"):
        call_command("token", "create", "Essai", "--scope", "api", "--scope", "foo")
    assert not ApiToken.objects.exists()


def test_the_command_lists_without_secret_and_revokes(issued):
    out = StringIO()
    call_command("token", "list", stdout=out)
    assert issued.token.prefix in out.getvalue()
    assert issued.secret not in out.getvalue()
    call_command("token", "revoke", issued.token.prefix, stdout=StringIO())
    assert refusal_of(issued.secret) is TokenRefusal.REVOKED


def test_the_command_explains_a_mistake(issued):
    with pytest.raises(CommandError, match="commence par"):
        call_command("token", "revoke", "inconnu")
    with pytest.raises(CommandError, match="au moins un jour"):
        call_command("token", "create", "x", "--scope", "api", "--expires", "0")


def test_recognising_a_token_is_no_consultation(acting):
    issued = create_token(by=system("tests"), name="Essai", scopes=["api"])
    with unnoted():
        before = JournalEntry.objects.filter(verb="read").count()
    with open_scope(VISITOR, channel="api"):
        client_for_token(issued.secret)
    with unnoted():
        assert JournalEntry.objects.filter(verb="read").count() == before
    with open_scope(Actor(ActorKind.USER, "999999"), reach=Reach.EVERYTHING):
        ApiToken.objects.get(pk=issued.token.pk)
    with unnoted():
        assert JournalEntry.objects.filter(verb="read", object_key="accounts.ApiToken").exists()
