"""What Territoires Numériques promises. Facts are those of its own charter; gaps are decisions."""

from parvis.kernel.declarations.privacy import (
    Activity,
    Category,
    Contact,
    Controller,
    Decision,
    Ending,
    FirstOf,
    Identity,
    Keep,
    LastOf,
    Link,
    Moment,
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
    decides,
    processes_for,
    public_task,
    services,
)

GIP = Controller("le GIP Territoires Numériques Bourgogne-Franche-Comté")
ADHERENTS = Controller("chaque adhérent, pour les traitements qu’il a décidés", each=True)
MISSION = public_task(
    "mise en œuvre d’une plate-forme de services dématérialisés fournis aux usagers par les organismes chargés d’une "
    "mission de service public ou d’intérêt général"
)

TELEASSISTANTS = Recipient("les téléassistants, personnel du GIP ou de ses sous-traitants")
PRESTATAIRES = Recipient(
    "les sous-traitants, mandataires, partenaires et prestataires qui travaillent pour le GIP",
    "selon une liste fermée et publiée",
)
ASSISTANCE_MOA = Recipient("les sociétés d’assistance à maîtrise d’ouvrage du GIP", "selon une liste fermée et publiée")
LITIGE = Recipient("toute personne impliquée en cas de litige au regard d’une opération", "pour ce litige seulement")
ETAT = Recipient(
    "le gouvernement français, les autorités et juridictions judiciaires ou administratives",
    "quand la loi l’exige ; chaque communication est consignée",
)
ADHERENT = Recipient("l’adhérent responsable du traitement")

DEPART_ADHERENT = Moment("tn.adherent.depart", "le départ de l’adhérent")
DEPART_PERSONNE = Moment("tn.compte.depart", "le départ de la personne de l’organisme")
OUVERTURE = Moment("tn.compte.ouverture", "l’ouverture du compte")
ECHANGE = Moment("tn.echange.date", "l’échange")
DEMANDE_CLOSE = Moment("tn.demande.cloture", "la clôture de la demande")
FIN_DE_SESSION = Moment("tn.assistance.fin", "la fin de la téléassistance")
CONNEXION = Moment("tn.connexion.connexion", "la connexion")
VISITE = Moment("tn.audience.premiere-visite", "la première visite")

COMPTE = Keep(
    "P3M",
    FirstOf(DEPART_ADHERENT),
    OUVERTURE,
    during="tant que l’adhérent utilise les services",
    stages=(Stage("P30D", FirstOf(DEPART_PERSONNE), "effacement du compte nominatif"),),
    decision="D-003-b",
    note="Plus longtemps seulement sous un blocage motivé (loi, défense de droits), avec un responsable et une date de "
    "réexamen.",
)

IDENTITE = ("nom", "prénom", "genre", "date de naissance")
PERSONNES = "agents des adhérents et personnes liées (représentant, dirigeant)"

HEBERGES = Activity(
    "heberges",
    "Services des adhérents",
    processes_for(
        ADHERENTS,
        operator=GIP.name,
        split="Vos droits s’exercent auprès de l’adhérent, dont le compte administrateur gère ces données.",
    ),
    (
        Purpose(
            "permettre aux adhérents de collecter, afficher, communiquer, modifier, stocker et supprimer des données",
            MISSION,
        ),
    ),
    (
        Category(
            "usagers",
            "Données traitées par les adhérents",
            ("données choisies par l’adhérent dans chaque service",),
            "usagers des adhérents (particuliers, entreprises, associations)",
            Keep(
                "P3M",
                FirstOf(DEPART_ADHERENT),
                OUVERTURE,
                ending=Ending.RETURN,
                ceiling=True,
                during="durée fixée par l’adhérent",
                decision="D-003-b",
            ),
            special=Special.POSSIBLE,
        ),
    ),
    (ADHERENT,),
    impact_assessment=True,
    note="Le GIP ne traite pas ces données pour des finalités propres.",
)

