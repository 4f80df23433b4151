"""What the platform itself promises, whichever service uses it."""

from parvis.core.privacy.privacy.accountability import CONFORMITE, OPERATEUR
from parvis.core.privacy.privacy.accountability import DECISIONS as DECISIONS_OF_THE_REGISTER
from parvis.core.privacy.privacy.retention import conservation
from parvis.core.privacy.privacy.rights import KEPT_AS_PROOF, droits
from parvis.core.privacy.privacy.trackers import MEASURES, TRACEURS, TRACKERS
from parvis.core.privacy.queries.accountability.evidence import (
    database_access,
    declared_columns,
    encrypted_exchanges,
    kept_apart,
    published_policies,
)
from parvis.kernel.declarations import privacy as gdpr

DECIDE = gdpr.decides(OPERATEUR)
MISSION = gdpr.public_task("mission de service public de l’exploitant de la plateforme")
SECURITE = gdpr.legal_obligation("obligation de sécurité et de preuve, articles 5-2 et 32 du RGPD")

PROCONNECT = gdpr.Recipient(
    "ProConnect, service d’identification des agents tenu par la direction interministérielle du numérique",
    "quand un agent choisit de se connecter par ce service",
    hosts=("proconnect.gouv.fr", "agentconnect.gouv.fr", "dev-agentconnect.fr"),
)
EXPLOITATION = gdpr.Recipient(
    "l’équipe d’exploitation de la plateforme", "pour l’administrer, et chaque accès est tracé"
)
MEMBRES = gdpr.Recipient("les membres de la même organisation, selon leur rôle")
SERVICE = gdpr.Recipient("le service à qui la personne s’adresse")

DERNIER_CONTACT = gdpr.Moment(
    "plateforme.compte.dernier-contact",
    "la dernière connexion ou le dernier message reçu de vous",
    ("accounts.User.last_login", "usersessions.UserSession.last_seen_at"),
)
CREATION = gdpr.Moment("plateforme.compte.creation", "la création du compte", ("accounts.User.date_joined",))
CONNEXION = gdpr.Moment("plateforme.compte.connexion", "la connexion")
TENTATIVE = gdpr.Moment(
    "plateforme.compte.tentative", "la dernière tentative de connexion", ("axes.AccessAttempt.attempt_time",)
)
FIN_DE_SESSION = gdpr.Moment(
    "plateforme.compte.fin-de-session",
    "la fin de la session",
    ("sessions.Session.expire_date", "accounts_counter.expires"),
    planned=True,
)
DEPART = gdpr.Moment(
    "plateforme.organisation.depart",
    "le départ de la personne de l’organisation",
    ("organisations.Membership.ended_on",),
    planned=True,
)
RATTACHEMENT = gdpr.Moment(
    "plateforme.organisation.rattachement",
    "le rattachement ou l’invitation",
    ("organisations.Membership.since", "organisations.Invitation.created_at"),
)
ACTE = gdpr.Moment("plateforme.journal.acte", "l’acte ou la lecture", ("journal.JournalEntry.recorded_at",))
ENVOI = gdpr.Moment("plateforme.message.envoi", "l’envoi du message", ("notifications.Outgoing.created_on",))
RECEPTION = gdpr.Moment("plateforme.message.reception", "la réception du courriel", ("messaging.Incoming.received_at",))
DERNIER_MORCEAU = gdpr.Moment(
    "plateforme.document.dernier-morceau", "l’arrivée du dernier morceau du fichier", ("documents.Upload.touched_at",)
)
DEPOT = gdpr.Moment("plateforme.document.depot", "le dépôt du fichier", ("documents.Document.created_on",))
FIN_D_USAGE = gdpr.Moment(
    "plateforme.document.fin-d-usage",
    "la fin du dossier auquel le fichier est joint",
    ("documents.Document.released_on",),
    planned=True,
)
EXPIRATION = gdpr.Moment(
    "plateforme.jeton.expiration",
    "l’expiration ou la révocation du jeton",
    ("accounts.ApiToken.expires_on", "accounts.ApiToken.revoked_on"),
    planned=True,
)
EMISSION = gdpr.Moment("plateforme.jeton.emission", "l’émission du jeton", ("accounts.ApiToken.created_on",))

