"""Who writes the texts of an office."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.modeles import archive_model, write_model
from parvis.products.mediature.models import Modele
from tests.factories.accounts import protect
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.organisations import make_person

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
        offered = Modele.objects.offered(office.organisation_id).filter(organisation=office.organisation)
        assert [each.text for each in offered] == ["y"]


def test_what_is_common_to_all_is_of_administrators_alone(acting):
    office = make_collectivite()
    by, administrator = acting_as(make_agent(office)), acting_as(protect(make_person(is_platform_administrator=True)))
    with open_scope(by), pytest.raises(PermissionDenied):
        write_model(by=by, organisation=None, title="Commun", text="x")
    with open_scope(administrator):
        with pytest.raises(PermissionDenied):
            write_model(by=administrator, organisation=office.organisation_id, title="Ici", text="x")
        with pytest.raises(ValidationError, match="Personne ne sait remplir"):
            write_model(by=administrator, organisation=None, title="Commun", text="{{ prenon }}")
        kept = write_model(by=administrator, organisation=None, title="Commun", text="x")
        with pytest.raises(ValidationError, match="commun à tous les bureaux"):
            write_model(by=administrator, organisation=None, title="Commun", text="y")
        write_model(by=administrator, organisation=None, title="Commun", text="z", model=kept)
    with open_scope(by):
        assert Modele.objects.offered(office.organisation_id).get(title="Commun").text == "z"
        write_model(by=by, organisation=office.organisation_id, title="Commun", text="Le nôtre.")
    with open_scope(administrator):
        archive_model(by=administrator, model=kept)
    with open_scope(by):
        assert Modele.objects.offered(office.organisation_id).get(title="Commun").text == "Le nôtre."
