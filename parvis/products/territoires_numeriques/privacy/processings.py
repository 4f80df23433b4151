"""The processings of Territoires Numériques, with the facts of its own charter."""

from parvis.kernel.declarations import privacy as gdpr

GIP = gdpr.Controller("le GIP Territoires Numériques Bourgogne-Franche-Comté")
ADHERENTS = gdpr.Controller("chaque adhérent, pour les traitements qu’il a décidés", each=True)
MISSION = gdpr.public_task(
    "mise en œuvre d’une plate-forme de services dématérialisés fournis aux usagers par les organismes chargés d’une "
    "mission de service public ou d’intérêt général"
)

TELEASSISTANTS = gdpr.Recipient("les téléassistants, personnel du GIP ou de ses sous-traitants")
PRESTATAIRES = gdpr.Recipient(
    "les sous-traitants, mandataires, partenaires et prestataires qui travaillent pour le GIP (salariés, "
    "administrateurs et dirigeants compris)",
    "selon une liste fermée et publiée",
)
ASSISTANCE_MOA = gdpr.Recipient(
    "les sociétés d’assistance à maîtrise d’ouvrage du GIP", "selon une liste fermée et publiée"
)
LITIGE = gdpr.Recipient(
    "toute personne impliquée en cas de litige au regard d’une opération", "pour ce litige seulement"
)
ETAT = gdpr.Recipient(
    "le gouvernement français, les régulateurs, les autorités et juridictions judiciaires ou administratives",
    "quand la loi l’exige ; chaque communication est consignée",
)
ADHERENT = gdpr.Recipient("l’adhérent responsable du traitement")

DEPART_ADHERENT = gdpr.Moment("tn.adherent.depart", "le départ de l’adhérent")
DEPART_PERSONNE = gdpr.Moment("tn.compte.depart", "le départ de la personne de l’organisme")
OUVERTURE = gdpr.Moment("tn.compte.ouverture", "l’ouverture du compte")
ECHANGE = gdpr.Moment("tn.echange.date", "l’échange")
DEMANDE_CLOSE = gdpr.Moment("tn.demande.cloture", "la clôture de la demande")
FIN_DE_SESSION = gdpr.Moment("tn.assistance.fin", "la fin de la téléassistance")
CONNEXION = gdpr.Moment("tn.connexion.connexion", "la connexion")
VISITE = gdpr.Moment("tn.audience.premiere-visite", "la première visite")

COMPTE = gdpr.Keep(
    "P3M",
    gdpr.FirstOf(DEPART_ADHERENT),
    OUVERTURE,
    during="tant que l’adhérent utilise les services",
    stages=(gdpr.Stage("P30D", gdpr.FirstOf(DEPART_PERSONNE), "effacement du compte nominatif"),),
    decision="D-003-b",
    note="Plus longtemps seulement sous un blocage motivé (loi, défense de droits), avec un responsable et une date de "
    "réexamen.",
)

IDENTITE = ("nom", "prénom", "genre", "date de naissance")
PERSONNES = "agents des adhérents et personnes liées (représentant, dirigeant)"

ENGAGEMENTS_DES_ADHERENTS = (
    "Transmettre des informations pertinentes et à jour, et signaler sans délai tout changement significatif.",
    "Supprimer les comptes nominatifs des personnes qui ont quitté l’organisme, sauf obligation légale de conserver.",
    (
        "Traiter les données de manière licite, loyale et transparente, pour des finalités déterminées, explicites et "
        "légitimes, sur l’autorisation de la personne ou un fondement prévu par la loi."
    ),
    "N’en garder que d’adéquates, pertinentes, proportionnées et à jour, pas plus longtemps que nécessaire.",
    (
        "Informer les personnes, notamment par cette charte, de la façon dont leurs données sont traitées et de leurs "
        "droits."
    ),
)

