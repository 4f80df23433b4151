"""People, files, and a real antivirus daemon that knows one virus."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from parvis.core.accounts.models import User
from parvis.kernel.actor import Actor, ActorKind
from tests.factories.disk import antivirus, stored_in


@pytest.fixture(autouse=True)
def storage(settings, tmp_path) -> FileSystemStorage:
    """Files of a test stay in its folder."""
    stored_in(settings, tmp_path / "files")
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    return default_storage


@pytest.fixture
def nadia(acting) -> User:
    return User.objects.create_user("nadia@parvis.test")


@pytest.fixture
def nadia_acts(nadia) -> Actor:
    return Actor(ActorKind.USER, str(nadia.pk), roles=((3, "membre"),))


@pytest.fixture(scope="session")
def clamd(tmp_path_factory) -> Iterator[str]:
    with antivirus(tmp_path_factory.mktemp("clamd")) as address:
        yield address
