"""What the platform itself promises, whichever service uses it, and where the register's own data live."""

from parvis.kernel.declarations.privacy import (
    Activity,
    Category,
    Contact,
    Controller,
    Copy,
    Decision,
    Ending,
    FirstOf,
    Identity,
    Keep,
    LastOf,
    Moment,
    Plain,
    Promise,
    Purpose,
    Recipient,
    Right,
    SecurityMeasure,
    Service,
    Special,
    Stage,
    Table,
    Tracker,
    TrackerBasis,
    contract,
    decides,
    legal_obligation,
    public_task,
    services,
    tables,
)

OPERATEUR = Controller(
    "l’organisme public qui exploite cette plateforme", note="Ses coordonnées figurent dans les mentions légales."
)
DECIDE = decides(OPERATEUR)
MISSION = public_task("mission de service public de l’exploitant de la plateforme")
SECURITE = legal_obligation("obligation de sécurité et de preuve, articles 5-2 et 32 du RGPD")

EXPLOITATION = Recipient("l’équipe d’exploitation de la plateforme", "pour l’administrer, et chaque accès est tracé")
MEMBRES = Recipient("les membres de la même organisation, selon leur rôle")
SERVICE = Recipient("le service à qui la personne s’adresse")

DERNIER_CONTACT = Moment(
    "plateforme.compte.dernier-contact",
    "la dernière connexion ou le dernier message reçu de vous",
    ("accounts.User.last_login",),
)
CREATION = Moment("plateforme.compte.creation", "la création du compte", ("accounts.User.date_joined",))
CONNEXION = Moment("plateforme.compte.connexion", "la connexion")
TENTATIVE = Moment(
    "plateforme.compte.tentative", "la dernière tentative de connexion", ("axes.AccessAttempt.attempt_time",)
)
DEPART = Moment("plateforme.organisation.depart", "le départ de la personne de l’organisation")
RATTACHEMENT = Moment("plateforme.organisation.rattachement", "le rattachement ou l’invitation")
ACTE = Moment("plateforme.journal.acte", "l’acte ou la lecture")
ENVOI = Moment("plateforme.message.envoi", "l’envoi du message")
DEPOT = Moment("plateforme.document.depot", "le dépôt du fichier")
FIN_D_USAGE = Moment("plateforme.document.fin-d-usage", "la fin du dossier auquel le fichier est joint")
EXPIRATION = Moment("plateforme.jeton.expiration", "l’expiration ou la révocation du jeton")
EMISSION = Moment("plateforme.jeton.emission", "l’émission du jeton")

COMPTES = Activity(
    "comptes",
    "Comptes",
    DECIDE,
    (
        Purpose("ouvrir un accès personnel et protégé aux services", MISSION),
        Purpose("protéger les comptes contre l’usurpation", SECURITE),
    ),
    (
        Category(
            "identite",
            "Identité du titulaire",
            ("prénom", "nom", "adresse électronique"),
            "titulaires de compte",
            Keep("P1Y", LastOf(DERNIER_CONTACT), CREATION, notice="P30D", decision="D-P-a"),
            optional=("prénom", "nom"),
        ),
        Category(
            "connexion",
            "Moyens de connexion",
            (
                "empreinte du mot de passe",
                "identifiant chez le fournisseur d’identité",
                "dates de création et de dernière connexion",
                "version des conditions acceptée",
            ),
            "titulaires de compte",
            Keep(
                "P1Y",
                LastOf(DERNIER_CONTACT),
                CREATION,
                decision="D-P-a",
                note="Le mot de passe est détruit avec le compte, aussitôt.",
            ),
        ),
        Category(
            "securite",
            "Protection des comptes",
            (
                "seconds facteurs et clés d’accès",
                "sessions ouvertes (adresse IP, navigateur)",
                "tentatives de connexion (identifiant saisi, adresse IP, navigateur, date)",
            ),
            "titulaires de compte, personnes qui tentent de se connecter",
            Keep(
                "P6M",
                LastOf(TENTATIVE),
                TENTATIVE,
                stages=(Stage("PT12H", LastOf(CONNEXION), "fermeture de la session"),),
                decision="D-P-b",
                note="Un second facteur est détruit avec le compte, ou dès que vous le retirez.",
            ),
        ),
    ),
    (EXPLOITATION,),
)

