"""How the gaps of the terms of Conseiller numérique are read, until its controller signs."""

from parvis.kernel.declarations import privacy as gdpr

DECISIONS = (
    gdpr.Decision(
        "D-002-a",
        "De quand partent les 30 mois, et une connexion les prolonge-t-elle ?",
        "De la réception du mail de confirmation, une fois pour toutes ; sans confirmation, de l’envoi de ce mail.",
        "Le texte donne un point de départ fixe.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-b",
        "Le décret n° 2011-219 cité a été abrogé avant la date du texte.",
        "L’obligation repose sur le décret n° 2021-1362 ; seules les données techniques de connexion restent, 1 an.",
        "Un texte abrogé n’oblige plus.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-c",
        "Le texte dispense de consentement les cookies de « publicité non personnalisée ».",
        "Aucun cookie publicitaire ; sans consentement, seuls les cookies strictement nécessaires et la mesure "
        "d’audience exemptée.",
        "La CNIL exige un consentement pour la publicité.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-d",
        "Une preuve d’identité systématique, la date et l’heure précise de la requête sont-elles exigées ?",
        "Non : la preuve n’est demandée qu’en cas de doute raisonnable ; la date et l’heure aident, sans condition.",
        "Article 12 du RGPD : toute demande est recevable par tout moyen.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-e",
        "Combien de temps un conseiller reste-t-il sur la carte ?",
        "Tant qu’il est en poste ; il en disparaît aussitôt, partout, s’il s’y oppose.",
        "Le texte ne donne pas de durée.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-f",
        "L’appariement peut-il décider seul ?",
        "Non : la version des critères et les deux conditions sont gardées avec chaque appariement, et une personne "
        "décide.",
        "Le texte parle d’un outil d’aide à la décision.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-g",
        "Quelles données pour « accompagner les usagers dans la maîtrise des bases du numérique » ?",
        "Aucune : cette finalité n’a pas de catégorie de données.",
        "Équipements, courriel, traitement de texte et applications s’apprennent sans fichier.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-h",
        "Combien de temps garder l’identifiant du certificat Pix ?",
        "Comme la candidature ; l’effacement est transmis à Pix.",
        "Le certificat ne sert qu’à la candidature.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-i",
        "Le droit à la limitation n’est pas cité.",
        "Il est accordé : la loi le donne à toute personne.",
        "Article 18 du RGPD.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-j",
        "Passés les délais, peut-on garder une copie anonymisée ou archivée ?",
        "Non : les données sont supprimées définitivement.",
        "L’ANCT s’engage à une suppression définitive.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-k",
        "Les adresses des modèles de courrier de la CNIL, et celles des pages sur Pix et les cookies, ne figurent pas "
        "dans le texte transmis.",
        "Le modèle pour le droit d’accès est donné par son adresse publique ; les autres sont à obtenir de l’ANCT.",
        "Une adresse inventée ne mènerait nulle part.",
        "ANCT",
    ),
    gdpr.Decision(
        "D-002-l",
        "Les textes de l’ANCT nomment deux directeurs généraux différents.",
        "Chaque page publie le nom de son propre texte, jusqu’à ce que l’ANCT donne le nom en fonction.",
        "Un nom deviné serait faux pour tous.",
        "ANCT",
    ),
)
