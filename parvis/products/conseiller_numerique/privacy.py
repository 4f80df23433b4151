"""What Conseiller Numérique France Services promises. Facts are those of its own terms; gaps are decisions."""

from parvis.kernel.declarations.privacy import (
    WHERE_APPLICABLE,
    Activity,
    Category,
    Contact,
    Controller,
    Decision,
    FirstOf,
    Identity,
    Keep,
    Link,
    Moment,
    Processor,
    Promise,
    Purpose,
    Recipient,
    Right,
    SecurityMeasure,
    Service,
    Tracker,
    TrackerBasis,
    decides,
    legal_obligation,
    public_task,
    services,
)

ADRESSE = "ANCT, 20 avenue de Ségur, TSA 10717, 75334 Paris Cedex 07"
ANCT = Controller(
    "l’Agence nationale de la cohésion des territoires (ANCT)",
    represented_by="représentée par Yves Le Breton, directeur général",
    note="Établissement public de l’État créé par la loi n° 2019-753 du 22 juillet 2019, en application du décret "
    "n° 2019-1190 du 18 novembre 2019.",
)
MISSION = public_task(
    "décret n° 2019-1190 du 18 novembre 2019 relatif à l’Agence nationale de la cohésion des territoires"
)
OBLIGATION = legal_obligation(
    "loi n° 2004-575 du 21 juin 2004 pour la confiance dans l’économie numérique (LCEN), articles 1 et 3 du décret "
    "n° 2011-219 du 25 février 2011, remplacé par le décret n° 2021-1362 du 20 octobre 2021"
)

CLEVER_CLOUD = Processor("Clever Cloud", "hébergement", guarantee="https://www.clever-cloud.com/en/security")
SENDINBLUE = Processor("Sendinblue", "envoi d’e-mails", guarantee="https://fr.sendinblue.com/rgpd/")
SCALINGO = Processor("Scalingo", "hébergeur", guarantee="https://scalingo.com/fr")
PIX = Processor(
    "Pix",
    "réalisation du test de certification et communication de l’identifiant du certificat",
    guarantee="https://pix.fr/politique-protection-donnees-personnelles-app/",
    contact="dpd@pix.fr",
)

HABILITES = Recipient("les seules personnes juridiquement habilitées à connaître des informations traitées")
STRUCTURES = Recipient("les structures mises en relation avec le candidat", "par une personne, après l’appariement")
RDV = Recipient(
    "RDV Solidarité, outil de prise de rendez-vous",
    "l’adresse e-mail professionnelle créée lors de l’inscription, et rien d’autre",
)
PUBLIC = Recipient("le public", "tant que le conseiller ne s’y oppose pas")
AUTORITES = Recipient("les autorités qui y ont droit par la loi")

CONFIRMATION = Moment("cn.inscription.confirmation", "la réception du mail de confirmation")
ENVOI = Moment("cn.inscription.envoi-du-mail", "l’envoi du mail de confirmation")
CONNEXION = Moment("cn.connexion.connexion", "la connexion")
FIN_DE_POSTE = Moment("cn.conseiller.fin-de-poste", "la fin du poste")
OPPOSITION = Moment("cn.conseiller.opposition", "l’opposition de la personne")
PRISE_DE_POSTE = Moment("cn.conseiller.prise-de-poste", "la prise de poste")
RETRAIT = Moment("cn.cookies.retrait", "le retrait du consentement ou l’opposition")
VISITE = Moment("cn.audience.visite", "la visite")

TRENTE_MOIS = Keep("P30M", FirstOf(CONFIRMATION), ENVOI)
EN_POSTE = Keep(
    "P0D",
    FirstOf(FIN_DE_POSTE, OPPOSITION),
    PRISE_DE_POSTE,
    during="tant que la personne est en poste",
    decision="D-002-e",
)

CANDIDATS = Activity(
    "candidats",
    "Candidatures",
    decides(ANCT),
    (
        Purpose(
            "mettre en relation les personnes qui souhaitent devenir conseiller numérique et les organismes qui "
            "souhaitent les recruter",
            MISSION,
        ),
        Purpose(
            "permettre aux personnes formées d’être contactées par des organismes, et les informer au regard de leurs "
            "situation, disponibilité et mobilité",
            MISSION,
        ),
    ),
    (
        Category(
            "identite",
            "Données relatives aux personnes postulant au poste de conseiller numérique",
            ("nom", "prénom", "situation socio-économique", "diplôme", "adresse e-mail", "numéro de téléphone"),
            "candidats",
            TRENTE_MOIS,
        ),
        Category(
            "criteres",
            "Critères d’appariement du candidat",
            (
                "situation (demandeur d’emploi, en emploi, en formation)",
                "code postal",
                "distance maximum (mobilité géographique)",
                "date de disponibilité",
            ),
            "candidats",
            TRENTE_MOIS,
        ),
    ),
    (HABILITES, STRUCTURES),
    processors=(CLEVER_CLOUD, SENDINBLUE, SCALINGO),
    impact_assessment=True,
    automated="Outil d’aide à la décision aux critères clairs et objectifs : candidat et structure sont mis en "
    "relation lorsque la date de disponibilité précède le début de la mission et que la mobilité du candidat atteint "
    "le lieu de la structure. Ce n’est jamais une décision administrative : une personne décide.",
)

