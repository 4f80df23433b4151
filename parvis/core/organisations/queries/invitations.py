"""Finding an invitation from the link of its mail, before its holder belongs anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core import signing

from parvis.core.organisations.models import Invitation
from parvis.core.organisations.models.invitation import SALT
from parvis.kernel.actor import system
from parvis.kernel.scope import open_scope, unnoted


@contextmanager
def invitation_scope(organisation: int) -> Iterator[None]:
    """Reach one organisation, by virtue of a signed link and for its invitation only."""
    with open_scope(system("organisations.invitation"), organisations=[organisation]):
        yield


def find_invitation(token: str) -> Invitation | None:
    """The invitation that ``token`` was signed for, with its organisation; ``None`` for a false or foreign token.

    Its holder reads about oneself: nothing goes to the journal.
    """
    try:
        primary_key, organisation, email = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    with unnoted(), invitation_scope(organisation):
        return Invitation.objects.select_related("organisation").filter(pk=primary_key, email=email).first()
