"""What La coop de la médiation numérique promises. Facts are those of its own policy; gaps are decisions."""

from parvis.kernel.declarations import privacy as gdpr

ANCT = gdpr.Controller(
    "l’Agence nationale de la cohésion des territoires (ANCT)",
    represented_by="représentée par Stanislas Bourron, directeur général de l’Agence",
)
MEDIATEURS = gdpr.Controller(
    "chaque médiateur ou médiatrice numérique professionnel",
    note="Responsable des données des bénéficiaires uniquement pour assurer leur suivi.",
    each=True,
)
CGCT = gdpr.public_task("article L. 1231-2 du code général des collectivités territoriales")

SCALEWAY = gdpr.Processor("Scaleway", "hébergement", hosts=("scaleway.com", "scw.cloud"))
BREVO = gdpr.Processor("Brevo", "gestion de la lettre d’information", hosts=("brevo.com", "sendinblue.com"))

EQUIPE = gdpr.Recipient(
    "les membres habilités de l’équipe de La coop (administrateurs, développeurs notamment)",
    "dans le cadre de leurs missions",
)
ENTREPOT = gdpr.Recipient(
    "l’entrepôt de données partagé de l’inclusion numérique",
    "pour mesurer la montée en compétence de la population dans l’usage du numérique et construire des partenariats "
    "avec des prescripteurs d’accompagnements de médiation numérique",
)

DERNIER_CONTACT = gdpr.Moment("coop.compte.dernier-contact", "le dernier contact avec l’utilisateur")
CREATION_DU_COMPTE = gdpr.Moment("coop.compte.creation", "la création du compte")
MISE_A_JOUR = gdpr.Moment("coop.beneficiaire.mise-a-jour", "la dernière mise à jour des données")
CREATION_DU_BENEFICIAIRE = gdpr.Moment("coop.beneficiaire.creation", "la création de la fiche")
DESINSCRIPTION = gdpr.Moment("coop.lettre.desinscription", "la demande de désinscription")
INSCRIPTION = gdpr.Moment("coop.lettre.inscription", "l’inscription")
ENVOI = gdpr.Moment("coop.contact.envoi", "l’envoi du message par l’utilisateur")
VISITE = gdpr.Moment("coop.audience.visite", "la visite")
ACCES = gdpr.Moment("coop.acces.acces", "l’accès")

COMPTES = gdpr.Activity(
    "comptes",
    "Comptes des médiateurs",
    gdpr.decides(ANCT),
    (gdpr.Purpose("fournir un accès authentifié à la plateforme aux médiateurs numériques professionnels", CGCT),),
    (
        gdpr.Category(
            "identite",
            "Données relatives aux comptes des médiateurs",
            ("nom", "prénom", "courriel", "numéro de téléphone"),
            "médiateurs et médiatrices numériques",
            gdpr.Keep("P1Y", gdpr.LastOf(DERNIER_CONTACT), CREATION_DU_COMPTE, notice="P30D"),
            optional=("numéro de téléphone",),
        ),
    ),
    (EQUIPE,),
    processors=(SCALEWAY,),
)

TRANSMISSION = gdpr.Activity(
    "entrepot",
    "Transmission à l’entrepôt de données partagé",
    gdpr.decides(ANCT),
    (
        gdpr.Purpose("mesurer la montée en compétence de la population dans le numérique", CGCT),
        gdpr.Purpose("s’interconnecter avec d’autres dispositifs et avec des prescripteurs d’accompagnements", CGCT),
    ),
    (
        gdpr.Category(
            "beneficiaires",
            "Données relatives aux bénéficiaires pour la transmission à l’entrepôt",
            ("nom", "prénom", "année de naissance"),
            "bénéficiaires des accompagnements",
            gdpr.Keep("P1Y", gdpr.LastOf(MISE_A_JOUR), CREATION_DU_BENEFICIAIRE),
            source="le médiateur ou la médiatrice qui accompagne la personne",
        ),
    ),
    (EQUIPE, ENTREPOT),
    (
        gdpr.Feed(
            "coop.entrepot",
            ENTREPOT,
            ("coop.entrepot.beneficiaires",),
            ("pseudonyme calculé avec une clé secrète", "année de naissance"),
            note="Le nom et le prénom ne partent que vers un destinataire dont la finalité déclarée les exige.",
        ),
    ),
    (SCALEWAY,),
    impact_assessment=True,
    criteria=("large-scale", "vulnerable"),
)

