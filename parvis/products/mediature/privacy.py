"""What Médiature promises. Facts are those of its own policy; gaps are decisions."""

from parvis.kernel.declarations.privacy import (
    WHERE_APPLICABLE,
    Activity,
    Category,
    Contact,
    Controller,
    Copy,
    Decision,
    Identity,
    Keep,
    LastOf,
    Link,
    Moment,
    Processor,
    Promise,
    Purpose,
    Recipient,
    Right,
    SecurityMeasure,
    Service,
    Special,
    Stage,
    Tracker,
    TrackerBasis,
    consent,
    processes_for,
    public_task,
    services,
)

AMCT = "l’Association des médiateurs des collectivités territoriales (AMCT)"
COLLECTIVITES = Controller(
    "chaque collectivité territoriale, dans le cadre de sa structure",
    represented_by="représentée par son représentant légal",
    each=True,
)
POUR_LA_COLLECTIVITE = processes_for(
    COLLECTIVITES,
    operator=f"Médiature, développée au sein de {AMCT}",
    split="Une demande sur vos droits est transmise aussitôt à la collectivité, à qui il revient de répondre.",
)
MEDIATION = public_task(
    "résolution des différends entre les usagers des services publics et l’administration concernée, article 81 de la "
    "loi n° 2019-1461 du 27 décembre 2019 relative à l’engagement dans la vie locale et à la proximité de l’action "
    "publique"
)

MAILJET = Processor(
    "Mailjet",
    "envoi et réception des messages de la messagerie intégrée",
    ("UE",),
    note="Conserve ces messages pendant 4 jours ; n’y a accès qu’en cas d’incident sur la messagerie.",
)
CRISP = Processor("Crisp", "messagerie d’assistance, hébergée par AWS (UE)", ("UE",))

EQUIPE = Recipient(
    "les membres de Médiature qui ont besoin des données dans leurs missions ou y ont accès de fait "
    "(développeurs notamment)"
)
SERVICES = Recipient("les services de la collectivité habilités à la résolution de la saisine")
AMCT_DESTINATAIRE = Recipient("l’AMCT", "des chiffres d’ensemble, sans aucun dossier")

FIN_D_UTILISATION = Moment("mediature.requerant.fin-d-utilisation", "la fin de l’utilisation de l’outil")
DEPOT = Moment("mediature.saisine.depot", "le dépôt de la saisine")
CLOTURE = Moment("mediature.saisine.cloture", "la clôture de la saisine")
INACTIVITE = Moment("mediature.saisine.dernier-echange", "le dernier échange du dossier")
RECEPTION = Moment("mediature.message.reception", "la réception du message")
SUPPRESSION_DU_COMPTE = Moment("mediature.mediateur.suppression", "la suppression du compte du médiateur")
CREATION_DU_COMPTE = Moment("mediature.mediateur.creation", "la création du compte")
CONVERSATION = Moment("mediature.assistance.conversation", "la conversation")

TOUT_DOCUMENT = (
    "tout type de document nécessaire à la résolution de la saisine, communiqué par le citoyen ou l’administration"
)
JAMAIS_CLOSE = (
    Stage("P12M", LastOf(INACTIVITE), "alerte du médiateur"),
    Stage("P24M", LastOf(INACTIVITE), "décision obligatoire sur la clôture"),
)

SAISINES = Activity(
    "saisines",
    "Saisines des citoyens",
    POUR_LA_COLLECTIVITE,
    (
        Purpose("assurer la saisine dématérialisée d’une réclamation", MEDIATION),
        Purpose("assurer l’attribution des dossiers aux médiateurs", MEDIATION),
        Purpose("assurer la gestion des dossiers des usagers", MEDIATION),
        Purpose("suivre l’état d’avancement des dossiers", MEDIATION),
    ),
    (
        Category(
            "contact",
            "Données de contact des citoyens",
            ("prénom", "nom", "adresse e-mail", "adresse postale", "numéro de téléphone"),
            "citoyens",
            Keep("P2Y", LastOf(FIN_D_UTILISATION), DEPOT, stages=JAMAIS_CLOSE),
        ),
    ),
    (EQUIPE, SERVICES, AMCT_DESTINATAIRE),
    processors=(MAILJET,),
)

