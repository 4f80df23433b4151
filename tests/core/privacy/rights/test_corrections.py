"""What the desk may put right: exactly this list of columns, and whatever is typed in them never breaks the page."""

import pytest
from django.db import transaction

from parvis.core.privacy.enums.rights import Channel
from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.rights.corrections import correctable
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.privacy import Personal, Right, Table, tables
from parvis.products.data_inclusion.models import Service, Structure
from tests.factories.data_inclusion import SLUG, import_records, raw, raw_service
from tests.factories.organisations import enter, make_person
from tests.factories.rights import EMAIL, file_request, known_request, make_desk, only_leg

REACHED = {"courriel", "telephone"}
GOLDEN = {
    "accounts.User": {"first_name", "last_name"},
    "data_inclusion.Structure": REACHED,
    "data_inclusion.Service": REACHED | {"contact_nom_prenom"},
    "mediature.Requerant": {"first_name", "last_name", "email", "phone", "street", "postal_code", "town"},
    "mediature.Saisine": {"facts", "expected", "service"},
    "mediature.ServiceInterne": {"name", "email", "phone"},
}
# What took place, and is never rewritten: requests, letters, traces, proofs, signatures, holds.
EVIDENCE = (
    "privacy.", "notifications.", "journal.", "documents.", "jobs.", "organisations.", "data_inclusion.ErrorReport",
    "data_inclusion.ContactNotice", "data_inclusion.HiddenContact", "data_inclusion.RectifiedContact",
    "mediature.Ligne", "mediature.Note", "mediature.Piece", "mediature.Agent",
    # What waits is as its source gives it: it is put right when it is published.
    "data_inclusion.Staged",
)  # fmt: skip
TYPED = ["", " ", "x" * 5000, "a\x00b", "<b>é</b>", "{% now %}", "@", "0", "١٢٣", "a\r\nb"]


def every_category(table: Table) -> frozenset[str]:
    return frozenset(
        key for column in table.columns.values() if isinstance(column, Personal) for key in column.categories
    )


def test_exactly_this_is_correctable():
    found = {table.key: set(correctable(resolve(table), every_category(table))) for table in tables}
    assert {key: columns for key, columns in found.items() if columns} == GOLDEN


def test_all_that_a_table_says_rectifiable_is_so():
    said = {table.key: set(table.rectifiable) for table in tables if table.rectifiable}
    assert said == GOLDEN


def test_no_evidence_is_correctable():
    assert any(table.key.startswith(EVIDENCE) and every_category(table) for table in tables)
    assert not [table.key for table in tables if table.rectifiable and table.key.startswith(EVIDENCE)]


def typed_in(client, leg, names):
    """Post each value in each field, alone, then undo."""
    for name in names:
        for value in TYPED:
            with transaction.atomic():
                answer = client.post(f"/guichet-donnees/{leg.pk}/repondre/", {"outcome": "answered", name: value})
                transaction.set_rollback(True)
            assert answer.status_code in {302, 422}, (name, value)


@pytest.mark.django_db
def test_nothing_typed_about_an_account_breaks_the_page(acting, client):
    officer = make_desk("plateforme")
    user = make_person(email=EMAIL)
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    leg = only_leg(
        file_request(service="plateforme", rights=[Right.RECTIFY], by=actor, channel=Channel.ACCOUNT, email="")
    )
    enter(client, officer)
    names = [f"changer:accounts.User:{user.pk}:{column}" for column in GOLDEN["accounts.User"]]
    page = client.get(f"/guichet-donnees/{leg.pk}/").content.decode()
    assert page.count('name="changer:') == len(names)
    typed_in(client, leg, names)


@pytest.mark.django_db
def test_nothing_typed_about_a_contact_breaks_the_page(acting, client):
    import_records([raw(1, courriel=EMAIL), raw_service(1, courriel=EMAIL, contact_nom_prenom="Zélie Morvan")])
    enter(client, make_desk())
    rows = [Structure.objects.get(source=SLUG), Service.objects.get(source=SLUG)]
    leg = only_leg(known_request(rights=[Right.RECTIFY]))
    names = [f"changer:{row._meta.label}:{row.pk}:{column}" for row in rows for column in GOLDEN[row._meta.label]]
    page = client.get(f"/guichet-donnees/{leg.pk}/").content.decode()
    assert all(f'name="{name}"' in page for name in names)
    assert page.count('name="changer:') == len(names)
    typed_in(client, leg, names)