SUIVI = gdpr.Activity(
    "suivi",
    "Suivi des bénéficiaires par les médiateurs",
    gdpr.processes_for(
        MEDIATEURS,
        operator=ANCT.name,
        split="Pour le suivi, la personne s’adresse à son médiateur ; pour la transmission à l’entrepôt, à l’ANCT.",
    ),
    (gdpr.Purpose("assurer le suivi des bénéficiaires", CGCT),),
    (
        gdpr.Category(
            "beneficiaires",
            "Données de suivi des bénéficiaires",
            ("nom", "prénom", "année de naissance", "accompagnements reçus"),
            "bénéficiaires des accompagnements",
            gdpr.Keep("P1Y", gdpr.LastOf(MISE_A_JOUR), CREATION_DU_BENEFICIAIRE, decision="D-000-b"),
            special=gdpr.Special.POSSIBLE,
            note="Le texte libre d’un accompagnement peut en dire plus que prévu : il est traité comme sensible.",
        ),
    ),
    (gdpr.Recipient("le médiateur ou la médiatrice qui suit la personne"),),
    processors=(SCALEWAY,),
    impact_assessment=True,
    criteria=("large-scale", "vulnerable"),
    cnil_list="accompagnement social ou médico-social des personnes",
)

LETTRE = gdpr.Activity(
    "lettre",
    "Lettre d’information",
    gdpr.decides(ANCT),
    (gdpr.Purpose("gérer l’inscription et la diffusion de la lettre d’information", CGCT),),
    (
        gdpr.Category(
            "abonnement",
            "Données relatives à la lettre d’information",
            ("nom", "prénom", "adresse courriel"),
            "abonnés",
            gdpr.Keep("P1Y", gdpr.LastOf(DESINSCRIPTION), INSCRIPTION, during="jusqu’à la désinscription"),
        ),
    ),
    (EQUIPE,),
    processors=(SCALEWAY, BREVO),
)

CONTACT = gdpr.Activity(
    "contact",
    "Formulaire de contact",
    gdpr.decides(ANCT),
    (gdpr.Purpose("recueillir les demandes au sein d’un formulaire de contact", CGCT),),
    (
        gdpr.Category(
            "message",
            "Données relatives au formulaire de contact",
            ("nom", "prénom", "adresse courriel", "message envoyé"),
            "personnes qui nous écrivent",
            gdpr.Keep("P1Y", gdpr.LastOf(ENVOI), ENVOI),
        ),
    ),
    (EQUIPE,),
    processors=(SCALEWAY,),
)

AUDIENCE = gdpr.Activity(
    "audience",
    "Mesure d’audience",
    gdpr.decides(ANCT),
    (gdpr.Purpose("compter les visites pour améliorer le service, sans reconnaître personne", CGCT),),
    (
        gdpr.Category(
            "visites",
            "Données de visite",
            ("pages vues", "identifiant de visite tiré au hasard"),
            "visiteurs",
            gdpr.Keep(
                "P25M", gdpr.LastOf(VISITE), VISITE, ending=gdpr.Ending.ANONYMISE, ceiling=True, decision="D-000-h"
            ),
        ),
    ),
    (EQUIPE,),
)

ACCES_AUX_DONNEES = gdpr.Activity(
    "acces",
    "Traçabilité des accès",
    gdpr.decides(ANCT),
    (gdpr.Purpose("savoir qui a eu accès à la base de données des utilisateurs", CGCT),),
    (
        gdpr.Category(
            "traces",
            "Journaux applicatifs",
            ("compte qui a accédé", "date", "action", "catégories de données vues"),
            "membres de l’équipe, médiateurs et médiatrices",
            gdpr.Keep("P12M", gdpr.LastOf(ACCES), ACCES, ending=gdpr.Ending.DROP, decision="D-000-i"),
            note="Les traces sont détruites par mois entiers, douze mois après la fin du mois.",
        ),
    ),
    (EQUIPE,),
    processors=(SCALEWAY,),
)

