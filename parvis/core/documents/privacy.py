"""Files: their names and contents may say anything about anybody; their keys say nothing."""

from django.core.files.storage import default_storage

from parvis.core.documents.actions.receiving import pieces_in, remove_folder
from parvis.core.documents.queries.evidence import refuses_a_planted_file
from parvis.kernel.declarations.journal import Verb, verbs
from parvis.kernel.declarations.privacy import (
    Control,
    Holder,
    Known,
    Plain,
    Subject,
    Table,
    controls,
    holders,
    personal,
    tables,
)

FICHIERS = personal("plateforme.documents.fichiers")
ENVOIS = personal("plateforme.documents.envois")


def _remove(place: str) -> None:
    default_storage.delete(place)


def _holds(place: str) -> bool:
    return bool(default_storage.exists(place))


# Asked when they are used, so that a change of storage is followed.
holders.register(Holder("documents.files", "documents.Document.place", remove=_remove, holds=_holds))
holders.register(
    Holder(
        "documents.pieces",
        "documents.Upload.folder",
        remove=remove_folder,
        holds=lambda folder: bool(pieces_in(folder)),
    )
)
controls.register(
    Control(
        "antivirus",
        "Un fichier déposé n’est servi qu’une fois analysé par l’antivirus et trouvé sain.",
        "tests/core/documents/actions/test_scanning.py::test_the_antivirus_decides",
        refuses_a_planted_file,
    )
)
tables.register(
    Table(
        "documents.Document",
        {
            "id": Plain("numéro technique tiré au hasard"),
            "organisation": Plain("numéro de l’organisation"),
            "created_by": FICHIERS,
            "name": personal("plateforme.documents.fichiers", free_text=True),
            "media_type": Plain("format du fichier"),
            "size": Plain("taille du fichier"),
            "sha256": FICHIERS,
            "door": Plain("service qui sert le fichier"),
            "place": Plain("emplacement technique tiré au hasard"),
            "scan": FICHIERS,
            "scanned_on": Plain("horodatage technique"),
            "created_on": FICHIERS,
            "released_on": FICHIERS,
            "destroyed_on": Plain("horodatage technique"),
        },
        subject=Subject("personnes qui déposent", "created_by"),
    )
)
tables.register(
    Table(
        "documents.DataKey",
        {
            "document": Plain("numéro technique tiré au hasard"),
            "sealed": Plain("clé tirée au hasard, scellée par la clé maîtresse"),
            "master": Plain("empreinte de la clé maîtresse"),
        },
    )
)
tables.register(
    Table(
        "documents.Upload",
        {
            "id": Plain("numéro technique tiré au hasard"),
            "holder": ENVOIS,
            "created_by": ENVOIS,
            "place": ENVOIS,
            "name": personal("plateforme.documents.envois", free_text=True),
            "mark": ENVOIS,
            "length": Plain("taille du fichier"),
            "pieces": Plain("tailles des morceaux arrivés"),
            "folder": Plain("emplacement technique tiré au hasard"),
            "sealed": Plain("clé tirée au hasard, scellée par la clé maîtresse"),
            "master": Plain("empreinte de la clé maîtresse"),
            "touched_at": ENVOIS,
        },
        subject=Subject("personnes qui déposent", "created_by"),
        known_by={"holder": Known.ACTOR},
    )
)

for _verb, _words in {
    "documents.upload": "a commencé à envoyer un fichier",
    "documents.upload-drop": "a renoncé à un fichier, ou s’est vu refuser ce fichier",
    "documents.store": "a déposé un fichier",
    "documents.destroy": "a détruit un fichier",
    "documents.rotate": "a changé la clé maîtresse des fichiers",
    "documents.sweep": "a retiré des fichiers abandonnés",
}.items():
    verbs.register(Verb(_verb, _words))
verbs.register(Verb("documents.read", "a ouvert un fichier", reads=True, takes_out=True))
verbs.register(Verb("documents.preview", "a lu un fichier à l’écran", reads=True))
