"""A saved mail begins a saisine: read once, kept sealed for its author alone, and not for long."""

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.beginning import MAIL_SALT, begun_by_mail, forget_mail, mail_kept
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.messages import eml

pytestmark = pytest.mark.django_db


def test_what_the_mail_says_fills_the_page_and_the_night_takes_the_copy(acting):
    office = make_collectivite()
    author, colleague = make_agent(office), make_agent(office)
    raw = eml()
    with open_scope(acting_as(author)) as scope:
        begun = begun_by_mail(by=scope.actor, file=ContentFile(raw, "ma cantine.eml"))
        assert (begun["first_name"], begun["last_name"], begun["email"]) == (
            "Samira", "Benali", "samira.benali@exemple.fr",
        )  # fmt: skip
        assert begun["received_on"].isoformat() == "2026-03-03"
        kept = signing.loads(begun["courriel"], salt=MAIL_SALT)
        assert Document.objects.get(pk=kept).released_on is not None
        assert mail_kept(scope.actor, kept) == raw
    with open_scope(acting_as(colleague)) as scope, pytest.raises(ValidationError, match="de nouveau"):
        mail_kept(scope.actor, kept)
    with open_scope(acting_as(author)) as scope:
        forget_mail(by=scope.actor, document=kept)
        with pytest.raises(ValidationError, match="de nouveau"):
            mail_kept(scope.actor, kept)
    assert Document.objects.get(pk=kept).destroyed_on is not None


def test_a_date_to_come_and_what_is_no_mail(acting):
    with open_scope(acting_as(make_agent(make_collectivite()))) as scope:
        begun = begun_by_mail(by=scope.actor, file=ContentFile(eml(Date="Tue, 03 Mar 2099 10:00:00 +0100")))
        assert begun["received_on"] == clock.today()
        with pytest.raises(ValidationError, match="n’est pas un courriel"):
            begun_by_mail(by=scope.actor, file=ContentFile(b"PK\x03\x04"))
