"""What data·inclusion promises. Facts are those of its own policy; gaps are decisions."""

from parvis.kernel.declarations.privacy import (
    Activity,
    ByRecipient,
    Category,
    Contact,
    Controller,
    Decision,
    FirstOf,
    Identity,
    Keep,
    LastOf,
    Link,
    Moment,
    Personal,
    Plain,
    Processor,
    Promise,
    Purpose,
    Recipient,
    Right,
    SecurityMeasure,
    Service,
    Stage,
    Subject,
    Table,
    decides,
    legal_obligation,
    personal,
    public_task,
    services,
    tables,
)

GIP = Controller("le GIP Plateforme de l’inclusion", represented_by="représenté par son directeur, Arnaud Denoix")
DEMANDE_DE_DOCUMENTS = (
    "quand l’utilisateur est une administration, ou une personne privée chargée d’une mission de service public, qui "
    "demande communication de documents administratifs"
)
SELON_LE_DESTINATAIRE = ByRecipient(
    (
        (
            "quand l’utilisateur n’est pas une administration",
            public_task(
                "arrêté du 19 avril 2022 portant approbation de la convention constitutive du groupement d’intérêt "
                "public « Plateforme de l’inclusion »"
            ),
        ),
        (
            DEMANDE_DE_DOCUMENTS,
            legal_obligation("article premier de la loi pour une République numérique du 7 octobre 2016"),
        ),
    )
)

SCALINGO = Processor("Scalingo", "hébergement de la base de données")
SCALEWAY = Processor("Scaleway", "hébergement des sauvegardes")

EQUIPE = Recipient(
    "les membres de l’équipe data·inclusion qui ont besoin des données dans leurs missions ou y ont accès de fait "
    "(développeurs notamment)"
)
ACTEURS = Recipient(
    "les acteurs de l’insertion engagés dans la démarche data·inclusion",
    "à condition d’avoir signé les conditions générales d’utilisation",
)

RETRAIT = Moment("data-inclusion.contact.retrait-a-la-source", "le retrait à la source")
CONFIRMATION = Moment("data-inclusion.contact.confirmation", "la dernière confirmation par la source")
IMPORT = Moment("data-inclusion.contact.import", "le premier import")
OPPOSITION = Moment("data-inclusion.contact.opposition", "l’opposition de la personne")
INFORMATION = Moment("data-inclusion.information.envoi", "l’envoi de l’information")

REFERENTIEL = Activity(
    "contacts",
    "Référentiel de l’offre d’insertion",
    decides(GIP),
    (
        Purpose(
            "créer un référentiel commun de toutes les données de l’offre d’insertion des territoires",
            SELON_LE_DESTINATAIRE,
        ),
        Purpose(
            "permettre à tous les services qui recensent leur offre d’être interopérables et de mutualiser le "
            "recensement et la mise à jour",
            SELON_LE_DESTINATAIRE,
        ),
        Purpose(
            "accéder facilement à l’ensemble de l’offre connue sur un territoire, quel que soit l’outil utilisé",
            SELON_LE_DESTINATAIRE,
        ),
    ),
    (
        Category(
            "contact",
            "Personnes à contacter pour mobiliser un service",
            ("nom", "prénom", "adresse e-mail", "numéro de téléphone"),
            "personnes à contacter pour mobiliser les services de l’offre d’insertion",
            Keep(
                "P30D",
                FirstOf(RETRAIT),
                IMPORT,
                during="tant que la source publie la personne",
                stages=(
                    Stage("P24M", LastOf(CONFIRMATION), "dépublication"),
                    Stage("P0D", FirstOf(OPPOSITION), "retrait définitif, qu’aucun import ne défait,"),
                ),
                decision="D-004-a",
            ),
            source="les structures et services qui publient leur offre, par les producteurs de données",
        ),
    ),
    (EQUIPE, ACTEURS),
    processors=(SCALINGO, SCALEWAY),
)

INFORMATION_DES_PERSONNES = Activity(
    "information",
    "Information des personnes",
    decides(GIP),
    (
        Purpose(
            "informer les personnes dont les données ne viennent pas d’elles-mêmes",
            legal_obligation("article 14 du RGPD"),
        ),
    ),
    (
        Category(
            "envois",
            "Envoi de l’information",
            ("adresse e-mail", "date d’envoi ou de rejet", "date d’opposition"),
            "personnes à contacter pour mobiliser les services de l’offre d’insertion",
            Keep(
                "P30D",
                FirstOf(RETRAIT),
                INFORMATION,
                during="tant que la source publie la personne",
                decision="D-004-a",
            ),
        ),
    ),
    (EQUIPE,),
    processors=(SCALINGO, SCALEWAY),
)

DECISIONS = (
    Decision(
        "D-004-a",
        "La rubrique « Pendant combien de temps » est vide dans le texte transmis.",
        "30 jours après le retrait à la source ; dépublication sans confirmation depuis 24 mois ; aussitôt en cas "
        "d’opposition.",
        "Une donnée qui n’est plus publiée par sa source n’a plus d’usage.",
        "GIP Plateforme de l’inclusion",
    ),
    Decision(
        "D-004-b",
        "Le droit d’opposition dépend-il de qui lit la donnée, puisque la base en dépend ?",
        "Non : l’opposition est honorée pour tous les destinataires.",
        "La personne ne peut pas savoir qui la lit.",
        "GIP Plateforme de l’inclusion",
    ),
    Decision(
        "D-004-c",
        "Scalingo et Scaleway sont présentés comme destinataires ; le tableau des sous-traitants manque.",
        "Ce sont des sous-traitants, établis en France.",
        "Ils hébergent pour le compte du GIP.",
        "GIP Plateforme de l’inclusion",
    ),
    Decision(
        "D-004-d",
        "Les données ouvertes contiennent-elles des contacts ?",
        "Non : l’API des contacts est réservée aux signataires ; les données ouvertes n’en portent aucun.",
        "Article L. 312-1-2 du code des relations entre le public et l’administration.",
        "GIP Plateforme de l’inclusion",
    ),
    Decision(
        "D-004-e",
        "Une boîte partagée (contact@…) est-elle une donnée personnelle ?",
        "Non, mais chaque valeur est tenue pour personnelle tant que le contraire n’est pas établi.",
        "Le doute profite à la personne.",
        "GIP Plateforme de l’inclusion",
    ),
    Decision(
        "D-004-f",
        "Que deviennent les copies prises par les acteurs ?",
        "Chaque retrait leur est signalé, et ils s’engagent à l’appliquer.",
        "Effacer chez nous ne suffit pas.",
        "GIP Plateforme de l’inclusion",
    ),
)