ORGANISATIONS = Activity(
    "organisations",
    "Organisations",
    DECIDE,
    (Purpose("relier les personnes aux organisations pour lesquelles elles agissent", MISSION),),
    (
        Category(
            "contacts",
            "Contacts des organisations",
            ("nom du contact", "adresse électronique", "numéro de téléphone"),
            "représentants et contacts des organisations",
            Keep("P1Y", FirstOf(DEPART), RATTACHEMENT, during="tant que la personne représente l’organisation"),
        ),
        Category(
            "rattachements",
            "Rattachements et invitations",
            ("compte", "organisation", "rôle", "adresse invitée", "dates"),
            "membres et personnes invitées",
            Keep("P1Y", FirstOf(DEPART), RATTACHEMENT, during="tant que la personne est membre"),
        ),
    ),
    (MEMBRES, EXPLOITATION),
)

JOURNAL = Activity(
    "journal",
    "Journal des actes et des lectures",
    DECIDE,
    (Purpose("savoir qui a lu ou modifié les données de qui, et pouvoir le prouver", SECURITE),),
    (
        Category(
            "traces",
            "Traces",
            ("compte qui agit", "organisation", "acte", "pseudonyme de la personne concernée", "catégories", "date"),
            "titulaires de compte, personnes dont les données sont lues ou modifiées",
            Keep("P12M", FirstOf(ACTE), ACTE, ending=Ending.DROP),
            note="Aucune valeur n’est inscrite : seulement le nom des catégories de données.",
        ),
    ),
    (EXPLOITATION,),
)

MESSAGES = Activity(
    "messages",
    "Courriels et notifications",
    DECIDE,
    (Purpose("prévenir les personnes de ce qui les concerne, et savoir si le message est parti", MISSION),),
    (
        Category(
            "envois",
            "Envois",
            ("adresse du destinataire", "objet", "texte", "date et résultat de l’envoi"),
            "destinataires des messages",
            Keep("P1Y", FirstOf(ENVOI), ENVOI),
            copies=(Copy("copie chez le prestataire d’envoi", "P4D", FirstOf(ENVOI)),),
        ),
    ),
    (EXPLOITATION, SERVICE),
)

DOCUMENTS = Activity(
    "documents",
    "Fichiers déposés",
    DECIDE,
    (Purpose("recevoir et conserver en sécurité les fichiers utiles à un dossier", MISSION),),
    (
        Category(
            "fichiers",
            "Fichiers",
            ("nom du fichier", "contenu chiffré", "compte qui a déposé", "résultat de l’analyse antivirus", "date"),
            "personnes qui déposent, personnes citées",
            Keep("P0D", FirstOf(FIN_D_USAGE), DEPOT, during="tant que le dossier l’exige", ceiling=True),
            special=Special.POSSIBLE,
            note="La clé de chiffrement du fichier est détruite avec lui.",
        ),
    ),
    (SERVICE,),
    impact_assessment=True,
)

JETONS = Activity(
    "jetons",
    "Jetons d’accès à l’API",
    DECIDE,
    (
        Purpose(
            "reconnaître les programmes autorisés et prévenir leur responsable",
            contract("conditions d’utilisation de l’API acceptées"),
        ),
    ),
    (
        Category(
            "clients",
            "Responsables des jetons",
            ("nom du client", "adresse électronique du responsable", "empreinte du jeton", "dernier usage"),
            "responsables des programmes clients",
            Keep("P1Y", FirstOf(EXPIRATION), EMISSION),
        ),
    ),
    (EXPLOITATION,),
)

