"""Who writes the texts of an office."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.modeles import archive_model, write_model
from parvis.products.mediature.models import Modele
from tests.factories.mediature import acting_as, make_agent, make_collectivite

pytestmark = pytest.mark.django_db


def test_a_text_belongs_to_its_office_and_the_common_ones_to_nobody(acting):
    office, other = make_collectivite(), make_collectivite()
    by, stranger = acting_as(make_agent(office)), acting_as(make_agent(other))
    common = Modele.objects.create(title="Commun", text="Bonjour.")
    with open_scope(by):
        kept = write_model(by=by, organisation=office.organisation_id, title="Ici", text="{{ nom }}")
        with pytest.raises(PermissionDenied):
            archive_model(by=by, model=common)
        with pytest.raises(PermissionDenied):
            write_model(by=by, organisation=office.organisation_id, title="Ici", text="x", model=common)
    with open_scope(stranger):
        with pytest.raises(PermissionDenied):
            write_model(by=stranger, organisation=office.organisation_id, title="Là", text="x")
        with pytest.raises(PermissionDenied):
            archive_model(by=stranger, model=kept)


def test_an_archived_text_lends_its_title_again(acting):
    office = make_collectivite()
    by = acting_as(make_agent(office))
    with open_scope(by):
        kept = write_model(by=by, organisation=office.organisation_id, title="Ici", text="x")
        with pytest.raises(ValidationError, match="porte ce titre"):
            write_model(by=by, organisation=office.organisation_id, title="Ici", text="y")
        archive_model(by=by, model=kept)
        write_model(by=by, organisation=office.organisation_id, title="Ici", text="y")
        assert [each.text for each in Modele.objects.offered(office.organisation_id)] == ["y"]