COMPTES = gdpr.Activity(
    "comptes",
    "Comptes",
    DECIDE,
    (
        gdpr.Purpose("ouvrir un accès personnel et protégé aux services", MISSION),
        gdpr.Purpose("protéger les comptes contre l’usurpation", SECURITE),
    ),
    (
        gdpr.Category(
            "identite",
            "Identité du titulaire",
            ("prénom", "nom", "adresse électronique"),
            "titulaires de compte",
            gdpr.Keep("P1Y", gdpr.LastOf(DERNIER_CONTACT), CREATION, notice="P30D", decision="D-P-a"),
            optional=("prénom", "nom"),
        ),
        gdpr.Category(
            "connexion",
            "Moyens de connexion",
            (
                "empreinte du mot de passe",
                "identifiant chez le fournisseur d’identité",
                "dates de création et de dernière connexion",
                "version des conditions acceptée",
            ),
            "titulaires de compte",
            gdpr.Keep(
                "P1Y",
                gdpr.LastOf(DERNIER_CONTACT),
                CREATION,
                decision="D-P-a",
                note="Le mot de passe est détruit avec le compte, aussitôt.",
            ),
        ),
        gdpr.Category(
            "securite",
            "Protection des comptes",
            (
                "seconds facteurs et clés d’accès",
                "sessions ouvertes (adresse IP, navigateur)",
                "tentatives de connexion (identifiant saisi, adresse IP, navigateur, date)",
            ),
            "titulaires de compte, personnes qui tentent de se connecter",
            gdpr.Keep(
                "P6M",
                gdpr.LastOf(TENTATIVE, FIN_DE_SESSION),
                TENTATIVE,
                stages=(gdpr.Stage("PT12H", gdpr.LastOf(CONNEXION), "fermeture de la session"),),
                decision="D-P-b",
                note="Un second facteur est détruit avec le compte, ou dès que vous le retirez.",
            ),
        ),
    ),
    (EXPLOITATION,),
)

ORGANISATIONS = gdpr.Activity(
    "organisations",
    "Organisations",
    DECIDE,
    (gdpr.Purpose("relier les personnes aux organisations pour lesquelles elles agissent", MISSION),),
    (
        gdpr.Category(
            "contacts",
            "Contacts des organisations",
            ("nom du contact", "adresse électronique", "numéro de téléphone"),
            "représentants et contacts des organisations",
            gdpr.Keep(
                "P1Y", gdpr.FirstOf(DEPART), RATTACHEMENT, during="tant que la personne représente l’organisation"
            ),
        ),
        gdpr.Category(
            "rattachements",
            "Rattachements et invitations",
            ("compte", "organisation", "rôle", "adresse invitée", "dates"),
            "membres et personnes invitées",
            gdpr.Keep("P1Y", gdpr.FirstOf(DEPART), RATTACHEMENT, during="tant que la personne est membre"),
        ),
    ),
    (MEMBRES, EXPLOITATION),
)

JOURNAL = gdpr.Activity(
    "journal",
    "Journal des actes et des lectures",
    DECIDE,
    (gdpr.Purpose("savoir qui a lu ou modifié les données de qui, et pouvoir le prouver", SECURITE),),
    (
        gdpr.Category(
            "traces",
            "Traces",
            ("compte qui agit", "organisation", "acte", "pseudonyme de la personne concernée", "catégories", "date"),
            "titulaires de compte, personnes dont les données sont lues ou modifiées",
            gdpr.Keep("P12M", gdpr.FirstOf(ACTE), ACTE, ending=gdpr.Ending.DROP),
            note="Aucune valeur n’est inscrite : seulement le nom des catégories de données. "
            "Les traces sont détruites par mois entiers, douze mois après la fin du mois.",
        ),
    ),
    (EXPLOITATION,),
)

