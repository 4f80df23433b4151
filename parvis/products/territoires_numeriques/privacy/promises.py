"""The numbered promises of Territoires Numériques; the first nine are the rules of remote assistance."""

from parvis.kernel.declarations import privacy as gdpr

gdpr.promise_all(
    "territoires-numeriques",
    "TN",
    "Téléassistance, règle 1 : tout se passe dans le contexte de l’adhérent, avec ses droits, et son mot de passe "
    "n’est jamais communiqué.",
    "Téléassistance, règle 2 : l’adhérent voit à tout moment ce que fait le téléassistant.",
    "Téléassistance, règle 3 : rien ne commence sans l’acceptation explicite de l’adhérent, à chaque fois.",
    "Téléassistance, règle 4 : le code de la session est à usage unique et se donne de vive voix.",
    "Téléassistance, règle 5 : le téléassistant regarde et guide ; il ne valide jamais une modification.",
    "Téléassistance, règle 6 : l’adhérent peut vérifier qui l’aide, par un message d’une adresse officielle.",
    "Téléassistance, règle 7 : l’outil est démarré par l’adhérent, et ne se lance pas avec le poste.",
    "Téléassistance, règle 8 : chaque session est inscrite au journal : qui, quel poste, quand, combien de temps.",
    "Téléassistance, règle 9 : une capture d’écran est annoncée, motivée, acceptée, et floutée avant tout partage.",
    "Le site est ouvert à tous ; les services sont réservés aux adhérents.",
    "Le GIP est sous-traitant pour les données des adhérents, responsable pour leurs comptes et la partie publique, et "
    "chaque traitement montre son rôle.",
    "Chaque adhérent a un compte administrateur qui gère les données qu’il a décidé de traiter, ses utilisateurs et "
    "les demandes de droits.",
    "Les comptes sont nominatifs ; qui part est retiré ; un compte gardé par obligation ne peut plus se connecter et a "
    "une date de fin.",
    "Un échange (appel, réunion, lettre, message, vidéo) n’est enregistré qu’annoncé d’avance, pour vérifier une "
    "instruction ; rien n’est enregistré par défaut.",
    "Les statistiques publiques sont anonymes et n’identifient personne : aucun effectif en dessous de 11, ni "
    "retrouvable par soustraction.",
    "Les données sont gardées tant que l’adhérent utilise les services ; au-delà seulement pour la loi ou la défense "
    "de droits, avec un motif, un responsable et une date de réexamen ; puis détruites ou rendues anonymes, avec un "
    "certificat.",
    "La mesure d’audience dure ce qu’elle annonce (une demi-heure, 13 mois), se refuse par une case, et l’adresse IP, "
    "changée en ville, est anonymisée aussitôt.",
    "La charte est numérotée ; les adhérents l’acceptent, et signent la liste de licéité avant d’ouvrir un service.",
    "Un plan d’assurance sécurité est publié.",
    "Toute communication à une autorité est consignée.",
    "Chacun peut demander l’information, la portabilité des données fournies, la rectification, l’effacement, la "
    "limitation et l’opposition ; un refus est motivé.",
    awaited="Territoires Numériques n’est pas encore ouvert sur cette plateforme : sa charte est écrite, pas ses "
    "pages.",
)