COMPTES = Activity(
    "comptes",
    "Comptes des adhérents",
    decides(GIP),
    (
        Purpose("fournir les services et valider les instructions", MISSION),
        Purpose("répondre aux réclamations et assurer la défense des droits du GIP", MISSION),
    ),
    (
        Category(
            "identite",
            "Identité et coordonnées",
            (*IDENTITE, "adresse postale", "adresse de messagerie électronique", "numéros de téléphone"),
            PERSONNES,
            COMPTE,
            source="la personne, son organisme, des sources accessibles au public",
            optional=("genre", "date de naissance"),
        ),
        Category(
            "demandes",
            "Demandes, formulaires et réclamations",
            (
                "informations des formulaires, questionnaires et enquêtes de satisfaction",
                "instructions",
                "réclamations",
                "informations relatives aux services utilisés",
            ),
            PERSONNES,
            COMPTE,
        ),
    ),
    (PRESTATAIRES, ASSISTANCE_MOA, LITIGE, ETAT),
)

TRACES = Activity(
    "traces",
    "Authentification et traces de connexion",
    decides(GIP),
    (Purpose("identifier, authentifier et tracer les connexions pour sécuriser la plate-forme", MISSION),),
    (
        Category(
            "connexions",
            "Authentification et connexions",
            ("informations d’identification et d’authentification", "traces de connexion"),
            "agents des adhérents",
            Keep("P12M", FirstOf(CONNEXION), CONNEXION, ending=Ending.DROP, decision="D-003-b"),
        ),
    ),
    (PRESTATAIRES, ETAT),
)

ECHANGES = Activity(
    "echanges",
    "Suivi et enregistrement des échanges",
    decides(GIP),
    (
        Purpose("vérifier les instructions données", MISSION),
        Purpose("évaluer et améliorer les services, former les agents, gérer les risques", MISSION),
    ),
    (
        Category(
            "enregistrements",
            "Enregistrements des échanges",
            (
                "appels téléphoniques",
                "réunions",
                "lettres",
                "messages électroniques",
                "messageries instantanées et « chats »",
                "conversations vidéo",
                "communications sur les réseaux sociaux",
            ),
            PERSONNES,
            Keep("P12M", LastOf(DEMANDE_CLOSE), ECHANGE, decision="D-003-b"),
            note="Désactivé par défaut ; annoncé avant de commencer.",
        ),
    ),
    (PRESTATAIRES, LITIGE, ETAT),
    impact_assessment=True,
)

TELEASSISTANCE = Activity(
    "teleassistance",
    "Téléassistance (prise en main à distance)",
    decides(GIP),
    (Purpose("aider les adhérents à résoudre les problèmes rencontrés dans les services de la plate-forme", MISSION),),
    (
        Category(
            "journal",
            "Journal des téléassistances",
            ("personne qui s’est connectée", "poste de travail de l’adhérent", "quand", "pendant combien de temps"),
            "agents des adhérents, téléassistants",
            Keep("P12M", FirstOf(FIN_DE_SESSION), FIN_DE_SESSION, decision="D-003-b"),
        ),
        Category(
            "captures",
            "Captures d’écran",
            ("capture d’écran annoncée, motivée et acceptée, floutée de ce qui est sans rapport",),
            "agents des adhérents",
            Keep("P30D", LastOf(DEMANDE_CLOSE), FIN_DE_SESSION, decision="D-003-b"),
            special=Special.POSSIBLE,
        ),
    ),
    (TELEASSISTANTS, PRESTATAIRES),
    impact_assessment=True,
    note="L’adhérent agit dans son contexte, voit tout, accepte chaque fois et peut vérifier l’identité du "
    "téléassistant, qui ne reçoit jamais le mot de passe et ne valide jamais une modification. L’outil proposé au "
    "téléchargement est TeamViewer, lancé à l’initiative de l’adhérent.",
)

