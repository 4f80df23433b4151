"""What Conseiller Numérique France Services promises. Facts are those of its own terms; gaps are decisions."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.products.conseiller_numerique.privacy.decisions import DECISIONS

ADRESSE = "ANCT, 20 avenue de Ségur, TSA 10717, 75334 Paris Cedex 07"
ANCT = gdpr.Controller(
    "l’Agence nationale de la cohésion des territoires (ANCT)",
    represented_by="représentée par Yves Le Breton, directeur général",
    note="Établissement public de l’État créé par la loi n° 2019-753 du 22 juillet 2019, en application du décret "
    "n° 2019-1190 du 18 novembre 2019.",
)
MISSION = gdpr.public_task(
    "décret n° 2019-1190 du 18 novembre 2019 relatif à l’Agence nationale de la cohésion des territoires"
)
OBLIGATION = gdpr.legal_obligation(
    "loi n° 2004-575 du 21 juin 2004 pour la confiance dans l’économie numérique (LCEN), articles 1 et 3 du décret "
    "n° 2011-219 du 25 février 2011, remplacé par le décret n° 2021-1362 du 20 octobre 2021"
)

CLEVER_CLOUD = gdpr.Processor(
    "Clever Cloud",
    "hébergement",
    guarantee="https://www.clever-cloud.com/en/security",
    note="« CleverCloud » dans le texte d’origine.",
    hosts=("clever-cloud.com",),
)
SENDINBLUE = gdpr.Processor(
    "Sendinblue",
    "envoi d’e-mails",
    guarantee="https://fr.sendinblue.com/rgpd/",
    note="« SendingBlue » dans le texte d’origine.",
    hosts=("sendinblue.com",),
)
SCALINGO = gdpr.Processor("Scalingo", "hébergeur", guarantee="https://scalingo.com/fr", hosts=("scalingo.com",))
PIX = gdpr.Processor(
    "Pix",
    "réalisation du test de certification et communication de l’identifiant du certificat",
    guarantee="https://pix.fr/politique-protection-donnees-personnelles-app/",
    contact="dpd@pix.fr",
    note="Partenaire : les candidats sont invités par mail, lors de leur inscription, à la certification Pix.",
    hosts=("pix.fr",),
)

HABILITES = gdpr.Recipient("les seules personnes juridiquement habilitées à connaître des informations traitées")
STRUCTURES = gdpr.Recipient(
    "les structures mises en relation avec le candidat", "par une personne, après l’appariement"
)
RDV = gdpr.Recipient(
    "RDV Solidarité, outil de prise de rendez-vous",
    "l’adresse e-mail professionnelle créée lors de l’inscription, et rien d’autre",
)
PUBLIC = gdpr.Recipient("le public", "tant que le conseiller ne s’y oppose pas")
AUTORITES = gdpr.Recipient("les autorités qui y ont droit par la loi")

CONFIRMATION = gdpr.Moment("cn.inscription.confirmation", "la réception du mail de confirmation")
ENVOI = gdpr.Moment("cn.inscription.envoi-du-mail", "l’envoi du mail de confirmation")
CONNEXION = gdpr.Moment("cn.connexion.connexion", "la connexion")
FIN_DE_POSTE = gdpr.Moment("cn.conseiller.fin-de-poste", "la fin du poste")
OPPOSITION = gdpr.Moment("cn.conseiller.opposition", "l’opposition de la personne")
PRISE_DE_POSTE = gdpr.Moment("cn.conseiller.prise-de-poste", "la prise de poste")
RETRAIT = gdpr.Moment("cn.cookies.retrait", "le retrait du consentement ou l’opposition")
VISITE = gdpr.Moment("cn.audience.visite", "la visite")

TRENTE_MOIS = gdpr.Keep("P30M", gdpr.FirstOf(CONFIRMATION), ENVOI)
EN_POSTE = gdpr.Keep(
    "P0D",
    gdpr.FirstOf(FIN_DE_POSTE, OPPOSITION),
    PRISE_DE_POSTE,
    during="tant que la personne est en poste",
    decision="D-002-e",
)

CANDIDATS = gdpr.Activity(
    "candidats",
    "Candidatures",
    gdpr.decides(ANCT),
    (
        gdpr.Purpose(
            "mettre en relation les personnes qui souhaitent devenir conseiller numérique et les organismes qui "
            "souhaitent les recruter",
            MISSION,
        ),
        gdpr.Purpose(
            "permettre aux personnes formées d’être contactées par des organismes, et les informer au regard de leurs "
            "situation, disponibilité et mobilité",
            MISSION,
        ),
    ),
    (
        gdpr.Category(
            "identite",
            "Données relatives aux personnes postulant au poste de conseiller numérique",
            ("nom", "prénom", "situation socio-économique", "diplôme", "adresse e-mail", "numéro de téléphone"),
            "candidats",
            TRENTE_MOIS,
        ),
        gdpr.Category(
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
    "le lieu de la structure. Ce n’est jamais une décision administrative : une personne décide. Ces critères sont "
    "strictement nécessaires et proportionnés.",
    criteria=("large-scale",),
    cnil_list="profils de personnes physiques à des fins de gestion des ressources humaines",
)

STRUCTURES_ACCUEIL = gdpr.Activity(
    "structures",
    "Structures qui recrutent",
    gdpr.decides(ANCT),
    (
        gdpr.Purpose(
            "mettre en relation les structures avec les candidats, dans des recrutements subventionnés par l’État",
            MISSION,
        ),
    ),
    (
        gdpr.Category(
            "membres",
            "Données relatives aux membres, personnels ou agents des structures",
            ("nom", "prénom", "fonction", "adresse e-mail", "téléphone"),
            "membres, personnels et agents des structures",
            TRENTE_MOIS,
        ),
        gdpr.Category(
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

ANNUAIRE = gdpr.Activity(
    "annuaire",
    "Cartographie publique des conseillers",
    gdpr.decides(ANCT),
    (
        gdpr.Purpose(
            "faire connaître au public les conseillers numériques, sur une carte en ligne ou sur papier", MISSION
        ),
    ),
    (
        gdpr.Category(
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

RENDEZ_VOUS = gdpr.Activity(
    "rendez-vous",
    "Outil de prise de rendez-vous",
    gdpr.decides(ANCT),
    (gdpr.Purpose("mettre à disposition des conseillers un outil de prise de rendez-vous", MISSION),),
    (
        gdpr.Category(
            "adresses",
            "Adresses e-mail professionnelles",
            ("adresse e-mail professionnelle créée lors de l’inscription",),
            "conseillers numériques",
            EN_POSTE,
        ),
    ),
    (RDV,),
)

CERTIFICATION = gdpr.Activity(
    "pix",
    "Certification des compétences",
    gdpr.decides(ANCT),
    (gdpr.Purpose("vérifier les compétences numériques du candidat, invité par mail à la certification Pix", MISSION),),
    (
        gdpr.Category(
            "certificats",
            "Invitation et certificat Pix",
            ("invitation au test", "identifiant du certificat"),
            "candidats",
            gdpr.Keep("P30M", gdpr.FirstOf(CONFIRMATION), ENVOI, decision="D-002-h"),
        ),
    ),
    (HABILITES,),
    processors=(PIX,),
)

CONNEXIONS = gdpr.Activity(
    "connexion",
    "Données d’hébergeur ou de connexion",
    gdpr.decides(ANCT),
    (gdpr.Purpose("répondre à l’obligation légale de conservation", OBLIGATION),),
    (
        gdpr.Category(
            "traces",
            "Données d’hébergeur ou de connexion",
            ("données techniques de connexion",),
            "utilisateurs",
            gdpr.Keep("P1Y", gdpr.FirstOf(CONNEXION), CONNEXION),
        ),
    ),
    (AUTORITES,),
    processors=(CLEVER_CLOUD, SCALINGO),
)

AUDIENCE = gdpr.Activity(
    "audience",
    "Mesure d’audience",
    gdpr.decides(ANCT),
    (gdpr.Purpose("compter les visites et les pages consultées par des statistiques anonymes", MISSION),),
    (
        gdpr.Category(
            "visites",
            "Cookies de mesure d’audience",
            ("nombre de visites", "pages consultées"),
            "visiteurs",
            gdpr.Keep(
                "P13M",
                gdpr.FirstOf(VISITE),
                VISITE,
                ceiling=True,
                stages=(gdpr.Stage("P0D", gdpr.FirstOf(RETRAIT), "effacement"),),
                note="Conformément aux recommandations de la CNIL.",
            ),
        ),
    ),
)

gdpr.services.register(
    gdpr.Service(
        key="conseiller-numerique",
        slug="conseiller-numerique",
        title="Conseiller numérique France Services",
        mission="La plateforme participe à la transformation numérique en permettant le recrutement de conseillers "
        "numériques par des structures publiques ou privées.",
        who="À l’initiative de l’Agence nationale de la cohésion des territoires. Conditions générales mises à jour "
        "le 27/06/2022.",
        contact=gdpr.Contact("dpo@anct.gouv.fr", ADRESSE),
        officer=gdpr.Contact("dpo@anct.gouv.fr", ADRESSE, "Anne Gaillard"),
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
            gdpr.PromisedRight(gdpr.Right.ACCESS),
            gdpr.PromisedRight(gdpr.Right.RECTIFY),
            gdpr.PromisedRight(gdpr.Right.ERASE, gdpr.WHERE_APPLICABLE),
            gdpr.PromisedRight(gdpr.Right.OBJECT),
            gdpr.PromisedRight(gdpr.Right.WITHDRAW, "pour les cookies uniquement"),
        ),
        statutory=(gdpr.PromisedRight(gdpr.Right.RESTRICT),),
        identity=gdpr.Identity(
            "Une preuve d’identité ne vous est demandée qu’en cas de doute raisonnable.",
            decision="D-002-d",
        ),
        exercise=("Préciser la date et l’heure de la visite concernée nous aide à retrouver une recherche.",),
        recipients=(HABILITES, STRUCTURES, PUBLIC, RDV, AUTORITES),
        processors=(CLEVER_CLOUD, SENDINBLUE, SCALINGO, PIX),
        trackers=(
            gdpr.Tracker(
                "mesure d’audience (_pk_id)",
                "nombre de visites, pages consultées",
                gdpr.TrackerBasis.EXEMPT_AUDIENCE,
                "P13M",
                host="stats.data.gouv.fr",
                opt_out="opposition possible à tout moment",
                sets=("_pk_id.*", "_pk_ses.*"),
                tool="matomo",
            ),
        ),
        trackers_note="Ces cookies ne servent qu’à des statistiques anonymes et ne suivent personne sur d’autres "
        "sites.",
        measures=(
            gdpr.SecurityMeasure(
                "Données traitées dans des conditions sécurisées, selon les moyens actuels de la technique, dans le "
                "respect des dispositions relatives à la protection de la vie privée.",
                control="row-security",
            ),
            gdpr.SecurityMeasure(
                "Accès fournis aux seules personnes juridiquement habilitées à connaître des informations traitées.",
                control="route-policies",
            ),
            gdpr.SecurityMeasure(
                "Suppression définitive des données à la fin de leur durée, sans copie anonymisée ni archivée.",
                control="erases-only",
            ),
            gdpr.SecurityMeasure(
                "Sécurisation de la plateforme par son éditeur : toutes les mesures nécessaires à la sécurité et à la "
                "confidentialité des informations fournies.",
                organisational="Engagement de l’éditeur, l’ANCT.",
            ),
            gdpr.SecurityMeasure(
                "Garanties adéquates des sous-traitants, et conditions strictes de confidentialité, d’usage et de "
                "protection des données.",
                organisational="Clauses des contrats de sous-traitance.",
            ),
        ),
        erases_only=True,
        decisions=DECISIONS,
        links=(
            gdpr.CNIL_LETTER,
            *gdpr.CNIL_COOKIES,
            gdpr.Link(
                "S’opposer à la mesure d’audience (stats.data.gouv.fr)",
                "https://stats.data.gouv.fr/index.php?module=CoreAdminHome&action=optOut&language=fr",
            ),
        ),
        order=30,
    )
)