DOCUMENTS = Activity(
    "documents",
    "Documents d’une saisine",
    POUR_LA_COLLECTIVITE,
    (Purpose("sécuriser les documents sensibles d’une saisine", MEDIATION),),
    (
        Category(
            "documents",
            "Documents communiqués pour le traitement de la saisine",
            (TOUT_DOCUMENT,),
            "citoyens, tiers nommés dans les documents",
            Keep("P2Y", LastOf(CLOTURE), DEPOT, ceiling=True, stages=JAMAIS_CLOSE),
            source="le citoyen ou l’administration",
            special=Special.POSSIBLE,
            note="Une collectivité peut déclarer une durée plus courte, jamais plus longue.",
        ),
    ),
    (EQUIPE, SERVICES),
    impact_assessment=True,
)

ECHANGES = Activity(
    "echanges",
    "Échanges autour d’un dossier",
    POUR_LA_COLLECTIVITE,
    (Purpose("centraliser les échanges autour d’un dossier", MEDIATION),),
    (
        Category(
            "messages",
            "Messages d’un dossier",
            ("objet", "texte", "pièces jointes"),
            "citoyens, agents",
            Keep("P2Y", LastOf(CLOTURE), DEPOT, ceiling=True, stages=JAMAIS_CLOSE, decision="D-001-c"),
            special=Special.POSSIBLE,
            copies=(Copy("copie chez Mailjet", "P4D", LastOf(RECEPTION)),),
        ),
    ),
    (EQUIPE, SERVICES),
    processors=(MAILJET,),
    impact_assessment=True,
)

MEDIATEURS = Activity(
    "mediateurs",
    "Comptes des médiateurs",
    POUR_LA_COLLECTIVITE,
    (Purpose("inscrire et connecter les médiateurs à qui les dossiers sont attribués", MEDIATION),),
    (
        Category(
            "comptes",
            "Données d’inscription et de connexion des médiateurs",
            ("nom", "prénom", "adresse e-mail", "mot de passe"),
            "médiateurs",
            Keep(
                "P2Y",
                LastOf(SUPPRESSION_DU_COMPTE),
                CREATION_DU_COMPTE,
                during="tant que le compte existe",
                stages=(
                    Stage(
                        "P0D",
                        LastOf(SUPPRESSION_DU_COMPTE),
                        "destruction du mot de passe, des sessions et des seconds facteurs",
                    ),
                ),
            ),
        ),
    ),
    (EQUIPE,),
)

ASSISTANCE = Activity(
    "assistance",
    "Messagerie d’assistance",
    POUR_LA_COLLECTIVITE,
    (Purpose("aider les agents qui utilisent l’outil", consent("recueilli avant tout dépôt de cookie")),),
    (
        Category(
            "conversations",
            "Cookie de la messagerie d’assistance",
            ("identifiant de conversation",),
            "agents",
            Keep("P7D", LastOf(CONVERSATION), CONVERSATION),
        ),
    ),
    (Recipient("Crisp, sous-traitant"),),
    processors=(CRISP,),
)