STRUCTURES_ACCUEIL = Activity(
    "structures",
    "Structures qui recrutent",
    decides(ANCT),
    (Purpose("mettre en relation les structures avec les candidats, dans des recrutements subventionnés", MISSION),),
    (
        Category(
            "membres",
            "Données relatives aux membres, personnels ou agents des structures",
            ("nom", "prénom", "fonction", "adresse e-mail", "téléphone"),
            "membres, personnels et agents des structures",
            TRENTE_MOIS,
        ),
        Category(
            "criteres",
            "Critères d’appariement de la structure",
            ("statut (structure publique ou privée)", "date de début de la mission", "code postal"),
            "membres, personnels et agents des structures",
            TRENTE_MOIS,
        ),
    ),
    (HABILITES,),
    processors=(CLEVER_CLOUD, SENDINBLUE, SCALINGO),
)

ANNUAIRE = Activity(
    "annuaire",
    "Cartographie publique des conseillers",
    decides(ANCT),
    (Purpose("faire connaître au public les conseillers numériques, sur une carte en ligne ou sur papier", MISSION),),
    (
        Category(
            "conseillers",
            "Informations professionnelles des conseillers numériques",
            ("nom", "prénom", "adresse e-mail", "numéro de téléphone"),
            "conseillers numériques",
            EN_POSTE,
            note="L’opposition retire la personne aussitôt de la carte, de l’API, des exports et de la liste papier.",
        ),
    ),
    (PUBLIC,),
)

RENDEZ_VOUS = Activity(
    "rendez-vous",
    "Outil de prise de rendez-vous",
    decides(ANCT),
    (Purpose("mettre à disposition des conseillers un outil de prise de rendez-vous", MISSION),),
    (
        Category(
            "adresses",
            "Adresses e-mail professionnelles",
            ("adresse e-mail professionnelle créée lors de l’inscription",),
            "conseillers numériques",
            EN_POSTE,
        ),
    ),
    (RDV,),
)

CERTIFICATION = Activity(
    "pix",
    "Certification des compétences",
    decides(ANCT),
    (Purpose("vérifier les compétences numériques du candidat, invité par mail à la certification Pix", MISSION),),
    (
        Category(
            "certificats",
            "Invitation et certificat Pix",
            ("invitation au test", "identifiant du certificat"),
            "candidats",
            Keep("P30M", FirstOf(CONFIRMATION), ENVOI, decision="D-002-h"),
        ),
    ),
    (HABILITES,),
    processors=(PIX,),
)

CONNEXIONS = Activity(
    "connexion",
    "Données d’hébergeur ou de connexion",
    decides(ANCT),
    (Purpose("répondre à l’obligation légale de conservation", OBLIGATION),),
    (
        Category(
            "traces",
            "Données d’hébergeur ou de connexion",
            ("données techniques de connexion",),
            "utilisateurs",
            Keep("P1Y", FirstOf(CONNEXION), CONNEXION),
        ),
    ),
    (AUTORITES,),
    processors=(CLEVER_CLOUD, SCALINGO),
)

AUDIENCE = Activity(
    "audience",
    "Mesure d’audience",
    decides(ANCT),
    (Purpose("compter les visites et les pages consultées par des statistiques anonymes", MISSION),),
    (
        Category(
            "visites",
            "Cookies de mesure d’audience",
            ("nombre de visites", "pages consultées"),
            "visiteurs",
            Keep("P13M", FirstOf(VISITE), VISITE, ceiling=True, during="jusqu’au retrait du consentement"),
        ),
    ),
)

