"""Messages made for the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parvis.kernel.declarations.notifications import Message, messages

WORDS = """Bonjour {{ name }},

{{ organisation }} vous invite
à rejoindre ses membres.

- vous verrez ses dossiers ;
- vous pourrez partir quand vous voulez.

À bientôt.
"""


@pytest.fixture
def invitation(settings, tmp_path: Path) -> Iterator[Message]:
    """A message whose words are in a folder of the test."""
    (tmp_path / "tests/mails").mkdir(parents=True)
    (tmp_path / "tests/mails/invitation.txt").write_text(WORDS)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    message = messages.register(
        Message("tests.invitation", "Inviter", "{{ organisation }}\nvous invite", action="Répondre à l’invitation")
    )
    yield message
    del messages._items[message.key]