MESSAGES = gdpr.Activity(
    "messages",
    "Courriels et notifications",
    DECIDE,
    (gdpr.Purpose("prévenir les personnes de ce qui les concerne, et savoir si le message est parti", MISSION),),
    (
        gdpr.Category(
            "envois",
            "Envois",
            ("adresse du destinataire", "objet", "texte", "date et résultat de l’envoi"),
            "destinataires des messages",
            gdpr.Keep("P1Y", gdpr.FirstOf(ENVOI), ENVOI),
            copies=(gdpr.Copy("copie chez le prestataire d’envoi", "P4D", gdpr.FirstOf(ENVOI)),),
        ),
    ),
    (EXPLOITATION, SERVICE),
)

COURRIELS = gdpr.Activity(
    "courriels",
    "Courriels reçus",
    DECIDE,
    (gdpr.Purpose("remettre à son dossier ce que les personnes écrivent par courriel", MISSION),),
    (
        gdpr.Category(
            "recus",
            "Courriels reçus, tels qu’ils sont arrivés",
            ("courriel entier, chiffré", "adresse visée", "date de réception"),
            "personnes qui écrivent à un service",
            gdpr.Keep("P4D", gdpr.FirstOf(RECEPTION), RECEPTION),
            special=gdpr.Special.POSSIBLE,
            note="Ce que dit le courriel est gardé avec le dossier qu’il concerne ; la copie brute est détruite.",
        ),
    ),
    (EXPLOITATION, SERVICE),
    impact_assessment=True,
)

DOCUMENTS = gdpr.Activity(
    "documents",
    "Fichiers déposés",
    DECIDE,
    (gdpr.Purpose("recevoir et conserver en sécurité les fichiers utiles à un dossier", MISSION),),
    (
        gdpr.Category(
            "fichiers",
            "Fichiers",
            ("nom du fichier", "contenu chiffré", "compte qui a déposé", "résultat de l’analyse antivirus", "date"),
            "personnes qui déposent, personnes citées",
            gdpr.Keep("P0D", gdpr.FirstOf(FIN_D_USAGE), DEPOT, during="tant que le dossier l’exige", ceiling=True),
            special=gdpr.Special.POSSIBLE,
            note="La clé de chiffrement du fichier est détruite avec lui.",
        ),
        gdpr.Category(
            "envois",
            "Fichiers en cours d’envoi",
            ("nom du fichier", "contenu chiffré", "qui envoie, pour quel formulaire", "date du dernier morceau arrivé"),
            "personnes qui déposent, personnes citées",
            gdpr.Keep("P7D", gdpr.LastOf(DERNIER_MORCEAU), DERNIER_MORCEAU),
            special=gdpr.Special.POSSIBLE,
            note="Joint par la personne, le fichier devient un fichier déposé ; sinon il est détruit avec sa clé.",
        ),
    ),
    (SERVICE,),
    impact_assessment=True,
)

JETONS = gdpr.Activity(
    "jetons",
    "Jetons d’accès à l’API",
    DECIDE,
    (
        gdpr.Purpose(
            "reconnaître les programmes autorisés et prévenir leur responsable",
            gdpr.contract("conditions d’utilisation de l’API acceptées"),
        ),
    ),
    (
        gdpr.Category(
            "clients",
            "Responsables des jetons",
            ("nom du client", "adresse électronique du responsable", "empreinte du jeton", "dernier usage"),
            "responsables des programmes clients",
            gdpr.Keep("P1Y", gdpr.FirstOf(EXPIRATION), EMISSION, during="tant que le jeton est valable"),
        ),
    ),
    (EXPLOITATION,),
)

DECISIONS = (
    gdpr.Decision(
        "D-P-a",
        "Combien de temps garder un compte qui sert à plusieurs services ?",
        "Jusqu’à la dernière date justifiée par un service ; sans service, 1 an après le dernier contact, avec un "
        "avertissement 30 jours avant.",
        "Chaque service cesse d’utiliser le compte à sa propre échéance.",
        "exploitant de la plateforme",
    ),
    gdpr.Decision(
        "D-P-b",
        "Combien de temps garder les tentatives de connexion ?",
        "6 mois.",
        "La borne basse de la recommandation de la CNIL suffit à comprendre une attaque.",
        "exploitant de la plateforme",
    ),
    KEPT_AS_PROOF,
    *DECISIONS_OF_THE_REGISTER,
)

