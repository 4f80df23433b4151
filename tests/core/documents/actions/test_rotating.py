"""The master key changes, the files stay."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

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
    assert rotate_master_key(by=system("tests"), previous="wrong") == 0
    assert rotate_master_key(by=system("tests"), previous="old") == 1
    assert rotate_master_key(by=system("tests"), previous="old") == 0
    document.key.refresh_from_db()
    assert b"".join(content_of(document)) == b"Bonjour"
    settings.PARVIS_MASTER_KEY = "old"
    with pytest.raises(BrokenSealError):
        list(content_of(document))