services.register(
    Service(
        key="data-inclusion",
        slug="data-inclusion",
        title="data·inclusion",
        mission="Un référentiel commun des structures et des services d’insertion, recueilli auprès de nombreuses "
        "sources et publié par une API.",
        who="Développé au sein du GIP Plateforme de l’inclusion.",
        contact=Contact("dpo@numericite.eu"),
        activities=(REFERENTIEL, INFORMATION_DES_PERSONNES),
        promised=tuple(Promise(right) for right in (Right.ACCESS, Right.RECTIFY, Right.OBJECT, Right.RESTRICT)),
        identity=Identity(
            "Une preuve d’identité ne vous est demandée que si nous ne parvenons pas à vous identifier autrement."
        ),
        recipients=(EQUIPE, ACTEURS),
        processors=(SCALINGO, SCALEWAY),
        trackers_note="Aucun traceur n’est propre à ce service.",
        measures=(
            SecurityMeasure(
                "Stockage des données en base de données.",
                control="Toute colonne de la base réelle est déclarée dans le registre, sinon le service ne démarre "
                "pas.",
                test="tests/core/privacy/test_catalogue.py::test_a_column_added_by_hand_is_seen",
            ),
            SecurityMeasure(
                "Cloisonnement des données.",
                control="Le rôle qui sert les pages ne possède aucune table et ne contourne aucune règle de la base.",
                test="tests/kernel/test_scope.py::test_the_web_role_bypasses_nothing",
            ),
            SecurityMeasure(
                "Mesures de traçabilité.",
                control="Toute lecture nomme, dans un journal inaltérable, qui a lu et de qui étaient les données.",
                test="tests/core/journal/actions/test_readings.py::test_every_way_of_reading_names_every_person",
            ),
            SecurityMeasure("Surveillance.", organisational="Équipe d’exploitation."),
            SecurityMeasure(
                "Protection contre les virus, malwares et logiciels espions.",
                organisational="Équipe d’exploitation.",
            ),
            SecurityMeasure("Protection des réseaux.", organisational="Engagement de l’hébergeur."),
            SecurityMeasure("Sauvegarde.", organisational="Engagement de l’hébergeur Scaleway."),
            SecurityMeasure(
                "Mesures restrictives limitant l’accès physique aux données à caractère personnel.",
                organisational="Engagement de l’hébergeur.",
            ),
        ),
        decisions=DECISIONS,
        links=(
            Link(
                "Modèle de courrier de la CNIL pour exercer son droit d’accès",
                "https://www.cnil.fr/fr/modele/courrier/exercer-son-droit-dacces",
            ),
        ),
        order=50,
    )
)

CONTACT = personal("data-inclusion.contacts.contact")
CONTACT_PERSON = Subject("contact")
RECORD = Plain("published record of a body")
PROVENANCE = Plain("where a record comes from and when")
REPORT = Plain("outcome of an import, without any value of the record")


def _record(*own: str) -> dict[str, Personal | Plain]:
    """The columns of a record: its contact, where it comes from, and ``own`` beside what all have."""
    shared = (
        "id", "nom", "date_maj", "description", "lien_source", "commune", "code_postal", "code_insee", "adresse",
        "complement_adresse", "longitude", "latitude", "horaires_accueil", "code_departement", "code_region",
    )  # fmt: skip
    return {
        **dict.fromkeys([*shared, *own], RECORD),
        **dict.fromkeys(["telephone", "courriel", "document"], CONTACT),
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

tables.register(Table("data_inclusion.Source", dict.fromkeys(["slug", "name", "description", "kind"], PROVENANCE)))
tables.register(
    Table(
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
tables.register(
    Table(
        "data_inclusion.ImportLine",
        dict.fromkeys(["id", "run_id", "number", "record", "verdict", "corrections", "reason", "suggestion"], REPORT),
    )
)
tables.register(Table("data_inclusion.Edition", dict.fromkeys(["id", "published_at", "cause"], REPORT)))
tables.register(Table("data_inclusion.StagedStructure", _STRUCTURE | {"run_id": PROVENANCE}, subject=CONTACT_PERSON))
tables.register(
    Table(
        "data_inclusion.StagedService",
        _SERVICE | {"run_id": PROVENANCE, "line": PROVENANCE},
        subject=CONTACT_PERSON,
    )
)
tables.register(Table("data_inclusion.Structure", _STRUCTURE | _PUBLISHED, subject=CONTACT_PERSON))
tables.register(Table("data_inclusion.Service", _SERVICE | _PUBLISHED | {"words": RECORD}, subject=CONTACT_PERSON))
tables.register(
    Table(
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
                "zone_eligibilite",
                "score_qualite",
            ],
            RECORD,
        ),
    )
)