DECISIONS = (
    gdpr.Decision(
        "D-000-a",
        "Qu’est-ce que le « dernier contact avec l’utilisateur » ?",
        "La dernière connexion ou le dernier message reçu de la personne. Nos propres envois ne comptent jamais. "
        "Sans aucun contact, la durée court depuis la création du compte.",
        "Sinon une lettre d’information suffirait à conserver un compte abandonné.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-b",
        "Qu’est-ce qu’une « mise à jour » des données d’un bénéficiaire ?",
        "La modification d’une donnée par un humain, ou un nouvel accompagnement. Une fusion, un compteur ou une "
        "évolution technique ne comptent pas. Le suivi suit la même durée que la transmission.",
        "Une opération automatique ne dit rien de l’utilité de la fiche.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-c",
        "Peut-on recueillir d’autres données sur un bénéficiaire (téléphone, courriel, adresse, commune, genre, "
        "tranche d’âge, statut social, notes libres) ?",
        "Seulement pour le suivi, sous la responsabilité du médiateur ; jamais pour la transmission. "
        "Une colonne non déclarée est refusée par le logiciel.",
        "La politique n’énumère que trois données pour la transmission.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-d",
        "Faut-il envoyer les noms à l’entrepôt pour produire des statistiques ?",
        "Non : un pseudonyme calculé avec une clé secrète et l’année de naissance suffisent.",
        "La liste de la politique est un maximum ; la minimisation commande le minimum.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-e",
        "Quels sont les « autres dispositifs » avec lesquels on s’interconnecte ?",
        "Une liste fermée de destinataires déclarés ; aucun à ce jour en dehors de l’entrepôt.",
        "Un destinataire inconnu ne peut pas être annoncé aux personnes.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-f",
        "Que garde-t-on pendant l’année qui suit une désinscription ?",
        "De quoi ne plus écrire à la personne : une empreinte de son adresse, et rien d’autre.",
        "L’adresse en clair n’a plus d’usage après la désinscription.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-g",
        "Qui répond à un bénéficiaire ?",
        "Le médiateur pour le suivi, l’ANCT pour la transmission ; une seule demande est partagée entre les deux.",
        "Les responsables diffèrent selon le traitement.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-h",
        "La politique ne nomme ni les traceurs de Matomo ni leur durée, et les liens vers les garanties de Scaleway "
        "et de Brevo ne figurent pas dans le texte transmis.",
        "Cookie de 13 mois au plus, non prolongé par les visites ; données de 25 mois au plus. "
        "Les liens sont à obtenir de l’ANCT.",
        "Ce sont les limites de la mesure d’audience exemptée selon la CNIL.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-i",
        "Combien de temps garder les journaux applicatifs ?",
        "12 mois, par mois entier, puis suppression.",
        "La CNIL recommande de 6 à 12 mois (délibération 2021-122).",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-j",
        "La politique énumère le nom, le prénom et l’adresse de qui nous écrit, pas le message lui-même.",
        "Le message est gardé avec eux, aussi longtemps qu’eux.",
        "Une demande ne peut être traitée sans son texte.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-000-k",
        "Les textes de l’ANCT nomment deux directeurs généraux différents.",
        "Chaque page publie le nom de son propre texte, jusqu’à ce que l’ANCT donne le nom en fonction.",
        "Un nom deviné serait faux pour tous.",
        "ANCT",
    ),
)

gdpr.services.register(
    gdpr.Service(
        key="coop",
        slug="la-coop",
        title="La coop de la médiation numérique",
        mission="La coop met à disposition de tous les médiateurs numériques une gamme d’outils qui les aide à "
        "accompagner la population dans la montée en compétence numérique.",
        who="Service public numérique développé au sein de l’Incubateur des territoires de l’Agence nationale de la "
        "cohésion des territoires (ANCT), pour réunir les outils utiles aux médiateurs et médiatrices numériques et "
        "faciliter l’interconnexion entre les outils du programme Société numérique de l’ANCT et les acteurs de la "
        "médiation numérique.",
        contact=gdpr.Contact("coop-numerique@anct.gouv.fr"),
        activities=(COMPTES, TRANSMISSION, SUIVI, LETTRE, CONTACT, AUDIENCE, ACCES_AUX_DONNEES),
        promised=tuple(
            gdpr.PromisedRight(right)
            for right in (gdpr.Right.ACCESS, gdpr.Right.RECTIFY, gdpr.Right.OBJECT, gdpr.Right.RESTRICT)
        ),
        identity=gdpr.IDENTITY_IF_UNKNOWN,
        recipients=(EQUIPE, ENTREPOT),
        processors=(SCALEWAY, BREVO),
        trackers=(
            gdpr.Tracker(
                "Matomo (_pk_id)",
                "mesure d’audience, configurée en mode « exempté »",
                gdpr.TrackerBasis.EXEMPT_AUDIENCE,
                "P13M",
                opt_out="opposition possible à tout moment",
                sets=("_pk_id.*", "_pk_ses.*"),
                tool="matomo",
            ),
        ),
        trackers_note="En dehors de la mesure d’audience, seuls des témoins strictement nécessaires au "
        "fonctionnement du service sont déposés. La mesure d’audience ne demande pas de consentement, conformément aux "
        "recommandations de la CNIL.",
        measures=(
            gdpr.SecurityMeasure(
                "Contrôle d’accès : la base de données des utilisateurs n’est accessible qu’aux seuls membres de "
                "l’administration du service.",
                control="web-role",
            ),
            gdpr.SecurityMeasure(
                "Traçabilité : les journaux applicatifs permettent de savoir qui a eu accès à la base de données.",
                control="reads-are-named",
            ),
            gdpr.SecurityMeasure(
                "Protection des logiciels : mises à jour et mesures de protection assurées par l’hébergeur Scaleway.",
                organisational="Engagement de l’hébergeur.",
            ),
            gdpr.SecurityMeasure(
                "Sauvegarde des données assurée par l’hébergeur Scaleway.",
                organisational="Engagement de l’hébergeur.",
            ),
            gdpr.HTTPS,
        ),
        decisions=DECISIONS,
        links=gdpr.CNIL_COOKIES,
        order=10,
    )
)