AUDIENCE = Activity(
    "audience",
    "Mesure d’audience",
    decides(GIP),
    (Purpose("mesurer les visites, les pages vues, l’activité des visiteurs et leur fréquence de retour", MISSION),),
    (
        Category(
            "visites",
            "Identifiant du cookie et visites",
            ("identifiant du cookie", "visites et pages vues", "ville déduite de l’adresse IP"),
            "visiteurs",
            Keep("P13M", FirstOf(VISITE), VISITE, ceiling=True),
            note="L’adresse IP sert à déterminer la ville ; elle est anonymisée immédiatement après utilisation.",
        ),
    ),
    note="Ces données ne sont ni cédées à des tiers ni utilisées à d’autres fins.",
)

TENDANCES = Activity(
    "tendances",
    "Tendances d’utilisation",
    decides(GIP),
    (Purpose("présenter publiquement les tendances d’utilisation, par des données anonymes", MISSION),),
    (),
    (Recipient("le public", "des données agrégées qui ne permettent en aucun cas d’identifier quelqu’un"),),
)

LE_GIP = "GIP Territoires Numériques"

DECISIONS = (
    Decision(
        "D-003-a",
        "La charte cite quatre fondements (intérêts légitimes, contrat ou engagement, obligation légale, intérêt "
        "public) et le consentement, sans dire lequel vaut pour quoi.",
        "Chaque finalité du GIP repose sur sa mission d’intérêt public.",
        "Un organisme public ne fonde pas ses missions sur ses intérêts légitimes (article 6-1 du RGPD).",
        LE_GIP,
    ),
    Decision(
        "D-003-b",
        "La charte ne donne aucune durée en chiffres, hors mesure d’audience.",
        "Comptes : 3 mois après le départ de l’adhérent, 30 jours après celui de la personne. Journaux, "
        "enregistrements : 12 mois. Captures : 30 jours.",
        "Des durées courtes, en attendant la signature du délégué à la protection des données.",
        LE_GIP,
    ),
    Decision(
        "D-003-c",
        "La charte cite le lieu de naissance, les justificatifs d’identité, des garants et des associés.",
        "Ces données ne sont pas recueillies : aucune colonne ne leur est ouverte.",
        "Aucun service de la plate-forme n’en a besoin.",
        LE_GIP,
    ),
    Decision(
        "D-003-d",
        "Peut-on transmettre des données à « toute personne qui possède un intérêt ou assume un risque » ?",
        "Non : les destinataires forment une liste fermée et publiée.",
        "Un destinataire indéterminé ne peut pas être annoncé.",
        LE_GIP,
    ),
    Decision(
        "D-003-e",
        "Enregistre-t-on toutes les conversations ?",
        "Non : l’enregistrement est désactivé par défaut et toujours annoncé.",
        "Vérifier une instruction n’exige pas de tout enregistrer.",
        LE_GIP,
    ),
    Decision(
        "D-003-f",
        "Des cookies « pour présenter un contenu susceptible de vous intéresser », aussi dans les messages ?",
        "Non : ni pixel dans les courriels, ni personnalisation sans consentement ; pas d’autre localisation que la "
        "ville de la visite.",
        "La charte limite par ailleurs ses cookies à la mesure d’audience.",
        LE_GIP,
    ),
    Decision(
        "D-003-g",
        "Le cookie `pk_session` s’appelle `_pk_ses` dans Matomo.",
        "Les deux noms désignent le même cookie, d’une demi-heure.",
        "Le nom de la charte date d’une version ancienne de l’outil.",
        LE_GIP,
    ),
    Decision(
        "D-003-h",
        "Le mot de passe n’est jamais communiqué (règle 1), mais un mot de passe est donné oralement (règle 4).",
        "Celui de la règle 4 est un code à usage unique, propre à la session.",
        "Les deux règles ne se contredisent plus.",
        LE_GIP,
    ),
    Decision(
        "D-003-i",
        "La charte ne donne pas de délai de réponse.",
        "Celui de la loi : 1 mois.",
        "Article 12 du RGPD.",
        LE_GIP,
    ),
    Decision(
        "D-003-j",
        "Aucun sous-traitant n’est nommé.",
        "Aucun n’est déclaré, donc aucun ne reçoit de données ; la liste est à obtenir du GIP.",
        "Un sous-traitant qui n’est pas annoncé ne reçoit rien.",
        LE_GIP,
    ),
)

