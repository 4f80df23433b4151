"""The pages, as each role meets them."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.journal.models import JournalEntry
from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.models import Invitation, Membership, Organisation
from tests.factories.organisations import enter, make_invitation, make_membership, make_organisation, make_person


@pytest.fixture
def administrator(acting, db, client):
    user = make_person(is_platform_administrator=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    enter(client, user)
    return user


@pytest.fixture
def gestionnaire(ours, client):
    enter(client, ours.gestionnaire.user)
    return ours


def base(world):
    return f"/organisations/{world.organisation.pk}/"


def test_each_finds_their_organisations(gestionnaire, client):
    page = client.get("/organisations/").content.decode()
    assert "CCAS Nousautres" in page
    assert "Gestionnaire" in page


def test_who_belongs_nowhere_is_told_what_to_do(acting, db, client):
    page = enter(client, make_person()).get("/organisations/").content.decode()
    assert "demandez à une personne qui la gère" in page


def test_a_gestionnaire_sees_people_and_invitations(gestionnaire, client):
    page = client.get(base(gestionnaire)).content.decode()
    for text in ("membre@nousautres.example", "invite@nousautres.example", "Changer le rôle"):
        assert text in page


def test_a_member_sees_names_and_nothing_to_change(ours, client):
    page = enter(client, ours.membre.user).get(base(ours)).content.decode()
    assert "gestionnaire Nousautres" in page
    for hidden in ("@nousautres.example", "Changer le rôle", "Inviter"):
        assert hidden not in page


@pytest.mark.parametrize("path", ["inviter/", "membres/{m}/", "membres/{m}/retirer/"])
def test_a_member_changes_nothing(ours, client, path):
    url = base(ours) + path.format(m=ours.gestionnaire.pk)
    enter(client, ours.membre.user)
    assert client.get(url).status_code == 403
    assert client.post(url, {"email": "a@b.fr", "role": "membre"}).status_code == 403
    assert client.post(f"{base(ours)}invitations/{ours.invitation.pk}/annuler/").status_code == 403
    assert Membership.objects.current().filter(organisation=ours.organisation).count() == 2


def test_inviting_changing_and_removing(gestionnaire, client):
    answer = client.post(
        f"{base(gestionnaire)}inviter/", {"email": "neuve@ville.example", "role": "membre"}, follow=True
    )
    assert "L’invitation est partie à neuve@ville.example." in answer.content.decode()
    assert Outgoing.objects.filter(recipient="neuve@ville.example").exists()
    member = f"{base(gestionnaire)}membres/{gestionnaire.membre.pk}/"
    client.post(member, {"role": "gestionnaire"})
    gestionnaire.membre.refresh_from_db()
    assert gestionnaire.membre.role == "gestionnaire"
    assert "ne verra plus rien" in client.get(f"{member}retirer/").content.decode()
    client.post(f"{member}retirer/")
    assert not Membership.objects.current().filter(pk=gestionnaire.membre.pk).exists()


def test_a_form_in_error_keeps_what_was_typed_and_links_to_the_field(gestionnaire, client):
    answer = client.post(f"{base(gestionnaire)}inviter/", {"email": "pas-une-adresse", "role": "gestionnaire"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="pas-une-adresse"' in page
    assert 'href="#id_email"' in page


def test_the_last_gestionnaire_is_told_why_not(gestionnaire, client):
    member = f"{base(gestionnaire)}membres/{gestionnaire.gestionnaire.pk}/"
    assert "seule personne qui gère" in client.post(member, {"role": "membre"}).content.decode()
    assert "seule personne qui gère" in client.post(f"{member}retirer/", follow=True).content.decode()


def test_an_invitation_is_sent_again_or_cancelled(gestionnaire, client):
    url = f"{base(gestionnaire)}invitations/{gestionnaire.invitation.pk}"
    client.post(f"{url}/relancer/")
    assert Outgoing.objects.filter(recipient=gestionnaire.invitation.email).exists()
    client.post(f"{url}/annuler/")
    assert Invitation.objects.pending().filter(pk=gestionnaire.invitation.pk).count() == 0
    assert client.post(f"{url}/relancer/").status_code == 404


def test_a_link_survives_the_way_through_sign_up(ours, client):
    url = f"/organisations/invitation/{ours.invitation.token}/"
    page = client.get(url).content.decode()
    assert "CCAS Nousautres vous invite" in page
    assert f"?next={url.replace(':', '%3A')}" in page
    enter(client, make_person(email=ours.invitation.email))
    assert url in client.get("/organisations/").content.decode()
    assert "Vous avez rejoint CCAS Nousautres." in client.post(url, follow=True).content.decode()
    assert client.get(url).status_code == 410


def test_another_account_is_told_so(ours, client):
    url = f"/organisations/invitation/{ours.invitation.token}/"
    enter(client, make_person())
    assert "autre adresse" in client.get(url).content.decode()
    client.post(url)
    assert Membership.objects.filter(organisation=ours.organisation).count() == 2


def test_a_false_link_says_what_to_do(db, client):
    answer = client.get("/organisations/invitation/faux/")
    assert answer.status_code == 404
    assert "demandez une nouvelle invitation" in answer.content.decode()


def test_an_administrator_searches_and_creates(administrator, client):
    make_organisation(name="Mairie de Besançon", siret="99999910500011")
    make_organisation(name="Autre chose")
    for words in ("besançon mairie", "999999105"):
        page = client.get("/administration/organisations/", {"q": words}).content.decode()
        assert "Mairie de Besançon" in page
        assert "Autre chose" not in page
    given = {"name": "CCAS neuf", "kind": "ccas", "siret": "999 999 204 00012", "code_insee": "25056"}
    answer = client.post("/administration/organisations/creer/", given)
    created = Organisation.objects.get(name="CCAS neuf")
    assert (created.siret, answer.url) == ("99999920400012", f"/organisations/{created.pk}/")


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"siret": "99999920400013"}, "mal recopié"),
        ({"rna": "251000001"}, "lettre W"),
        ({"code_insee": "ABCDE"}, "cinq caractères"),
        ({"name": ""}, "obligatoire"),
    ],
)
def test_a_wrong_organisation_is_explained(administrator, client, wrong, advice):
    answer = client.post("/administration/organisations/creer/", {"name": "CCAS", "kind": "ccas"} | wrong)
    assert answer.status_code == 422
    assert advice in answer.content.decode()


def test_organisations_are_administered_by_administrators_only(gestionnaire, client):
    assert client.get("/administration/organisations/").status_code == 403


def cost(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_lists_cost_the_same_for_one_and_for_thirty(gestionnaire, client):
    client.get(base(gestionnaire))
    before = [cost(client, url) for url in ("/organisations/", base(gestionnaire))]
    for _ in range(29):
        make_membership(organisation=gestionnaire.organisation)
        make_membership(user=gestionnaire.gestionnaire.user)
        make_invitation(gestionnaire.organisation)
    assert [cost(client, url) for url in ("/organisations/", base(gestionnaire))] == before


def test_the_administrators_list_costs_the_same_for_one_and_for_thirty(administrator, client):
    make_membership()
    client.get("/administration/organisations/")
    before = cost(client, "/administration/organisations/")
    for _ in range(29):
        make_membership()
    assert cost(client, "/administration/organisations/") == before


def test_looking_at_a_list_names_each_person_shown(gestionnaire, client):
    client.get(base(gestionnaire))
    lines = JournalEntry.objects.filter(verb="read", actor_key=f"user:{gestionnaire.gestionnaire.user_id}")
    assert {line.object_key: len(line.subjects) for line in lines} == {
        "accounts.User": 1,
        "organisations.Membership": 1,
        "organisations.Invitation": 1,
    }
    assert {line.organisation for line in lines} == {gestionnaire.organisation.pk}


def test_a_page_that_shows_nobody_leaves_no_line(ours, client):
    enter(client, ours.gestionnaire.user).get("/organisations/")
    client.cookies.clear()
    client.get("/")
    assert not JournalEntry.objects.filter(verb="read").exclude(channel__in=["test", "command"]).exists()


def test_an_organisation_is_checked_before_it_is_kept(acting, db):
    with pytest.raises(ValidationError):
        Organisation(name="x", siret="732 829 320 00074").full_clean()
