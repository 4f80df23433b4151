"""Where the data of Médiature live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs
from parvis.products.mediature.privacy import policy

CONTACT = gdpr.personal("mediature.saisines.contact")
DOSSIER = gdpr.personal("mediature.saisines.dossier")
PROSE = gdpr.personal("mediature.saisines.dossier", free_text=True)
ECRIT = gdpr.personal("mediature.saisines.brouillons")
PIECE = gdpr.personal("mediature.documents.documents")
COMPTE = gdpr.personal("mediature.mediateurs.comptes")
KEY = gdpr.Plain("numéro technique")
PUBLIC = gdpr.Plain("ce qu’une collectivité publie d’elle-même, de son représentant et de son médiateur")
LISTE = gdpr.Plain("entrée d’une liste, qui ne dit rien de personne")
DIGEST = "une empreinte à clé"
PAGE = (
    "id", "organisation_id", "niveau", "code", "slug", "name", "presentation", "how_to", "charter", "address",
    "phone", "email", "hours", "representative", "representative_title", "dpo_email", "kept_months",
    "opened_on",
)  # fmt: skip
SUIVI = (
    "number", "requerant_id", "qualite", "represented_by", "canal", "origine", "filed_at", "received_on",
    "service", "demarche", "asked_on", "answered_on", "juge", "etat", "recevabilite", "decided_on",
    "domaine_id", "tiers_id", "mediateur_id", "due_on", "parties_agreed_on", "first_meeting_on", "issue",
    "in_person", "agreement", "closed_at", "last_exchange_at", "merged_into_id",
)  # fmt: skip
GIVEN = ("first_name", "last_name", "email", "phone", "street", "postal_code", "town")

gdpr.tables.register(
    gdpr.Table(
        "mediature.Collectivite",
        dict.fromkeys(PAGE, PUBLIC),
        published="annuaire public des médiateurs",
    )
)  # fmt: skip
gdpr.tables.register(
    gdpr.Table(
        "mediature.Mandat",
        dict.fromkeys(
            [
                "id", "collectivite_id", "mediateur", "deliberation", "deliberated_on", "starts_on", "ends_on", "scope",
                "means",
            ],
            PUBLIC,
        ),
        published="délibération, publique par nature",
    )
)  # fmt: skip
for _list, _own in {"Domaine": (), "TiersCompetent": ("contact",)}.items():
    gdpr.tables.register(
        gdpr.Table(
            f"mediature.{_list}",
            dict.fromkeys(["id", "organisation_id", "parent_id", "name", "archived_on", *_own], LISTE),
        )
    )
gdpr.tables.register(
    gdpr.Table(
        "mediature.Agent",
        {
            "id": KEY,
            **dict.fromkeys(["user_id", "name", "former", "organisation_id", "fonction", "since", "ended_on"], COMPTE),
        },
        subject=gdpr.Subject("agents du bureau", "user"),
        moments={policy.SUPPRESSION_DU_COMPTE.key: ("ended_on",), policy.CREATION_DU_COMPTE.key: ("since",)},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.OfficeInvitation",
        {
            "id": KEY,
            "invitation_id": gdpr.Plain("invitation, qui finit avec elle"),
            "organisation_id": KEY,
            "fonction": gdpr.Plain("place offerte dans un bureau"),
        },
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Adhesion",
        {
            "id": KEY,
            **dict.fromkeys(["niveau", "code", "name", "representative", "representative_title"], PUBLIC),
            **dict.fromkeys(["user_id", "asked_at", "etat", "decided_at"], COMPTE),
            **dict.fromkeys(["words", "reasons"], gdpr.personal("mediature.mediateurs.comptes", free_text=True)),
        },
        subject=gdpr.Subject("personnes qui demandent une page", "user"),
        moments={policy.CREATION_DU_COMPTE.key: ("asked_at",)},
        edges={"user": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Requerant",
        {
            **dict.fromkeys(["id", "organisation_id"], KEY),
            "access": gdpr.personal("mediature.saisines.contact", withheld=DIGEST),
            **dict.fromkeys([*GIVEN, "known_at", "done_on"], CONTACT),
        },
        subject=gdpr.Subject("requérants", address="email"),
        known_by={"phone": gdpr.Known.PHONE},
        moments={policy.FIN_D_UTILISATION.key: ("done_on",), policy.DEPOT.key: ("known_at",)},
        rectifiable=GIVEN,
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Saisine",
        {
            **dict.fromkeys(["id", "organisation_id", "version"], KEY),
            "access": gdpr.personal("mediature.saisines.dossier", withheld=DIGEST),
            **dict.fromkeys(["facts", "expected", "reasons", "conclusion"], PROSE),
            **dict.fromkeys(SUIVI, DOSSIER),
        },
        subject=gdpr.Subject("requérants", "requerant"),
        moments={
            policy.CLOTURE.key: ("closed_at",),
            policy.DEPOT.key: ("filed_at",),
            policy.INACTIVITE.key: ("last_exchange_at",),
        },
        rectifiable=("facts", "expected", "service"),
        edges={"merged_into": gdpr.Edge.WITH_PARENT},
    )
)  # fmt: skip
gdpr.tables.register(
    gdpr.Table(
        "mediature.Brouillon",
        {
            "id": KEY,
            "access": gdpr.personal("mediature.saisines.brouillons", withheld=DIGEST),
            "collectivite_id": ECRIT,
            "answers": gdpr.personal("mediature.saisines.brouillons", free_text=True),
            "saved_at": ECRIT,
        },
        subject=gdpr.Subject("personnes qui écrivent une saisine"),
        moments={policy.ENREGISTREMENT.key: ("saved_at",)},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Piece",
        {
            **dict.fromkeys(["id", "saisine_id", "brouillon_id", "document_id"], KEY),
            "label": gdpr.personal("mediature.documents.documents", free_text=True),
            **dict.fromkeys(["given_by", "given_at", "visibility", "counted_from", "version"], PIECE),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        moments={policy.CLOTURE.key: ("counted_from",)},
        edges={"saisine": gdpr.Edge.WITH_PARENT, "brouillon": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Note",
        {
            **dict.fromkeys(["id", "saisine_id"], KEY),
            "text": PROSE,
            **dict.fromkeys(["author_id", "visibility", "written_at"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Ligne",
        {
            **dict.fromkeys(["id", "saisine_id"], KEY),
            "words": PROSE,
            **dict.fromkeys(["fait", "by", "at", "visibility"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)

for _verb, _words in {
    "mediature.open": "a ouvert la page d’un médiateur",
    "mediature.write": "a changé la page d’un médiateur",
    "mediature.mandate": "a inscrit un mandat",
    "mediature.lists": "a complété les listes communes",
    "mediature.agent": "a changé le bureau d’un médiateur",
    "mediature.claim": "a demandé la page d’une collectivité",
    "mediature.admit": "a ouvert à une personne la page de sa collectivité",
    "mediature.turn_down": "a refusé la page d’une collectivité",
    "mediature.draft": "a enregistré un brouillon de saisine",
    "mediature.file": "a déposé une saisine",
    "mediature.register": "a enregistré une saisine reçue au bureau",
    "mediature.attach": "a joint une pièce",
    "mediature.detach": "a retiré une pièce",
    "mediature.assign": "a attribué un dossier",
    "mediature.decide": "a décidé de la recevabilité d’une saisine",
    "mediature.move": "a changé l’avancement d’un dossier",
    "mediature.note": "a écrit une note",
    "mediature.close": "a clos un dossier",
    "mediature.reopen": "a rouvert un dossier",
    "mediature.renew": "a changé le code de suivi d’un dossier, ou envoyé de quoi le faire",
    "mediature.withdraw": "a retiré sa saisine",
}.items():
    verbs.register(Verb(_verb, _words))
