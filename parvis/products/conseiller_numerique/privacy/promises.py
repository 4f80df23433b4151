"""The numbered promises of Conseiller numérique France Services."""

from parvis.kernel.declarations import privacy as gdpr

gdpr.promise_all(
    "conseiller-numerique",
    "CN",
    "La plateforme est gratuite et ouverte à tous ; la version des conditions acceptée est retenue à l’inscription.",
    "Elle renseigne sur le métier et sur les structures qui recrutent.",
    "Des personnes se portent candidates ; des structures, publiques ou privées, demandent des conseillers.",
    "Les candidats sont invités à l’évaluation Pix ; le certificat revient par son identifiant, jamais par un nom.",
    "L’appariement n’emploie, du candidat, que la situation, le code postal, la distance maximale et la date de "
    "disponibilité ; de la structure, que son statut public ou privé, le début de la mission et le code postal.",
    "Candidat et structure sont mis en relation quand la disponibilité précède le début de la mission et que la "
    "mobilité atteint le lieu de la structure.",
    "Les critères sont clairs, objectifs, montrés aux deux à chaque mise en relation et à chaque refus, et leur "
    "version est gardée. Ils aident à décider : une personne décide, et sa décision est inscrite.",
    "Le nom, le prénom, l’adresse électronique et le téléphone des conseillers figurent sur une carte publique, à "
    "l’écran et sur papier.",
    "Un conseiller peut s’y opposer à tout moment : il disparaît aussitôt de la carte, de l’API, des exports et de la "
    "liste papier.",
    "L’adresse professionnelle créée à l’inscription est transmise à l’outil de prise de rendez-vous.",
    "Les données des candidats et des personnels des structures sont supprimées pour de bon 30 mois après la réception "
    "du mail de confirmation : aucune copie « archivée ».",
    "Les données de connexion sont gardées 1 an.",
    "Les cookies durent jusqu’au retrait du consentement, ou 13 mois.",
    "Chacun peut demander l’information, l’accès, la rectification, l’effacement le cas échéant, l’opposition, et "
    "retirer son consentement aux cookies.",
    "Un compte qui viole les conditions peut être suspendu pour une durée donnée ou supprimé : avec la raison, les "
    "dates, un avis et un recours.",
    "Avant d’envoyer, la personne est avertie qu’une fausse déclaration est punie (article 441-1 du code pénal : "
    "jusqu’à 3 ans et 45 000 €) et le reconnaît.",
    "L’éditeur peut retirer un contenu ; ce geste laisse une trace.",
    "Quatre sous-traitants, tous en France : Clever Cloud, Sendinblue, Scalingo et Pix.",
    "Seules les personnes que la loi y autorise voient les données.",
    "Un effacement est transmis à Pix.",
    awaited="Conseiller numérique n’est pas encore ouvert sur cette plateforme : sa politique est écrite, pas ses "
    "pages.",
)
