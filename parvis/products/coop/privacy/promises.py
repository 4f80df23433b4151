"""The numbered promises of La coop."""

from parvis.kernel.declarations import privacy as gdpr

gdpr.promise_all(
    "coop",
    "CO",
    "Les médiateurs numériques professionnels se connectent ; personne d’autre.",
    "Un compte tient en quatre données : nom, prénom, adresse électronique et, si vous le voulez, téléphone.",
    "Un compte est effacé 1 an après le dernier contact : une connexion ou un message de la personne, jamais un envoi "
    "de notre part. Elle est prévenue 30 jours avant.",
    "La fiche d’un bénéficiaire est effacée 1 an après sa dernière mise à jour : un changement fait par un humain, ou "
    "un nouvel accompagnement.",
    "Vers l’entrepôt de données ne partent qu’un pseudonyme calculé avec une clé secrète et l’année de naissance ; nom "
    "et prénom seulement vers un destinataire dont la finalité déclarée les exige.",
    "La montée en compétence numérique est mesurée compétence par compétence, avant et après, et publiée en chiffres "
    "d’ensemble.",
    "Les médiateurs répondent du suivi de leurs bénéficiaires et de rien d’autre ; l’ANCT répond du reste.",
    "La lettre d’information s’obtient en confirmant son adresse et se quitte en un geste ; les données sont gardées "
    "jusqu’à la désinscription, puis 1 an.",
    "La lettre d’information ne demande que le nom, le prénom et l’adresse électronique.",
    "Le formulaire de contact ne demande que ces mêmes données, effacées 1 an après le message.",
    "Chacun peut demander l’information, l’accès, la rectification, l’opposition et la limitation.",
    "Les données ne vont qu’à l’équipe et à l’entrepôt de données partagé.",
    "Deux sous-traitants, tous deux en France : Scaleway pour l’hébergement, Brevo pour la lettre d’information.",
    "L’audience est mesurée en mode exempté de consentement, et s’y opposer a un effet réel.",
    "La base des utilisateurs n’est ouverte qu’aux administrateurs du service.",
    "Les journaux applicatifs disent qui a eu accès à la base.",
    "Le site n’est servi qu’en HTTPS.",
    awaited="La coop n’est pas encore ouverte sur cette plateforme : sa politique est écrite, pas ses pages.",
)
