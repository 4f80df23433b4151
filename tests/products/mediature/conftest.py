"""An office of a mediator, somebody of it, and a saisine: what most tests of Médiature begin from."""

import pytest

from parvis.core.accounts.models import User
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Collectivite, Saisine
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser


@pytest.fixture
def office(acting) -> Collectivite:
    return make_collectivite(name="Dijon")


@pytest.fixture
def mediator(office) -> User:
    return make_agent(office)


@pytest.fixture
def lead(office) -> User:
    return make_agent(office, Fonction.PRINCIPAL)


@pytest.fixture
def saisine(office) -> Saisine:
    return make_saisine(office)


@pytest.fixture
def browser(mediator):
    return signed_in_browser(mediator)
