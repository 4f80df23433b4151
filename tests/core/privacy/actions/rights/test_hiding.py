"""Objections are kept as digests, told to who publishes, and undone when they fall."""

import pytest
from django.conf import settings as configured
from django.core.exceptions import ImproperlyConfigured

from parvis.core.privacy.actions.rights.hiding import hide_at_once, remove_for_good, show_again
from parvis.core.privacy.events.rights import Hide, Remove, Show
from parvis.core.privacy.models import Suppression
from parvis.core.privacy.queries.rights.people import opens, secret_of
from parvis.core.privacy.queries.rights.suppressions import contact_digest, is_hidden, require_keys, suppressed
from parvis.kernel.actor import system
from parvis.kernel.declarations.events import Reaction, reactions
from parvis.kernel.declarations.privacy import Right
from tests.factories.rights import EMAIL, file_request, known_request, only_leg

pytestmark = pytest.mark.django_db
DPO = system("tests")
FIRST_KEY = configured.PARVIS_MASTER_KEY


@pytest.fixture
def told(monkeypatch):
    """The facts published, in order."""
    facts = []
    items = {
        f"tests.{kind.__name__}": Reaction(f"tests.{kind.__name__}", kind, facts.append)
        for kind in (Hide, Show, Remove)
    }
    monkeypatch.setattr(reactions, "_items", {**reactions._items, **items})
    return facts


def test_digests_come_before_the_fact_and_go_with_the_end(acting, told):
    leg = only_leg(known_request())
    hide_at_once(by=DPO, leg=leg)
    hide_at_once(by=DPO, leg=leg)
    assert suppressed("data-inclusion") == {contact_digest(EMAIL)}
    assert suppressed("plateforme") == frozenset()
    assert [type(fact) for fact in told] == [Hide, Hide]
    assert told[0].reached.emails == {EMAIL}
    remove_for_good(by=DPO, leg=leg)
    assert Suppression.objects.count() == 1
    show_again(by=DPO, leg=leg)
    show_again(by=DPO, leg=leg)
    assert [type(fact) for fact in told[2:]] == [Remove, Show]
    assert not suppressed("data-inclusion")


def test_who_is_not_known_hides_nobody(acting, told):
    hide_at_once(by=DPO, leg=only_leg(file_request()))
    assert told == []
    assert not Suppression.objects.exists()


def test_two_keys_give_two_digests(acting, settings):
    before = contact_digest(EMAIL)
    settings.PARVIS_MASTER_KEY = "another"
    assert contact_digest(EMAIL) != before


def test_a_former_key_that_is_declared_still_recognises_and_opens(acting, settings):
    request = known_request(rights=[Right.OBJECT])
    code, settings.PARVIS_MASTER_KEY = secret_of(request), "another"
    assert not is_hidden(EMAIL, suppressed("data-inclusion"))
    assert not opens(request, code)
    with pytest.raises(ImproperlyConfigured, match="PARVIS_FORMER_MASTER_KEYS"):
        require_keys()
    settings.PARVIS_FORMER_MASTER_KEYS = [FIRST_KEY]
    assert is_hidden(EMAIL, suppressed("data-inclusion"))
    assert opens(request, code.upper())
    assert secret_of(request) != code
    require_keys()
