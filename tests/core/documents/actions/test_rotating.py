"""The master key changes, the files stay."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.core.accounts.adapters.factors import FactorAdapter
from parvis.core.accounts.models import ApiToken
from parvis.core.accounts.models.tokens import token_hash
from parvis.core.documents.actions.keeping import store
from parvis.core.documents.actions.rotating import rotate_master_key
from parvis.core.documents.queries.contents import content_of
from parvis.kernel.actor import system
from parvis.kernel.sealing import BrokenSealError

pytestmark = pytest.mark.django_db


def test_after_a_rotation_files_open_with_the_new_key_only(nadia_acts, acting, settings):
    settings.PARVIS_MASTER_KEY = "old"
    document = store(by=nadia_acts, file=SimpleUploadedFile("a.txt", b"Bonjour"))
    settings.PARVIS_MASTER_KEY = "new"
    with pytest.raises(BrokenSealError):
        list(content_of(document))
    with pytest.raises(BrokenSealError):
        rotate_master_key(by=system("tests"))
    settings.PARVIS_FORMER_MASTER_KEYS = ["wrong", "old"]
    assert b"".join(content_of(document)) == b"Bonjour", "what a declared former key sealed opens at once"
    assert rotate_master_key(by=system("tests")) == 1
    assert rotate_master_key(by=system("tests")) == 0
    settings.PARVIS_FORMER_MASTER_KEYS = []
    document.key.refresh_from_db()
    assert b"".join(content_of(document)) == b"Bonjour"
    settings.PARVIS_MASTER_KEY = "old"
    with pytest.raises(BrokenSealError):
        list(content_of(document))


def test_nothing_else_is_lost_with_the_key(settings, db):
    """Tokens and second factors stay good while the former key is declared."""
    settings.PARVIS_MASTER_KEY = "old"
    token, secret = ApiToken(secret_hash=token_hash("jeton")), FactorAdapter().encrypt("JBSW")
    settings.PARVIS_MASTER_KEY = "new"
    assert not token.matches("jeton")
    settings.PARVIS_FORMER_MASTER_KEYS = ["old"]
    assert token.matches("jeton")
    assert not token.matches("autre")
    assert FactorAdapter().decrypt(secret) == "JBSW"
