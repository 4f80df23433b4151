"""The numbered promises of Médiature."""

from parvis.kernel.declarations import privacy as gdpr

gdpr.promise_all(
    "mediature",
    "ME",
    "Un citoyen saisit le médiateur en ligne.",
    "Chaque dossier est attribué à un médiateur.",
    "Les dossiers sont gérés, et leur avancement est suivi par le citoyen comme par le médiateur.",
    "Les documents sensibles d’une saisine sont protégés.",
    "Les échanges d’un dossier sont réunis au même endroit, quelle que soit la voie employée.",
    "D’un citoyen, on ne recueille que le prénom, le nom, l’adresse électronique, l’adresse postale, le téléphone et "
    "les documents nécessaires.",
    "D’un médiateur, on ne recueille que le nom, le prénom, l’adresse électronique et le mot de passe.",
    "Les coordonnées d’un citoyen sont effacées 2 ans après la clôture de son dernier dossier.",
    "Les documents sont effacés 2 ans au plus après la clôture du dossier ; une collectivité peut déclarer moins.",
    "Les données d’un médiateur sont effacées 2 ans après la suppression de son compte ; ses moyens de connexion, "
    "aussitôt.",
    "Chaque collectivité est responsable de traitement chez elle, et son représentant légal est nommé.",
    "Chacun peut demander l’information, l’accès, la rectification, l’effacement le cas échéant, l’opposition et la "
    "portabilité, dans un format lisible par un programme.",
    "Les données ne vont qu’à l’équipe, aux services de la collectivité habilités à résoudre le dossier, et en "
    "chiffres d’ensemble à l’AMCT.",
    "Les données sont dans une base cloisonnée, tracée, surveillée, protégée des logiciels malveillants et par le "
    "réseau, et sauvegardée.",
    "Le prestataire d’envoi garde les messages 4 jours ; nos copies brutes, pas davantage.",
    "La messagerie d’assistance ne dépose un cookie, de 7 jours, qu’avec votre accord ; rien n’est chargé avant.",
    "Une réponse est donnée en un mois, et l’identité n’est demandée qu’en cas de besoin.",
    "La médiation suit la loi : mandat du médiateur, recevabilité, effet sur les délais de recours, dates de "
    "l’attestation, rapport annuel.",
    awaited="Médiature n’est pas encore ouverte sur cette plateforme : sa politique est écrite, pas ses pages.",
)