DECISIONS = (
    Decision(
        "D-P-a",
        "Combien de temps garder un compte qui sert à plusieurs services ?",
        "Jusqu’à la dernière date justifiée par un service ; sans service, 1 an après le dernier contact, avec un "
        "avertissement 30 jours avant.",
        "Chaque service cesse d’utiliser le compte à sa propre échéance.",
        "exploitant de la plateforme",
    ),
    Decision(
        "D-P-b",
        "Combien de temps garder les tentatives de connexion ?",
        "6 mois.",
        "La borne basse de la recommandation de la CNIL suffit à comprendre une attaque.",
        "exploitant de la plateforme",
    ),
)

services.register(
    Service(
        key="plateforme",
        slug="plateforme",
        title="La plateforme",
        mission="Ce qui est commun à tous les services : comptes, organisations, journal, messages, fichiers et "
        "jetons d’API.",
        who="Parvis, la plateforme commune sur laquelle reposent les services présentés ici.",
        contact=Contact(address="l’exploitant de la plateforme, à l’adresse donnée par les mentions légales"),
        activities=(COMPTES, ORGANISATIONS, JOURNAL, MESSAGES, DOCUMENTS, JETONS),
        promised=(
            Promise(Right.ACCESS),
            Promise(Right.RECTIFY),
            Promise(Right.ERASE, "le cas échéant"),
            Promise(Right.RESTRICT),
            Promise(Right.OBJECT, "sauf pour ce que la loi impose de conserver"),
            Promise(Right.PORT, "pour les jetons d’API"),
        ),
        identity=Identity("Être connecté suffit. Sinon, le moins de preuves possible, et seulement en cas de doute."),
        recipients=(EXPLOITATION, MEMBRES, SERVICE),
        trackers=(
            Tracker("sessionid", "vous garder connecté", TrackerBasis.NECESSARY, "PT12H"),
            Tracker("csrftoken", "protéger les formulaires contre l’usurpation", TrackerBasis.NECESSARY, "P364D"),
        ),
        trackers_note="Aucun traceur soumis à consentement, aucune requête vers un tiers.",
        measures=(
            SecurityMeasure(
                "Toute donnée de la base est déclarée au registre, sinon le service ne démarre pas.",
                control="La base réelle est comparée au registre, table par table et colonne par colonne.",
                test="tests/core/privacy/test_catalogue.py::test_a_column_added_by_hand_is_seen",
            ),
            SecurityMeasure(
                "Cloisonnement entre organisations.",
                control="La base ne montre une ligne qu’à qui agit pour l’organisation concernée.",
                test="tests/kernel/test_scope.py::test_the_session_follows_the_scope_and_comes_back",
            ),
            SecurityMeasure(
                "Une politique publiée ne se modifie plus.",
                control="La base refuse toute modification et toute suppression d’une version publiée.",
                test="tests/core/privacy/test_versions.py::test_a_published_policy_is_immutable",
            ),
            SecurityMeasure(
                "Chiffrement : site uniquement accessible en HTTPS.",
                control="En production, toute adresse est renvoyée vers HTTPS et les cookies n’en sortent pas.",
                test="tests/core/privacy/test_measures.py::test_production_serves_https_only",
            ),
        ),
        decisions=DECISIONS,
        order=60,
    )
)

LIBRARY = Plain("mécanique de la bibliothèque, sans personne")

tables.register(
    Table(
        "privacy.PolicyVersion",
        {
            "id": Plain("identifiant technique"),
            "service": Plain("nom du service"),
            "number": Plain("numéro de version"),
            "content": Plain("la politique publiée, publique par nature"),
            "digest": Plain("empreinte de la politique publiée"),
            "published_at": Plain("date de publication"),
            "published_by": Plain("nom de la tâche du système qui a publié, jamais une personne"),
            "summary": Plain("ce qui a changé dans la politique"),
        },
    )
)
# Tables of libraries that no other app answers for.
for _key, _columns in {
    "contenttypes.ContentType": "id app_label model",
    "django_migrations": "id app name applied",
}.items():
    tables.register(Table(_key, dict.fromkeys(_columns.split(), LIBRARY)))
