"""A person changes the name they go by."""

from parvis.core.accounts.actions.identity import rename_user
from parvis.core.accounts.models import User
from parvis.kernel.actor import system
from tests.factories.accounts import sign_in


def test_a_name_is_written_as_given(nadia):
    rename_user(by=system("tests"), user=nadia, first_name="نادية", last_name="بن علي")
    assert User.objects.get().get_full_name() == "نادية بن علي"


def test_a_person_changes_their_name_on_the_account(client, nadia):
    sign_in(client, nadia.email)
    answer = client.post("/compte/identite/", {"first_name": "Nadia", "last_name": "Ben Ali"}, follow=True)
    assert "<bdi>Nadia Ben Ali</bdi>" in answer.text


def test_a_missing_name_is_explained_and_the_other_kept(client, nadia):
    sign_in(client, nadia.email)
    answer = client.post("/compte/identite/", {"first_name": "Nadia", "last_name": ""})
    assert answer.status_code == 422
    assert 'href="#id_last_name"' in answer.text
    assert 'value="Nadia"' in answer.text
    nadia.refresh_from_db()
    assert nadia.last_name == "Roux"
