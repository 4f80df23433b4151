"""The people of the demonstration, and the code of the one who administers it."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parvis.core.accounts.models import User
from parvis.core.accounts.operations import ADMINISTRATOR, PEOPLE, load_people
from parvis.core.accounts.queries.actors import actor_for_user
from parvis.kernel.declarations.loads import DEMONSTRATION_PASSWORD as PASSWORD
from parvis.kernel.declarations.loads import sign_ins
from tests.factories.accounts import sign_in


def test_people_are_loaded_once_and_sign_in(client, acting):
    steps = []
    load_people(lambda done, total: steps.append((done, total)))
    load_people(lambda done, total: None)
    assert steps[-1] == (len(PEOPLE), len(PEOPLE))
    assert User.objects.count() == len(PEOPLE)
    assert actor_for_user(User.objects.get(email=ADMINISTRATOR)).platform_administrator
    for shown in sign_ins:
        if shown.key.startswith("accounts."):
            assert sign_in(client, shown.email, PASSWORD).status_code == 302
            client.post("/compte/logout/")


@pytest.mark.usefixtures("new_code")
def test_the_code_is_given_in_the_demonstration_only(client, acting, settings):
    load_people(lambda done, total: None)
    with pytest.raises(CommandError, match="démonstration"):
        call_command("demo_code", ADMINISTRATOR)
    settings.PARVIS_MODE = "demo"
    out = StringIO()
    call_command("demo_code", ADMINISTRATOR, stdout=out, stderr=StringIO())
    code = out.getvalue().strip()
    assert re.fullmatch(r"\d{6}", code)
    sign_in(client, ADMINISTRATOR, PASSWORD)
    assert client.post("/compte/second-facteur/authenticate/", {"code": code}).headers["Location"] == "/compte/"
    with pytest.raises(CommandError, match="Aucun second facteur"):
        call_command("demo_code", "personne@ville.example")
