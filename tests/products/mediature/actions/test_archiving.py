"""A whole case in one archive: what is not found clean is named and left out."""

import json
import zipfile

import pytest

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.journal.models import JournalEntry
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.archiving import archive
from tests.factories.mediature import acting_as
from tests.factories.solliciter import make_piece

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scan", list(Scan))
def test_what_the_antivirus_has_not_found_clean_is_named_and_stays(saisine, mediator, scan, settings):
    settings.PARVIS_DEMO = False
    by = acting_as(mediator)
    make_piece(saisine, by, name="courrier.txt")
    Document.objects.update(scan=scan)
    with open_scope(by), archive(by=by, saisine=saisine) as content, zipfile.ZipFile(content) as opened:
        [told] = json.loads(opened.read("saisine.json"))["documents"]
        names = set(opened.namelist()) - {"saisine.json"}
    clean = scan is Scan.CLEAN
    assert told["intitulé"] == "courrier.txt"
    assert names == ({"documents/01-courrier.txt"} if clean else set())
    assert told["fichier"].startswith("documents/" if clean else "non joint")
    with open_scope(by):
        assert JournalEntry.objects.filter(verb="documents.read").exists() is clean
