"""Who keeps a view, and what of an address it keeps."""

import pytest
from django.core.exceptions import PermissionDenied

from parvis.core.journal.models import JournalEntry
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.vues import drop_view, keep_view
from parvis.products.mediature.models import Vue
from tests.factories.mediature import acting_as, make_agent, make_collectivite

pytestmark = pytest.mark.django_db


def test_a_view_keeps_the_filters_and_not_the_page_and_only_its_author_drops_it(acting):
    office = make_collectivite()
    author, colleague = acting_as(make_agent(office)), acting_as(make_agent(office))
    with open_scope(author):
        kept = keep_view(by=author, organisation=office.organisation_id, name=" Ici ", query="?vue=tous&page=4&mots=")
        kept.shared = True
        kept.save()
    assert (kept.name, kept.query) == ("Ici", "vue=tous")
    with open_scope(colleague), pytest.raises(PermissionDenied):
        drop_view(by=colleague, view=kept)
    with open_scope(author):
        drop_view(by=author, view=kept)
    assert not Vue.objects.exists()
    assert JournalEntry.objects.filter(verb="mediature.view").count() == 2


def test_nobody_keeps_a_view_in_an_office_where_they_do_not_work(acting):
    office, stranger = make_collectivite(), acting_as(make_agent(make_collectivite()))
    with open_scope(stranger), pytest.raises(PermissionDenied):
        keep_view(by=stranger, organisation=office.organisation_id, name="Ici", query="vue=tous")
