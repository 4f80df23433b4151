"""Re-users learn what to forget, in order, signed, and say that they have followed."""

import jwt
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.actions.tokens import create_token
from parvis.core.journal.models import JournalEntry
from parvis.kernel.actor import system
from parvis.products.data_inclusion.models import Tombstone, TombstoneReceipt
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
ADDRESS = "/api/v1/tombstones"


@pytest.fixture
def token():
    return create_token(by=system("tests"), name="essai", scopes=["api"])


@pytest.fixture
def headers(token):
    return {"authorization": f"Bearer {token.secret}"}


@pytest.fixture
def removed():
    """Two structures, one of which has a service, that their source has then removed."""
    import_records([raw(1), raw(2), raw(3), raw_service(1, 1)])
    import_records([raw(3)], version="2")


def confirm(client, headers, upto):
    return client.post(ADDRESS, {"upto": upto}, "application/json", headers=headers)


def test_what_is_removed_is_told_in_order_a_page_at_a_time(client, headers, removed):
    told, after = [], 0
    while after is not None:
        page = client.get(ADDRESS, {"after": after, "size": 2}, headers=headers).json()
        told += page["items"]
        after = page["next"]
    assert [(each["kind"], each["record"], each["fate"]) for each in told] == [
        ("structure", "essai--1", "removed"), ("structure", "essai--2", "removed"), ("service", "essai--s001", "removed"),
    ]  # fmt: skip
    assert [each["id"] for each in told] == sorted(each["id"] for each in told)


def test_the_published_key_checks_each_of_them(client, headers, removed):
    (published,) = client.get(f"{ADDRESS}/keys").json()["keys"]
    key = jwt.PyJWK(published)
    for told in client.get(ADDRESS, headers=headers).json()["items"]:
        signed = told.pop("signed")
        assert jwt.get_unverified_header(signed)["kid"] == published["kid"]
        assert jwt.decode(signed, key, algorithms=["EdDSA"]) == told
    head, body, _ = signed.split(".")
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(f"{head}.{body}.{'A' * 86}", key, algorithms=["EdDSA"])


def test_a_program_confirms_for_itself_and_never_backwards(client, headers, token, removed):
    first, *_, last = Tombstone.objects.values_list("pk", flat=True)
    assert confirm(client, headers, last).json() == {"acknowledged": last}
    assert confirm(client, headers, first).json() == {"acknowledged": last}
    assert client.get(ADDRESS, headers=headers).json()["acknowledged"] == last
    assert list(TombstoneReceipt.objects.values_list("token_id", "upto")) == [(token.token.pk, last)]
    assert JournalEntry.objects.filter(verb="data_inclusion.acknowledge").count() == 2


@pytest.mark.parametrize("wrong", [0, -1, 10**30, "x", 999_999_999])
def test_what_cannot_be_confirmed_is_refused(client, headers, wrong):
    assert confirm(client, headers, wrong).status_code == 422
    assert (
        client.get(ADDRESS, {"after": wrong if wrong != 999_999_999 else -1, "size": 0}, headers=headers).status_code
        == 422
    )


def test_nothing_is_told_without_a_token(client):
    assert client.get(ADDRESS).status_code == 401
    assert client.post(ADDRESS, {"upto": 1}, "application/json").status_code == 401


def test_a_page_asks_as_much_for_one_as_for_thirty(client, headers):
    counts = []
    for number in (1, 30):
        Tombstone.objects.bulk_create(
            Tombstone(kind="structure", record=f"essai--{number}-{rank}", fate="removed") for rank in range(number)
        )
        client.get(ADDRESS, headers=headers)
        with CaptureQueriesContext(connection) as captured:
            told = client.get(ADDRESS, headers=headers).json()
        counts.append((len(told["items"]), len(captured)))
    (few, asked_few), (many, asked_many) = counts
    assert (few, many) == (1, 31)
    assert asked_few == asked_many