HEBERGES = gdpr.Activity(
    "heberges",
    "Services des adhérents",
    gdpr.processes_for(
        ADHERENTS,
        operator=GIP.name,
        split="Vos droits s’exercent auprès de l’adhérent, dont le compte administrateur gère ces données.",
    ),
    (
        gdpr.Purpose(
            "permettre aux adhérents de collecter, afficher, communiquer, modifier, stocker et supprimer des données",
            MISSION,
        ),
    ),
    (
        gdpr.Category(
            "usagers",
            "Données traitées par les adhérents",
            ("données choisies par l’adhérent dans chaque service",),
            "usagers des adhérents (particuliers, entreprises, associations)",
            gdpr.Keep(
                "P3M",
                gdpr.FirstOf(DEPART_ADHERENT),
                OUVERTURE,
                ceiling=True,
                during="durée fixée par l’adhérent",
                decision="D-003-b",
                note="L’adhérent qui le demande reçoit d’abord une copie de ses données (article 28-3 g du RGPD).",
            ),
            special=gdpr.Special.POSSIBLE,
        ),
    ),
    (ADHERENT,),
    impact_assessment=True,
    note="Le GIP ne traite pas ces données pour des finalités propres ou différentes de celles de l’adhérent. "
    "L’adhérent s’engage à ceci.",
    commitments=ENGAGEMENTS_DES_ADHERENTS,
    criteria=("large-scale",),
)

COMPTES = gdpr.Activity(
    "comptes",
    "Comptes des adhérents",
    gdpr.decides(GIP),
    (
        gdpr.Purpose("fournir les services et valider les instructions", MISSION),
        gdpr.Purpose("répondre aux réclamations et assurer la défense des droits du GIP", MISSION),
        gdpr.Purpose(
            "répondre aux obligations légales, réglementaires ou fiscales du GIP, et détecter ou prévenir tout risque "
            "de délit",
            gdpr.legal_obligation("lois et règlements applicables au GIP"),
        ),
    ),
    (
        gdpr.Category(
            "identite",
            "Identité et coordonnées",
            (*IDENTITE, "adresse postale", "adresse de messagerie électronique", "numéros de téléphone"),
            PERSONNES,
            COMPTE,
            source="la personne, son organisme, des sources accessibles au public (lettres d’information, presse, "
            "sites internet) ou des sociétés externes",
            optional=("genre", "date de naissance"),
        ),
        gdpr.Category(
            "demandes",
            "Demandes, formulaires et réclamations",
            (
                "informations des formulaires, questionnaires et enquêtes de satisfaction",
                "instructions",
                "réclamations",
                "informations relatives aux services utilisés",
                "informations de communication (messages, litiges, procès-verbaux)",
                "informations que l’adhérent a demandé de collecter pour lui",
                "informations nécessaires aux obligations légales et réglementaires",
            ),
            PERSONNES,
            COMPTE,
        ),
    ),
    (PRESTATAIRES, ASSISTANCE_MOA, LITIGE, ETAT),
)

TRACES = gdpr.Activity(
    "traces",
    "Authentification et traces de connexion",
    gdpr.decides(GIP),
    (gdpr.Purpose("identifier, authentifier et tracer les connexions pour sécuriser la plate-forme", MISSION),),
    (
        gdpr.Category(
            "connexions",
            "Authentification et connexions",
            ("informations d’identification et d’authentification", "traces de connexion"),
            "agents des adhérents",
            gdpr.Keep("P12M", gdpr.FirstOf(CONNEXION), CONNEXION, ending=gdpr.Ending.DROP, decision="D-003-b"),
            note="Les traces sont détruites par mois entiers, douze mois après la fin du mois.",
        ),
    ),
    (PRESTATAIRES, ETAT),
)

ECHANGES = gdpr.Activity(
    "echanges",
    "Suivi et enregistrement des échanges",
    gdpr.decides(GIP),
    (
        gdpr.Purpose("vérifier les instructions données", MISSION),
        gdpr.Purpose("évaluer et améliorer les services, former les agents, gérer les risques", MISSION),
    ),
    (
        gdpr.Category(
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
            gdpr.Keep("P12M", gdpr.LastOf(DEMANDE_CLOSE), ECHANGE, decision="D-003-b"),
            note="Désactivé par défaut ; annoncé avant de commencer.",
        ),
    ),
    (PRESTATAIRES, LITIGE, ETAT),
    impact_assessment=True,
    criteria=("monitoring", "vulnerable"),
)