DECISIONS = (
    Decision(
        "D-002-a",
        "De quand partent les 30 mois, et une connexion les prolonge-t-elle ?",
        "De la réception du mail de confirmation, une fois pour toutes ; sans confirmation, de l’envoi de ce mail.",
        "Le texte donne un point de départ fixe.",
        "ANCT",
    ),
    Decision(
        "D-002-b",
        "Le décret n° 2011-219 cité a été abrogé avant la date du texte.",
        "L’obligation repose sur le décret n° 2021-1362 ; seules les données techniques de connexion restent, 1 an.",
        "Un texte abrogé n’oblige plus.",
        "ANCT",
    ),
    Decision(
        "D-002-c",
        "Le texte dispense de consentement les cookies de « publicité non personnalisée ».",
        "Aucun cookie publicitaire ; sans consentement, seuls les cookies strictement nécessaires et la mesure "
        "d’audience exemptée.",
        "La CNIL exige un consentement pour la publicité.",
        "ANCT",
    ),
    Decision(
        "D-002-d",
        "Une preuve d’identité systématique, la date et l’heure précise de la requête sont-elles exigées ?",
        "Non : la preuve n’est demandée qu’en cas de doute raisonnable ; la date et l’heure aident, sans condition.",
        "Article 12 du RGPD : toute demande est recevable par tout moyen.",
        "ANCT",
    ),
    Decision(
        "D-002-e",
        "Combien de temps un conseiller reste-t-il sur la carte ?",
        "Tant qu’il est en poste ; il en disparaît aussitôt, partout, s’il s’y oppose.",
        "Le texte ne donne pas de durée.",
        "ANCT",
    ),
    Decision(
        "D-002-f",
        "L’appariement peut-il décider seul ?",
        "Non : la version des critères et les deux conditions sont gardées avec chaque appariement, et une personne "
        "décide.",
        "Le texte parle d’un outil d’aide à la décision.",
        "ANCT",
    ),
    Decision(
        "D-002-g",
        "Quelles données pour « accompagner les usagers dans la maîtrise des bases du numérique » ?",
        "Aucune : cette finalité n’a pas de catégorie de données.",
        "Équipements, courriel, traitement de texte et applications s’apprennent sans fichier.",
        "ANCT",
    ),
    Decision(
        "D-002-h",
        "Combien de temps garder l’identifiant du certificat Pix ?",
        "Comme la candidature ; l’effacement est transmis à Pix.",
        "Le certificat ne sert qu’à la candidature.",
        "ANCT",
    ),
    Decision(
        "D-002-i",
        "Le droit à la limitation n’est pas cité.",
        "Il est accordé : la loi le donne à toute personne.",
        "Article 18 du RGPD.",
        "ANCT",
    ),
    Decision(
        "D-002-j",
        "Passés les délais, peut-on garder une copie anonymisée ou archivée ?",
        "Non : les données sont supprimées définitivement.",
        "L’ANCT s’engage à une suppression définitive.",
        "ANCT",
    ),
)

services.register(
    Service(
        key="conseiller-numerique",
        slug="conseiller-numerique",
        title="Conseiller numérique France Services",
        mission="La plateforme participe à la transformation numérique en permettant le recrutement de conseillers "
        "numériques par des structures publiques ou privées.",
        who="À l’initiative de l’Agence nationale de la cohésion des territoires. Conditions générales mises à jour "
        "le 27/06/2022.",
        contact=Contact("dpo@anct.gouv.fr", ADRESSE),
        officer=Contact("dpo@anct.gouv.fr", ADRESSE, "Anne Gaillard"),
        activities=(
            CANDIDATS,
            STRUCTURES_ACCUEIL,
            ANNUAIRE,
            RENDEZ_VOUS,
            CERTIFICATION,
            CONNEXIONS,
            AUDIENCE,
        ),
        promised=(
            Promise(Right.ACCESS),
            Promise(Right.RECTIFY),
            Promise(Right.ERASE, WHERE_APPLICABLE),
            Promise(Right.OBJECT),
            Promise(Right.WITHDRAW, "pour les cookies uniquement"),
        ),
        statutory=(Promise(Right.RESTRICT),),
        identity=Identity(
            "Une preuve d’identité ne vous est demandée qu’en cas de doute raisonnable.",
            decision="D-002-d",
        ),
        exercise=("Préciser la date et l’heure de la visite concernée nous aide à retrouver une recherche.",),
        recipients=(HABILITES, STRUCTURES, PUBLIC, RDV, AUTORITES),
        processors=(CLEVER_CLOUD, SENDINBLUE, SCALINGO, PIX),
        trackers=(
            Tracker(
                "mesure d’audience (_pk_id)",
                "nombre de visites, pages consultées",
                TrackerBasis.EXEMPT_AUDIENCE,
                "P13M",
                host="stats.data.gouv.fr",
                opt_out="opposition possible à tout moment",
            ),
        ),
        trackers_note="Ces cookies ne servent qu’à des statistiques anonymes et ne suivent personne sur d’autres "
        "sites.",
        measures=(
            SecurityMeasure(
                "Données traitées dans des conditions sécurisées, selon les moyens actuels de la technique.",
                control="La base ne montre une ligne qu’à qui agit pour l’organisation concernée.",
                test="tests/kernel/test_scope.py::test_the_session_follows_the_scope_and_comes_back",
            ),
            SecurityMeasure(
                "Accès réservé aux seules personnes juridiquement habilitées.",
                control="Une page sans règle d’accès ne s’ouvre à personne.",
                test="tests/core/privacy/test_measures.py::test_every_privacy_route_says_who_may_enter",
            ),
        ),
        decisions=DECISIONS,
        links=(
            Link("Cookies et traceurs : que dit la loi ?", "https://www.cnil.fr/fr/cookies-traceurs-que-dit-la-loi"),
            Link(
                "Cookies : les outils pour les maîtriser",
                "https://www.cnil.fr/fr/cookies-les-outils-pour-les-maitriser",
            ),
        ),
        order=30,
    )
)
