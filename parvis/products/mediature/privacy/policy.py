"""What Médiature promises. Facts are those of its own policy; gaps are decisions."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.products.mediature.privacy.productions import AU_JUGE

AMCT = "l’Association des médiateurs des collectivités territoriales (AMCT)"
COLLECTIVITES = gdpr.Controller(
    "chaque collectivité territoriale, dans le cadre de sa structure",
    represented_by="représentée par son représentant légal",
    each=True,
)
POUR_LA_COLLECTIVITE = gdpr.processes_for(
    COLLECTIVITES,
    operator=f"Médiature, développée au sein de {AMCT}",
    split="Une demande sur vos droits est transmise aussitôt à la collectivité, à qui il revient de répondre.",
)
MEDIATION = gdpr.public_task(
    "résolution des différends entre les usagers des services publics et l’administration concernée, article 81 de la "
    "loi n° 2019-1461 du 27 décembre 2019 relative à l’engagement dans la vie locale et à la proximité de l’action "
    "publique"
)

MAILJET = gdpr.Processor(
    "Mailjet",
    "envoi et réception des messages de la messagerie intégrée",
    ("UE",),
    note="Conserve ces messages pendant 4 jours ; n’y a accès qu’en cas d’incident sur la messagerie.",
    hosts=("mailjet.com",),
)
CRISP = gdpr.Processor("Crisp", "messagerie d’assistance, hébergée par AWS (UE)", ("UE",), hosts=("crisp.chat",))

EQUIPE = gdpr.Recipient(
    "les membres de Médiature qui ont besoin des données dans leurs missions ou y ont accès de fait "
    "(développeurs notamment)"
)
SERVICES = gdpr.Recipient("les services de la collectivité habilités à la résolution de la saisine")
AMCT_DESTINATAIRE = gdpr.Recipient("l’AMCT", "des chiffres d’ensemble, sans aucun dossier")

FIN_D_UTILISATION = gdpr.Moment("mediature.requerant.fin-d-utilisation", "la fin de l’utilisation de l’outil")
DEPOT = gdpr.Moment("mediature.saisine.depot", "le dépôt de la saisine")
ENREGISTREMENT = gdpr.Moment("mediature.brouillon.enregistrement", "le dernier enregistrement du brouillon")
CLOTURE = gdpr.Moment("mediature.saisine.cloture", "la clôture de la saisine")
INACTIVITE = gdpr.Moment("mediature.saisine.dernier-echange", "le dernier échange du dossier")
RECEPTION = gdpr.Moment("mediature.message.reception", "la réception du message")
SUPPRESSION_DU_COMPTE = gdpr.Moment("mediature.mediateur.suppression", "la suppression du compte du médiateur")
CREATION_DU_COMPTE = gdpr.Moment("mediature.mediateur.creation", "la création du compte")
SERVICE_INSCRIT = gdpr.Moment("mediature.service.inscription", "l’inscription du service dans l’annuaire")
SERVICE_ARCHIVE = gdpr.Moment("mediature.service.archivage", "le retrait du service de l’annuaire")
CONVERSATION = gdpr.Moment("mediature.assistance.conversation", "la conversation")

TOUT_DOCUMENT = (
    "tout type de document nécessaire à la résolution de la saisine, communiqué par le citoyen ou l’administration"
)
TANT_QUE_OUVERTE = "tant que la saisine est ouverte"
JAMAIS_CLOSE = (
    gdpr.Stage("P12M", gdpr.LastOf(INACTIVITE), "alerte du médiateur"),
    gdpr.Stage("P24M", gdpr.LastOf(INACTIVITE), "décision obligatoire sur la clôture"),
)

SAISINES = gdpr.Activity(
    "saisines",
    "Saisines des citoyens",
    POUR_LA_COLLECTIVITE,
    (
        gdpr.Purpose("assurer la saisine dématérialisée d’une réclamation", MEDIATION),
        gdpr.Purpose("assurer l’attribution des dossiers aux médiateurs", MEDIATION),
        gdpr.Purpose("assurer la gestion des dossiers des usagers", MEDIATION),
        gdpr.Purpose("suivre l’état d’avancement des dossiers", MEDIATION),
    ),
    (
        gdpr.Category(
            "contact",
            "Données de contact des citoyens",
            ("prénom", "nom", "adresse e-mail", "adresse postale", "numéro de téléphone"),
            "citoyens",
            gdpr.Keep("P2Y", gdpr.LastOf(FIN_D_UTILISATION), DEPOT, during=TANT_QUE_OUVERTE, stages=JAMAIS_CLOSE),
        ),
        gdpr.Category(
            "dossier",
            "Ce que dit la saisine, et ce que le médiateur en fait",
            ("faits et démarches", "service concerné", "décisions du médiateur", "dates", "notes du bureau"),
            "citoyens, tiers nommés dans la saisine",
            gdpr.Keep(
                "P2Y",
                gdpr.LastOf(CLOTURE),
                DEPOT,
                during=TANT_QUE_OUVERTE,
                ceiling=True,
                stages=JAMAIS_CLOSE,
                decision="D-001-c",
            ),
            special=gdpr.Special.POSSIBLE,
        ),
        gdpr.Category(
            "avis",
            "Avis sur la médiation terminée",
            ("satisfaction", "un mot, facultatif"),
            "citoyens",
            gdpr.Keep(
                "P2Y",
                gdpr.LastOf(CLOTURE),
                DEPOT,
                during=TANT_QUE_OUVERTE,
                ceiling=True,
                stages=JAMAIS_CLOSE,
                decision="D-001-t",
            ),
            special=gdpr.Special.POSSIBLE,
            note="Personne n’est obligé de répondre ; hors du bureau, ces avis ne comptent qu’en chiffres.",
        ),
        gdpr.Category(
            "brouillons",
            "Saisines en cours d’écriture",
            ("réponses déjà données",),
            "citoyens",
            gdpr.Keep("P30D", gdpr.LastOf(ENREGISTREMENT), ENREGISTREMENT, decision="D-001-l"),
            special=gdpr.Special.POSSIBLE,
            note="Le médiateur n’en voit rien avant l’envoi.",
        ),
    ),
    (EQUIPE, SERVICES, AMCT_DESTINATAIRE),
    processors=(MAILJET,),
    impact_assessment=True,
    criteria=("vulnerable",),
)

DOCUMENTS = gdpr.Activity(
    "documents",
    "Documents d’une saisine",
    POUR_LA_COLLECTIVITE,
    (gdpr.Purpose("sécuriser les documents sensibles d’une saisine", MEDIATION),),
    (
        gdpr.Category(
            "documents",
            "Documents communiqués pour le traitement de la saisine",
            (TOUT_DOCUMENT,),
            "citoyens, tiers nommés dans les documents",
            gdpr.Keep("P2Y", gdpr.LastOf(CLOTURE), DEPOT, during=TANT_QUE_OUVERTE, ceiling=True, stages=JAMAIS_CLOSE),
            source="le citoyen ou l’administration",
            special=gdpr.Special.POSSIBLE,
            note="Une collectivité peut déclarer une durée plus courte, jamais plus longue.",
        ),
    ),
    (EQUIPE, SERVICES),
    impact_assessment=True,
    criteria=("vulnerable",),
)

ECHANGES = gdpr.Activity(
    "echanges",
    "Échanges autour d’un dossier",
    POUR_LA_COLLECTIVITE,
    (gdpr.Purpose("centraliser les échanges autour d’un dossier", MEDIATION),),
    (
        gdpr.Category(
            "messages",
            "Messages d’un dossier",
            ("objet", "texte", "pièces jointes"),
            "citoyens, agents",
            gdpr.Keep(
                "P2Y",
                gdpr.LastOf(CLOTURE),
                DEPOT,
                during=TANT_QUE_OUVERTE,
                ceiling=True,
                stages=JAMAIS_CLOSE,
                decision="D-001-c",
            ),
            special=gdpr.Special.POSSIBLE,
            copies=(gdpr.Copy("copie chez Mailjet", "P4D", gdpr.LastOf(RECEPTION)),),
        ),
        gdpr.Category(
            "annuaire",
            "Annuaire des services interrogés",
            ("nom du service", "adresse e-mail", "téléphone"),
            "agents des services de la collectivité",
            gdpr.Keep(
                "P2Y",
                gdpr.LastOf(SERVICE_ARCHIVE),
                SERVICE_INSCRIT,
                during="tant que le service est dans l’annuaire",
                decision="D-001-s",
            ),
        ),
    ),
    (EQUIPE, SERVICES),
    processors=(MAILJET,),
    impact_assessment=True,
    criteria=("vulnerable",),
)

MEDIATEURS = gdpr.Activity(
    "mediateurs",
    "Comptes des médiateurs",
    POUR_LA_COLLECTIVITE,
    (gdpr.Purpose("inscrire et connecter les médiateurs à qui les dossiers sont attribués", MEDIATION),),
    (
        gdpr.Category(
            "comptes",
            "Données d’inscription et de connexion des médiateurs",
            ("nom", "prénom", "adresse e-mail", "mot de passe"),
            "médiateurs",
            gdpr.Keep(
                "P2Y",
                gdpr.LastOf(SUPPRESSION_DU_COMPTE),
                CREATION_DU_COMPTE,
                during="tant que le compte existe",
                stages=(
                    gdpr.Stage(
                        "P0D",
                        gdpr.LastOf(SUPPRESSION_DU_COMPTE),
                        "destruction du mot de passe, des sessions et des seconds facteurs",
                    ),
                ),
            ),
        ),
    ),
    (EQUIPE,),
)

ASSISTANCE = gdpr.Activity(
    "assistance",
    "Messagerie d’assistance",
    POUR_LA_COLLECTIVITE,
    (gdpr.Purpose("aider les agents qui utilisent l’outil", gdpr.consent("recueilli avant tout dépôt de cookie")),),
    (
        gdpr.Category(
            "conversations",
            "Cookie de la messagerie d’assistance",
            ("identifiant de conversation",),
            "agents",
            gdpr.Keep("P7D", gdpr.LastOf(CONVERSATION), CONVERSATION),
        ),
    ),
    (gdpr.Recipient("Crisp, sous-traitant"),),
    processors=(CRISP,),
)

DECISIONS = (
    gdpr.Decision(
        "D-001-a",
        "Qu’est-ce que la « fin de l’utilisation de l’outil » par un citoyen ?",
        "La clôture de la dernière saisine de cette personne, jamais la fin du contrat d’une collectivité.",
        "Sinon la durée d’une personne dépendrait d’un fait qui ne la concerne pas.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-b",
        "Que devient une saisine qui n’est jamais close ?",
        "Le médiateur est alerté après 12 mois sans échange et doit décider après 24 mois.",
        "Sans clôture, aucune durée ne court : rien ne doit durer par oubli.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-c",
        "Combien de temps garder les échanges, que la politique ne cite pas dans ses durées ?",
        "Comme les documents de la saisine ; copies chez le prestataire d’envoi : 4 jours.",
        "Les messages portent les mêmes informations que les documents.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-d",
        "Faut-il garder le mot de passe d’un médiateur 2 ans après la suppression de son compte ?",
        "Non : le mot de passe, les sessions et les seconds facteurs sont détruits à la suppression. Le nom reste, "
        "d’accès restreint, pour savoir qui a traité un dossier.",
        "Un mot de passe sans compte n’a aucune utilité.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-e",
        "Les documents peuvent contenir des données sensibles (santé, infractions).",
        "Analyse d’impact, chiffrement de chaque fichier, pas de recherche dans le texte par défaut.",
        "La politique annonce « tout type de document » sans exception.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-f",
        "L’adresse de contact est hébergée par Gmail, destinataire que la politique ne déclare pas.",
        "L’adresse est publiée telle quelle ; le formulaire de la plateforme est proposé d’abord.",
        "Écrire à cette adresse confie le message à Google.",
        "AMCT",
    ),
    gdpr.Decision(
        "D-001-g",
        "Refuser le cookie d’assistance seulement « par son navigateur » ?",
        "Rien n’est chargé avant un accord, et refuser est aussi simple qu’accepter.",
        "L’article 82 de la loi du 6 janvier 1978 l’exige.",
        "AMCT",
    ),
    gdpr.Decision(
        "D-001-h",
        "Le droit à la limitation n’est pas cité.",
        "Il est accordé : la loi le donne à toute personne.",
        "Article 18 du RGPD.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-i",
        "Pourquoi l’AMCT recevrait-elle les données des dossiers ?",
        "Elle ne reçoit que des chiffres d’ensemble.",
        "Aucune finalité déclarée ne demande qu’elle lise un dossier.",
        "AMCT",
    ),
    gdpr.Decision(
        "D-001-j",
        "Les dossiers d’un médiateur de collectivité sont des archives publiques.",
        "L’élimination attend le visa des archives départementales, dans la limite annoncée.",
        "Code du patrimoine, articles L. 212-2 et L. 212-3.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-k",
        "Le tableau des sous-traitants ne figure pas dans le texte transmis.",
        "Seuls Mailjet et Crisp (hébergé par AWS dans l’Union européenne), que le texte nomme, sont déclarés. Aucun "
        "prestataire hors de l’Espace économique européen n’est admis sans garantie.",
        "Un sous-traitant qui n’est pas annoncé ne reçoit rien.",
        "AMCT",
    ),
    gdpr.Decision(
        "D-001-l",
        "Combien de temps garder une saisine commencée et jamais envoyée ?",
        "30 jours après son dernier enregistrement, lisible par son auteur seul.",
        "Le temps de réunir ses pièces ; rien de plus n’a été demandé au médiateur.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-s",
        "Un service habilité peut-il lire le dossier ?",
        "Non : il lit la question qui lui est posée et les pièces choisies pour elle, par un lien qui meurt avec la "
        "question. Le bureau garde l’adresse des services qu’il interroge, et 2 ans après leur retrait.",
        "L’indépendance du médiateur et le secret de la médiation veulent que l’administration ne lise que ce qui lui "
        "est adressé.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-t",
        "Peut-on demander à une personne son avis sur la médiation ?",
        "Oui, une fois la médiation close, sans obligation ni compte. L’avis se change pendant 30 jours, suit la durée "
        "du dossier et s’efface avec lui.",
        "Le médiateur rend compte de son action ; un chiffre suffit au bilan.",
        "chaque collectivité",
    ),
    gdpr.Decision(
        "D-001-u",
        "Un administrateur de la plateforme peut-il lire un dossier en urgence ?",
        "Un seul, une heure, en lecture et sans ses fichiers, pour un motif d’une liste fermée et par écrit ; il donne "
        "à nouveau son mot de passe, et le bureau en est prévenu aussitôt. La trace suit le dossier.",
        "Une personne en danger ou un délai qui expire ne peuvent attendre ; un accès que chacun voit ne devient pas "
        "une habitude.",
        "chaque collectivité",
    ),
    AU_JUGE,
)

gdpr.services.register(
    gdpr.Service(
        key="mediature",
        slug="mediature",
        title="Médiature",
        mission="Médiature améliore le suivi des réclamations adressées par les citoyens aux médiateurs des "
        "collectivités territoriales.",
        who=f"Plateforme développée au sein de {AMCT}.",
        contact=gdpr.Contact("amctmediationweb@gmail.com"),
        activities=(SAISINES, DOCUMENTS, ECHANGES, MEDIATEURS, ASSISTANCE),
        promised=(
            gdpr.PromisedRight(gdpr.Right.ACCESS),
            gdpr.PromisedRight(gdpr.Right.RECTIFY),
            gdpr.PromisedRight(gdpr.Right.ERASE, gdpr.WHERE_APPLICABLE),
            gdpr.PromisedRight(gdpr.Right.OBJECT),
            gdpr.PromisedRight(gdpr.Right.PORT),
        ),
        statutory=(
            gdpr.PromisedRight(gdpr.Right.RESTRICT),
            gdpr.PromisedRight(gdpr.Right.WITHDRAW, "pour la messagerie d’assistance"),
        ),
        identity=gdpr.IDENTITY_IF_UNKNOWN,
        recipients=(EQUIPE, SERVICES, AMCT_DESTINATAIRE),
        processors=(MAILJET, CRISP),
        trackers=(
            gdpr.Tracker(
                "Crisp",
                "messagerie d’assistance",
                gdpr.TrackerBasis.CONSENT,
                "P7D",
                host="AWS (UE)",
                sets=("crisp-client*",),
                tool="crisp",
                opt_out="refus ou retrait en un geste, à tout moment",
            ),
        ),
        measures=gdpr.eight_measures(partitioning="row-security"),
        decisions=DECISIONS,
        links=(gdpr.CNIL_LETTER, *gdpr.CNIL_COOKIES),
        order=20,
    )
)
