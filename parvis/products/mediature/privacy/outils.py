"""What the working tools of the office keep."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

KEY = gdpr.Plain("numéro technique")
MOVED = (
    "piece", "note", "ligne", "message", "acheminement", "sollicitation", "reponse", "courrier", "remise", "partie",
    "rendezvous", "tache", "protocole", "engagement", "signature",
)  # fmt: skip
DOSSIER = gdpr.personal("mediature.saisines.dossier")
COMPTE = gdpr.personal("mediature.mediateurs.comptes")

gdpr.tables.register(
    gdpr.Table(
        "mediature.SearchEntry",
        {
            **dict.fromkeys(["id", "saisine_id", "organisation_id", "alone"], KEY),
            "words": gdpr.personal("mediature.saisines.dossier", free_text=True, withheld="mots tirés du dossier"),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Vue",
        {
            **dict.fromkeys(["id", "organisation_id"], KEY),
            **dict.fromkeys(["author_id", "shared", "preferred", "kept_at"], COMPTE),
            **dict.fromkeys(["name", "query"], gdpr.personal("mediature.mediateurs.comptes", free_text=True)),
        },
        subject=gdpr.Subject("agents du bureau", "author"),
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Modele",
        dict.fromkeys(
            ["id", "organisation_id", "title", "text", "archived_on", "version", "key"],
            gdpr.Plain("texte type, dont les variables ne sont remplies que dans un dossier"),
        ),
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Lien",
        {"id": KEY, **dict.fromkeys(["one_id", "other_id", "by_id", "at"], DOSSIER)},
        subject=gdpr.Subject("requérants", "one.requerant"),
        edges={"one": gdpr.Edge.WITH_PARENT, "other": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Fusion",
        {
            **dict.fromkeys(["id", "person_id"], KEY),
            "moved": gdpr.Plain("numéros techniques de lignes", keys=(*MOVED, "deport", "lien", "told")),
            **dict.fromkeys(["kept_id", "absorbed_id", "by_id", "at", "undone_at"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "kept.requerant"),
        edges={"kept": gdpr.Edge.WITH_PARENT, "absorbed": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Deport",
        {
            **dict.fromkeys(["id", "organisation_id", "requerant_id"], KEY),
            "reason": gdpr.personal("mediature.saisines.dossier", free_text=True),
            **dict.fromkeys(["saisine_id", "user_id", "at"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT, "requerant": gdpr.Edge.WITH_PARENT, "user": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Absence",
        {
            **dict.fromkeys(["id", "organisation_id"], KEY),
            **dict.fromkeys(["user_id", "substitute_id", "starts_on", "ends_on"], COMPTE),
        },
        subject=gdpr.Subject("agents du bureau", "user"),
        edges={"substitute": gdpr.Edge.WITH_PARENT},
    )
)

ROWS = (*MOVED, "avis", "cas", "deport", "transfert")
gdpr.tables.register(
    gdpr.Table(
        "mediature.Scission",
        {
            **dict.fromkeys(["id", "organisation_id", "version"], KEY),
            "access": gdpr.personal("mediature.saisines.dossier", withheld="une empreinte à clé"),
            **dict.fromkeys(["rows", "copied"], gdpr.Plain("numéros techniques de lignes", keys=ROWS)),
            **dict.fromkeys(["origin_id", "made_id", "by_id", "at", "undone_at"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "made.requerant"),
        edges={"made": gdpr.Edge.WITH_PARENT},
    )
)

for _verb, _words in {
    "mediature.view": "a enregistré ou retiré une vue de la liste",
    "mediature.model": "a écrit ou archivé un modèle de texte",
    "mediature.link": "a lié ou délié deux dossiers",
    "mediature.merge": "a joint un dossier à un autre",
    "mediature.unmerge": "a séparé deux dossiers qui étaient joints",
    "mediature.split": "a scindé un dossier en deux",
    "mediature.unsplit": "a réuni un dossier à celui dont il était séparé",
    "mediature.away": "s’est retiré d’un dossier",
    "mediature.absence": "a donné ou retiré une absence",
    "mediature.silence": "a alerté d’un dossier sans échange",
}.items():
    verbs.register(Verb(_verb, _words))