DECISIONS = (
    Decision(
        "D-001-a",
        "Qu’est-ce que la « fin de l’utilisation de l’outil » par un citoyen ?",
        "La clôture de la dernière saisine de cette personne, jamais la fin du contrat d’une collectivité.",
        "Sinon la durée d’une personne dépendrait d’un fait qui ne la concerne pas.",
        "chaque collectivité",
    ),
    Decision(
        "D-001-b",
        "Que devient une saisine qui n’est jamais close ?",
        "Le médiateur est alerté après 12 mois sans échange et doit décider après 24 mois.",
        "Sans clôture, aucune durée ne court : rien ne doit durer par oubli.",
        "chaque collectivité",
    ),
    Decision(
        "D-001-c",
        "Combien de temps garder les échanges, que la politique ne cite pas dans ses durées ?",
        "Comme les documents de la saisine ; copies chez le prestataire d’envoi : 4 jours.",
        "Les messages portent les mêmes informations que les documents.",
        "chaque collectivité",
    ),
    Decision(
        "D-001-d",
        "Faut-il garder le mot de passe d’un médiateur 2 ans après la suppression de son compte ?",
        "Non : le mot de passe, les sessions et les seconds facteurs sont détruits à la suppression. Le nom reste, "
        "d’accès restreint, pour savoir qui a traité un dossier.",
        "Un mot de passe sans compte n’a aucune utilité.",
        "chaque collectivité",
    ),
    Decision(
        "D-001-e",
        "Les documents peuvent contenir des données sensibles (santé, infractions).",
        "Analyse d’impact, chiffrement de chaque fichier, pas de recherche dans le texte par défaut.",
        "La politique annonce « tout type de document » sans exception.",
        "chaque collectivité",
    ),
    Decision(
        "D-001-f",
        "L’adresse de contact est hébergée par Gmail, destinataire que la politique ne déclare pas.",
        "L’adresse est publiée telle quelle ; le formulaire de la plateforme est proposé d’abord.",
        "Écrire à cette adresse confie le message à Google.",
        "AMCT",
    ),
    Decision(
        "D-001-g",
        "Refuser le cookie d’assistance seulement « par son navigateur » ?",
        "Rien n’est chargé avant un accord, et refuser est aussi simple qu’accepter.",
        "L’article 82 de la loi du 6 janvier 1978 l’exige.",
        "AMCT",
    ),
    Decision(
        "D-001-h",
        "Le droit à la limitation n’est pas cité.",
        "Il est accordé : la loi le donne à toute personne.",
        "Article 18 du RGPD.",
        "chaque collectivité",
    ),
    Decision(
        "D-001-i",
        "Pourquoi l’AMCT recevrait-elle les données des dossiers ?",
        "Elle ne reçoit que des chiffres d’ensemble.",
        "Aucune finalité déclarée ne demande qu’elle lise un dossier.",
        "AMCT",
    ),
    Decision(
        "D-001-j",
        "Les dossiers d’un médiateur de collectivité sont des archives publiques.",
        "L’élimination attend le visa des archives départementales, dans la limite annoncée.",
        "Code du patrimoine, articles L. 212-2 et L. 212-3.",
        "chaque collectivité",
    ),
    Decision(
        "D-001-k",
        "Le tableau des sous-traitants ne figure pas dans le texte transmis.",
        "Seuls Mailjet et Crisp (hébergé par AWS dans l’Union européenne), que le texte nomme, sont déclarés. Aucun "
        "prestataire hors de l’Espace économique européen n’est admis sans garantie.",
        "Un sous-traitant qui n’est pas annoncé ne reçoit rien.",
        "AMCT",
    ),
)

services.register(
    Service(
        key="mediature",
        slug="mediature",
        title="Médiature",
        mission="Médiature améliore le suivi des réclamations adressées par les citoyens aux médiateurs des "
        "collectivités territoriales.",
        who=f"Plateforme développée au sein de {AMCT}.",
        contact=Contact("amctmediationweb@gmail.com"),
        activities=(SAISINES, DOCUMENTS, ECHANGES, MEDIATEURS, ASSISTANCE),
        promised=(
            Promise(Right.ACCESS),
            Promise(Right.RECTIFY),
            Promise(Right.ERASE, WHERE_APPLICABLE),
            Promise(Right.OBJECT),
            Promise(Right.PORT),
        ),
        statutory=(Promise(Right.RESTRICT), Promise(Right.WITHDRAW, "pour la messagerie d’assistance")),
        identity=Identity(
            "Une preuve d’identité ne vous est demandée que si nous ne parvenons pas à vous identifier autrement."
        ),
        recipients=(EQUIPE, SERVICES, AMCT_DESTINATAIRE),
        processors=(MAILJET, CRISP),
        trackers=(
            Tracker(
                "Crisp",
                "messagerie d’assistance",
                TrackerBasis.CONSENT,
                "P7D",
                host="AWS (UE)",
                opt_out="refus ou retrait en un geste, à tout moment",
            ),
        ),
        measures=(
            SecurityMeasure(
                "Stockage des données en base de données.",
                control="Toute colonne de la base réelle est déclarée dans le registre, sinon le service ne démarre "
                "pas.",
                test="tests/core/privacy/test_catalogue.py::test_a_column_added_by_hand_is_seen",
            ),
            SecurityMeasure(
                "Cloisonnement des données.",
                control="La base ne montre une ligne qu’à qui agit pour l’organisation concernée.",
                test="tests/kernel/test_scope.py::test_the_session_follows_the_scope_and_comes_back",
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
            SecurityMeasure("Sauvegarde.", organisational="Engagement de l’hébergeur."),
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
        order=20,
    )
)
