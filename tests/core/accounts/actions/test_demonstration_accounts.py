"""The people of the demonstration sign in with the password that its first page prints."""

import pytest

from parvis.core.accounts.actions.demonstration_accounts import demonstration_account
from parvis.kernel import clock
from parvis.kernel.declarations.loads import DEMONSTRATION_AGE, DEMONSTRATION_PASSWORD

pytestmark = pytest.mark.django_db


def test_an_account_is_made_once_and_then_left_as_it_is(acting):
    made = demonstration_account("Étienne", "Rameau", "etienne.rameau@parvis.example")
    assert made.check_password(DEMONSTRATION_PASSWORD)
    assert made.emailaddress_set.get().verified
    assert made.date_joined <= clock.now() - DEMONSTRATION_AGE
    made.first_name = "Stéphane"
    made.set_password("un-autre-mot-de-passe")
    made.save()
    again = demonstration_account("Étienne", "Rameau", "etienne.rameau@parvis.example")
    assert (again.pk, again.first_name) == (made.pk, "Stéphane")
    assert again.check_password("un-autre-mot-de-passe")