REGLES_DE_TELEASSISTANCE = (
    (
        "L’opération s’effectue dans le contexte de l’adhérent, avec ses droits, sans que son mot de passe soit "
        "communiqué au téléassistant."
    ),
    "L’adhérent voit à tout moment ce que fait le téléassistant et peut le contrôler.",
    (
        "Rien ne commence sans l’acceptation explicite de l’adhérent, ou à son initiative ; toute connexion "
        "arbitraire est interdite. TeamViewer demande systématiquement de confirmer la prise en main."
    ),
    (
        "Le téléassistant s’authentifie dans l’outil par l’identifiant et le mot de passe que l’adhérent lui donne "
        "oralement : un code à usage unique, propre à la session."
    ),
    (
        "Le téléassistant regarde et guide ; il n’intervient à l’écran qu’exceptionnellement, avec l’autorisation de "
        "l’adhérent, et ne valide en aucun cas une modification."
    ),
    (
        "L’adhérent peut vérifier l’identité du téléassistant en lui demandant un message envoyé depuis une adresse de "
        "Territoires Numériques ou de ses sous-traitants."
    ),
    (
        "L’outil proposé au téléchargement est TeamViewer, démarré par l’adhérent ; il ne se lance pas "
        "automatiquement au démarrage du poste. D’autres versions peuvent se comporter différemment."
    ),
    (
        "Chaque opération est journalisée dans l’outil du GIP (GRC) : quelle personne s’est connectée à quel poste de "
        "travail de l’adhérent, quand et pendant combien de temps."
    ),
    (
        "Une capture d’écran est annoncée avec sa raison et jamais faite sans le consentement de l’adhérent ; les "
        "données personnelles sans rapport sont floutées avant tout partage."
    ),
)

TELEASSISTANCE = gdpr.Activity(
    "teleassistance",
    "Téléassistance (prise en main à distance)",
    gdpr.decides(GIP),
    (
        gdpr.Purpose(
            "aider les adhérents à résoudre les problèmes rencontrés dans les services de la plate-forme", MISSION
        ),
    ),
    (
        gdpr.Category(
            "journal",
            "Journal des téléassistances",
            ("personne qui s’est connectée", "poste de travail de l’adhérent", "quand", "pendant combien de temps"),
            "agents des adhérents, téléassistants",
            gdpr.Keep("P12M", gdpr.FirstOf(FIN_DE_SESSION), FIN_DE_SESSION, decision="D-003-b"),
        ),
        gdpr.Category(
            "captures",
            "Captures d’écran",
            ("capture d’écran annoncée, motivée et acceptée, floutée de ce qui est sans rapport",),
            "agents des adhérents",
            gdpr.Keep("P30D", gdpr.LastOf(DEMANDE_CLOSE), FIN_DE_SESSION, decision="D-003-b"),
            special=gdpr.Special.POSSIBLE,
        ),
    ),
    (TELEASSISTANTS, PRESTATAIRES),
    impact_assessment=True,
    note="Un outil de téléassistance donne un accès très large au poste de travail : le téléassistant peut y voir "
    "toutes les informations, dont des données personnelles. Il s’engage donc à respecter ces règles.",
    commitments=REGLES_DE_TELEASSISTANCE,
    criteria=("monitoring",),
)

AUDIENCE = gdpr.Activity(
    "audience",
    "Mesure d’audience",
    gdpr.decides(GIP),
    (
        gdpr.Purpose(
            "mesurer les visites, les pages vues, l’activité des visiteurs et leur fréquence de retour", MISSION
        ),
    ),
    (
        gdpr.Category(
            "visites",
            "Identifiant du cookie et visites",
            ("identifiant du cookie", "visites et pages vues", "ville déduite de l’adresse IP"),
            "visiteurs",
            gdpr.Keep("P13M", gdpr.FirstOf(VISITE), VISITE),
            note="L’adresse IP sert à déterminer la ville depuis laquelle vous vous connectez ; elle est anonymisée "
            "immédiatement après utilisation et ne permet en aucun cas de remonter à une personne.",
        ),
    ),
    note="Ces données ne sont ni cédées à des tiers ni utilisées à d’autres fins.",
)

TENDANCES = gdpr.Activity(
    "tendances",
    "Tendances d’utilisation",
    gdpr.decides(GIP),
    (gdpr.Purpose("présenter publiquement les tendances d’utilisation, par des données anonymes", MISSION),),
    (),
    (gdpr.Recipient("le public", "des données agrégées qui ne permettent en aucun cas d’identifier quelqu’un"),),
)