CIRCONSTANCES = "dans certaines circonstances"

services.register(
    Service(
        key="territoires-numeriques",
        slug="territoires-numeriques",
        title="Territoires Numériques",
        mission="Le GIP met en œuvre une plate-forme de services numériques : un site accessible à tous, et des "
        "services réservés à ses adhérents.",
        who="Opérateur de services numériques, le GIP est sous-traitant de ses adhérents pour leurs services, et "
        "responsable de traitement pour la partie publique et les comptes de ses adhérents.",
        contact=Contact("contact@ternum-bfc.fr"),
        officer=Contact("contact@ternum-bfc.fr"),
        activities=(HEBERGES, COMPTES, TRACES, ECHANGES, TELEASSISTANCE, AUDIENCE, TENDANCES),
        promised=(
            Promise(Right.ACCESS),
            Promise(
                Right.PORT,
                f"{CIRCONSTANCES}, pour les données que vous avez fournies, avec transmission à un tiers si la "
                "technique le permet",
            ),
            Promise(Right.RECTIFY),
            Promise(Right.ERASE, f"{CIRCONSTANCES}, sauf obligation de conserver"),
            Promise(Right.RESTRICT, CIRCONSTANCES),
            Promise(Right.OBJECT, f"{CIRCONSTANCES}, sauf raison légitime de continuer"),
        ),
        deadline_decision="D-003-i",
        identity=Identity(
            "Une preuve d’identité ne vous est demandée que si nous ne pouvons pas vous identifier autrement."
        ),
        exercise=(
            "Pour les données d’un service d’un adhérent, adressez-vous à cet adhérent.",
            "Pour un compte administrateur, écrivez au GIP.",
        ),
        recipients=(ADHERENT, TELEASSISTANTS, PRESTATAIRES, ASSISTANCE_MOA, LITIGE, ETAT),
        trackers=(
            Tracker("pk_session", "statistiques Matomo", TrackerBasis.EXEMPT_AUDIENCE, "PT30M", aliases=("_pk_ses",)),
            Tracker(
                "_pk_id",
                "statistiques Matomo",
                TrackerBasis.EXEMPT_AUDIENCE,
                "P13M",
                opt_out="case à cocher pour refuser",
            ),
            Tracker(
                "piwik_ignore", "retient votre opposition", TrackerBasis.NECESSARY, "P13M", aliases=("matomo_ignore",)
            ),
        ),
        trackers_note="Vous pouvez refuser les cookies et l’analyse statistique de votre navigation en cochant une "
        "case.",
        measures=(
            SecurityMeasure(
                "Mesures techniques de protection des données.",
                control="La base ne montre une ligne qu’à qui agit pour l’organisation concernée.",
                test="tests/kernel/test_scope.py::test_the_session_follows_the_scope_and_comes_back",
            ),
            SecurityMeasure(
                "Mesures organisationnelles : engagements de confidentialité du personnel et des tiers, normes "
                "strictes de sécurité.",
                organisational="Engagements signés et clauses contractuelles du GIP.",
            ),
            SecurityMeasure(
                "Mesures strictes en matière de transfert de données.",
                organisational="Clauses contractuelles du GIP.",
            ),
            SecurityMeasure("Plan d’assurance sécurité publié.", organisational="Page tenue par le GIP."),
        ),
        decisions=DECISIONS,
        links=(Link("Comprendre ses droits (CNIL)", "https://www.cnil.fr"),),
        order=40,
    )
)