for _control in (
    gdpr.Control(
        "declared-columns",
        "La base réelle est comparée au registre, table par table et colonne par colonne, avant tout démarrage.",
        "tests/core/privacy/test_catalogue.py::test_nothing_starts_on_an_undeclared_column",
        declared_columns,
    ),
    gdpr.Control(
        "row-security",
        "La base ne montre une ligne qu’à qui agit pour l’organisation concernée.",
        "tests/architecture/test_routes_and_roles.py::test_nothing_of_a_foreign_organisation_is_ever_shown",
        kept_apart,
    ),
    gdpr.Control(
        "web-role",
        "Le rôle qui sert les pages ne possède aucune table et ne contourne aucune règle de la base.",
        "tests/kernel/test_scope.py::test_the_web_role_bypasses_nothing",
        database_access,
    ),
    gdpr.Control(
        "immutable-policies",
        "La base refuse toute modification et toute suppression d’une version publiée.",
        "tests/core/privacy/test_versions.py::test_a_published_policy_is_immutable",
        published_policies,
    ),
    gdpr.Control(
        "https",
        "En production, toute adresse est renvoyée vers HTTPS et les cookies n’en sortent pas.",
        "tests/core/privacy/test_measures.py::test_production_serves_https_only",
        encrypted_exchanges,
    ),
    gdpr.Control(
        "erases-only",
        "Un service qui promet de tout effacer ne peut déclarer aucune autre fin pour ses données : rien ne démarre.",
        "tests/core/privacy/test_coherence.py::test_a_service_that_promises_to_erase_keeps_nothing_otherwise",
    ),
    gdpr.Control(
        "route-policies",
        "Une page sans règle d’accès ne s’ouvre à personne.",
        "tests/core/privacy/test_measures.py::test_every_privacy_route_says_who_may_enter",
    ),
):
    gdpr.controls.register(_control)

gdpr.services.register(
    gdpr.Service(
        key="plateforme",
        slug="plateforme",
        title="La plateforme",
        mission="Ce qui est commun à tous les services : comptes, organisations, journal, messages, fichiers et "
        "jetons d’API.",
        who="Parvis, la plateforme commune sur laquelle reposent les services présentés ici.",
        contact=gdpr.Contact(address="l’exploitant de la plateforme, à l’adresse donnée par les mentions légales"),
        activities=(
            COMPTES,
            ORGANISATIONS,
            JOURNAL,
            MESSAGES,
            COURRIELS,
            DOCUMENTS,
            JETONS,
            conservation(DECIDE),
            droits(DECIDE),
            CONFORMITE,
            TRACEURS,
        ),
        promised=(
            gdpr.PromisedRight(gdpr.Right.ACCESS),
            gdpr.PromisedRight(gdpr.Right.RECTIFY),
            gdpr.PromisedRight(gdpr.Right.ERASE, "le cas échéant"),
            gdpr.PromisedRight(gdpr.Right.RESTRICT),
            gdpr.PromisedRight(gdpr.Right.OBJECT, "sauf pour ce que la loi impose de conserver"),
            gdpr.PromisedRight(gdpr.Right.PORT, "pour les jetons d’API"),
        ),
        identity=gdpr.Identity(
            "Être connecté suffit. Sinon, le moins de preuves possible, et seulement en cas de doute."
        ),
        recipients=(EXPLOITATION, MEMBRES, SERVICE, PROCONNECT),
        trackers=TRACKERS,
        trackers_note="Aucun traceur soumis à consentement, aucune requête vers un tiers.",
        measures=(
            gdpr.SecurityMeasure(
                "Toute donnée de la base est déclarée au registre, sinon rien ne démarre.", control="declared-columns"
            ),
            gdpr.SecurityMeasure("Cloisonnement entre organisations.", control="row-security"),
            gdpr.SecurityMeasure("Une politique publiée ne se modifie plus.", control="immutable-policies"),
            *MEASURES,
            gdpr.HTTPS,
        ),
        decisions=DECISIONS,
        order=60,
    )
)
