"""What data·inclusion promises. Facts are those of its own policy; gaps are decisions."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs
from parvis.products.data_inclusion.privacy.decisions import DECISIONS
from parvis.products.data_inclusion.queries.tombstones import followed

GIP = gdpr.Controller("le GIP Plateforme de l’inclusion", represented_by="représenté par son directeur, Arnaud Denoix")
DEMANDE_DE_DOCUMENTS = (
    "quand l’utilisateur est une administration, ou une personne privée chargée d’une mission de service public, qui "
    "demande communication de documents administratifs"
)
SELON_LE_DESTINATAIRE = gdpr.ByRecipient(
    (
        (
            "quand l’utilisateur n’est pas une administration",
            gdpr.public_task(
                "arrêté du 19 avril 2022 portant approbation de la convention constitutive du groupement d’intérêt "
                "public « Plateforme de l’inclusion »"
            ),
        ),
        (
            DEMANDE_DE_DOCUMENTS,
            gdpr.legal_obligation("article premier de la loi pour une République numérique du 7 octobre 2016"),
        ),
    )
)

SCALINGO = gdpr.Processor("Scalingo", "hébergement de la base de données", hosts=("scalingo.com",))
SCALEWAY = gdpr.Processor("Scaleway", "hébergement des sauvegardes", hosts=("scaleway.com", "scw.cloud"))

EQUIPE = gdpr.Recipient(
    "les membres de l’équipe data·inclusion qui ont besoin des données dans leurs missions ou y ont accès de fait "
    "(développeurs notamment)"
)
ACTEURS = gdpr.Recipient(
    "les acteurs de l’insertion engagés dans la démarche data·inclusion",
    "à condition d’avoir signé les conditions générales d’utilisation",
)

RETRAIT = gdpr.Moment(
    "data-inclusion.contact.retrait-a-la-source",
    "le retrait à la source",
    ("data_inclusion.Structure.removed_at", "data_inclusion.Service.removed_at"),
)
CONFIRMATION = gdpr.Moment(
    "data-inclusion.contact.confirmation",
    "la dernière confirmation par la source",
    ("data_inclusion.Structure.last_seen", "data_inclusion.Service.last_seen"),
)
IMPORT = gdpr.Moment(
    "data-inclusion.contact.import",
    "le premier import",
    (
        "data_inclusion.Structure.first_seen",
        "data_inclusion.Service.first_seen",
        "data_inclusion.ImportRun.started_at",
    ),
)
OPPOSITION = gdpr.Moment("data-inclusion.contact.opposition", "l’opposition de la personne")
INFORMATION = gdpr.Moment("data-inclusion.information.envoi", "l’envoi de l’information")

REFERENTIEL = gdpr.Activity(
    "contacts",
    "Référentiel de l’offre d’insertion",
    gdpr.decides(GIP),
    (
        gdpr.Purpose(
            "créer un référentiel commun de toutes les données de l’offre d’insertion des territoires",
            SELON_LE_DESTINATAIRE,
        ),
        gdpr.Purpose(
            "permettre à tous les services qui recensent et mettent en visibilité leur offre d’être interopérables et "
            "de mutualiser le recensement et la mise à jour",
            SELON_LE_DESTINATAIRE,
        ),
        gdpr.Purpose(
            "accéder facilement à l’ensemble de l’offre connue sur un territoire, quel que soit l’outil en ligne "
            "utilisé, qui varie selon le contexte et les besoins",
            SELON_LE_DESTINATAIRE,
        ),
    ),
    (
        gdpr.Category(
            "contact",
            "Personnes à contacter pour mobiliser un service",
            ("nom", "prénom", "adresse e-mail", "numéro de téléphone"),
            "personnes à contacter pour mobiliser les services de l’offre d’insertion",
            gdpr.Keep(
                "P30D",
                gdpr.FirstOf(RETRAIT),
                IMPORT,
                during="tant que la source publie la personne",
                stages=(
                    gdpr.Stage("P24M", gdpr.LastOf(CONFIRMATION), "dépublication"),
                    gdpr.Stage("P0D", gdpr.FirstOf(OPPOSITION), "retrait définitif, qu’aucun import ne défait,"),
                ),
                decision="D-004-a",
            ),
            source="les structures et services qui publient leur offre, par les producteurs de données",
        ),
    ),
    (EQUIPE, ACTEURS),
    processors=(SCALINGO, SCALEWAY),
    criteria=("large-scale",),
)

INFORMATION_DES_PERSONNES = gdpr.Activity(
    "information",
    "Information des personnes",
    gdpr.decides(GIP),
    (
        gdpr.Purpose(
            "informer les personnes dont les données ne viennent pas d’elles-mêmes",
            gdpr.legal_obligation("article 14 du RGPD"),
        ),
    ),
    (
        gdpr.Category(
            "envois",
            "Envoi de l’information",
            ("empreinte à clé de l’adresse e-mail", "date d’envoi"),
            "personnes à contacter pour mobiliser les services de l’offre d’insertion",
            gdpr.Keep(
                "P30D",
                gdpr.FirstOf(RETRAIT),
                INFORMATION,
                during="tant que la source publie la personne",
                decision="D-004-a",
            ),
        ),
    ),
    (EQUIPE,),
    processors=(SCALINGO, SCALEWAY),
)

gdpr.services.register(
    gdpr.Service(
        key="data-inclusion",
        slug="data-inclusion",
        pages=("/trouver/",),
        title="data·inclusion",
        mission="Un référentiel commun des structures et des services d’insertion, recueilli auprès de nombreuses "
        "sources et publié par une API.",
        who="Développé au sein du GIP Plateforme de l’inclusion. Cette politique porte sur la collecte de données de "
        "structures et de services d’insertion, et sur leur publication par notre API.",
        contact=gdpr.Contact("dpo@numericite.eu"),
        activities=(REFERENTIEL, INFORMATION_DES_PERSONNES),
        promised=tuple(
            gdpr.PromisedRight(right)
            for right in (gdpr.Right.ACCESS, gdpr.Right.RECTIFY, gdpr.Right.OBJECT, gdpr.Right.RESTRICT)
        ),
        identity=gdpr.IDENTITY_IF_UNKNOWN,
        recipients=(EQUIPE, ACTEURS),
        processors=(SCALINGO, SCALEWAY),
        trackers_note="Aucun traceur n’est propre à ce service.",
        measures=gdpr.eight_measures(partitioning="web-role"),
        decisions=DECISIONS,
        links=(gdpr.CNIL_LETTER,),
        order=50,
    )
)

CONTACT = gdpr.personal("data-inclusion.contacts.contact")
COPY = gdpr.personal("data-inclusion.contacts.contact", withheld="une copie des mêmes données, préparée pour l’API")
CONTACT_PERSON = gdpr.Subject("contact")
KNOWN_BY = {"courriel": gdpr.Known.EMAIL, "telephone": gdpr.Known.PHONE}
RECORD = gdpr.Plain("published record of a body")
PROVENANCE = gdpr.Plain("where a record comes from and when")
REPORT = gdpr.Plain(
    "outcome of an import: no contact enters it, and those in other values are masked",
    keys=("said", "before", "after"),
)


def _record(*own: str) -> dict[str, gdpr.Personal | gdpr.Plain]:
    """The columns of a record: its contact, where it comes from, and ``own`` beside what all have."""
    shared = (
        "id", "nom", "date_maj", "description", "lien_source", "commune", "code_postal", "code_insee", "adresse",
        "complement_adresse", "longitude", "latitude", "horaires_accueil", "code_departement", "code_region",
    )  # fmt: skip
    return {
        **dict.fromkeys([*shared, *own], RECORD),
        **dict.fromkeys(["telephone", "courriel"], CONTACT),
        "document": COPY,
        **dict.fromkeys(["source_id", "record_hash"], PROVENANCE),
    }


_STRUCTURE = _record("siret", "site_web", "accessibilite_lieu", "reseaux_porteurs", "search_key")
_SERVICE = _record(
    "type", "thematiques", "frais", "frais_precisions", "publics", "publics_precisions", "conditions_acces",
    "modes_accueil", "zone_eligibilite", "lien_mobilisation", "modes_mobilisation", "mobilisable_par",
    "mobilisation_precisions", "volume_horaire_hebdomadaire", "nombre_semaines", "labels", "publics_labels",
    "quality", "criteria", "ages", "structure_id",
) | {"contact_nom_prenom": CONTACT}  # fmt: skip
_PUBLISHED = dict.fromkeys(
    ["first_seen", "last_seen", "last_import_id", "removed_at", "score_qualite", "tail"], PROVENANCE
)

gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.Source",
        {
            **dict.fromkeys(["slug", "name", "description", "kind", "format", "locations", "mapping"], PROVENANCE),
            "contact": gdpr.Plain("the mailbox that a body names for corrections, not that of a person"),
        },
    )
)
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.ImportRun",
        dict.fromkeys(
            [
                "id",
                "source_id",
                "version",
                "state",
                "started_at",
                "ended_at",
                "cursor",
                "accepted",
                "corrected",
                "refused",
                "unchanged",
                "removed",
                "error",
            ],
            REPORT,
        ),
    )
)
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.ImportLine",
        dict.fromkeys(["id", "run_id", "number", "record", "verdict", "corrections", "reason", "suggestion"], REPORT),
    )
)
OPEN = "ce sont les coordonnées d’accueil que chaque structure publie elle-même, reprises de données ouvertes."

# How a person is reached, and of a service their name too: what the source publishes of them, and may have wrong.
REACHED = ("courriel", "telephone")
NAMED = (*REACHED, "contact_nom_prenom")

gdpr.tables.register(gdpr.Table("data_inclusion.Edition", dict.fromkeys(["id", "published_at", "cause"], REPORT)))
# What waits is as its source gives it: what is put right in the published record is put right in it too, at its end.
for name, columns in (
    ("StagedStructure", _STRUCTURE | {"run_id": PROVENANCE}),
    ("StagedService", _SERVICE | {"run_id": PROVENANCE, "line": PROVENANCE}),
):
    gdpr.tables.register(
        gdpr.Table(
            f"data_inclusion.{name}",
            columns,
            subject=CONTACT_PERSON,
            known_by=KNOWN_BY,
            given_by="source",
        )
    )
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.Structure",
        _STRUCTURE | _PUBLISHED | dict.fromkeys(["cluster", "cluster_rank", "doublons"], PROVENANCE),
        subject=CONTACT_PERSON,
        known_by=KNOWN_BY,
        given_by="source",
        rectifiable=REACHED,
        published=OPEN,
    )
)
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.Service",
        _SERVICE | _PUBLISHED,
        subject=CONTACT_PERSON,
        known_by=KNOWN_BY,
        given_by="source",
        rectifiable=NAMED,
        published=OPEN,
        edges={"structure": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.ServiceEntry",
        dict.fromkeys(
            [
                "service_id",
                "source_id",
                "structure_id",
                "code_insee",
                "code_departement",
                "code_region",
                "longitude",
                "latitude",
                "x",
                "y",
                "z",
                "on_site",
                "remote",
                "type",
                "frais",
                "thematiques",
                "publics",
                "open_to_all",
                "zone_eligibilite",
                "score_qualite",
                "cluster",
                "cluster_rank",
            ],
            RECORD,
        ),
        edges={"structure": gdpr.Edge.WITH_PARENT},
    )
)
for name, told in (
    ("ServiceWords", ["entry_id", "score_qualite", "title", "words", "ballast"]),
    ("CommonRoot", ["root", "edition_id", "services", "occurrences", "positions"]),
    ("QualityStretch", ["first", "edition_id", "identifiers"]),
):
    gdpr.tables.register(gdpr.Table(f"data_inclusion.{name}", dict.fromkeys(told, RECORD)))

TOLD = gdpr.Plain("numéro d’une fiche publique, et ce qu’elle est devenue ; ne dit pas qui")
gdpr.tables.register(
    gdpr.Table("data_inclusion.Tombstone", dict.fromkeys(["id", "kind", "record", "fate", "happened_at", "case"], TOLD))
)
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.TombstoneReceipt",
        dict.fromkeys(["token", "upto", "acknowledged_at"], gdpr.Plain("accusé d’un programme, par son jeton")),
    )
)
gdpr.replicas.register(
    gdpr.Replica("data-inclusion.reusers", "data-inclusion", "Réutilisateurs prévenus par un avis signé", followed)
)

NOTICE = gdpr.personal("data-inclusion.information.envois")
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.ContactNotice",
        {
            "id": PROVENANCE,
            "digest": gdpr.personal("data-inclusion.information.envois", withheld="une empreinte à clé"),
            "told_at": NOTICE,
            "gone_on": NOTICE,
        },
        subject=CONTACT_PERSON,
        moments={RETRAIT.key: ("gone_on",), INFORMATION.key: ("told_at",)},
    )
)

MESSAGE = "plateforme.messages.envois"
HANDLING = gdpr.personal(MESSAGE)
SUBJECT_OF_REPORT = gdpr.Plain("ce qui est signalé dans une fiche publique")
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.ErrorReport",
        {
            **dict.fromkeys(["id", "kind", "record", "name", "source_id", "wrong", "state"], SUBJECT_OF_REPORT),
            "text": gdpr.personal(MESSAGE, free_text=True),
            "email": gdpr.personal(MESSAGE),
            "sent_at": gdpr.personal(MESSAGE),
            "handled_at": HANDLING,
            "handled_by_id": HANDLING,
            "forwarded_at": HANDLING,
            "note": gdpr.personal(MESSAGE, free_text=True),
        },
        subject=gdpr.Subject("personne qui signale", address="email"),
        moments={"plateforme.message.envoi": ("sent_at",)},
    )
)

for _verb, _words in {
    "data_inclusion.declare_source": "a déclaré une source",
    "data_inclusion.import": "a importé une source",
    "data_inclusion.report": "a signalé une erreur",
    "data_inclusion.handle-report": "a traité un signalement",
    "data_inclusion.hide": "a masqué un contact",
    "data_inclusion.remove": "a retiré un contact",
    "data_inclusion.source-agrees": "a clos une rectification : la source donne la valeur juste",
    "data_inclusion.source-differs": "a clos une rectification : la source donne une autre valeur",
    "data_inclusion.acknowledge": "a confirmé que ses copies suivent",
    "data_inclusion.unpublish": "a dépublié des fiches non confirmées",
    "data_inclusion.score": "a noté la qualité des fiches",
}.items():
    verbs.register(Verb(_verb, _words))
