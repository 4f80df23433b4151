"""How each gap of the policy of data·inclusion is read."""

from parvis.kernel.declarations import privacy as gdpr

DECISIONS = (
    gdpr.Decision(
        "D-004-a",
        "La rubrique « Pendant combien de temps » est vide dans le texte transmis.",
        "30 jours après le retrait à la source ; dépublication sans confirmation depuis 24 mois ; aussitôt en cas "
        "d’opposition.",
        "Une donnée qui n’est plus publiée par sa source n’a plus d’usage.",
        "GIP Plateforme de l’inclusion",
    ),
    gdpr.Decision(
        "D-004-b",
        "Le droit d’opposition dépend-il de qui lit la donnée, puisque la base en dépend ?",
        "Non : l’opposition est honorée pour tous les destinataires.",
        "La personne ne peut pas savoir qui la lit.",
        "GIP Plateforme de l’inclusion",
    ),
    gdpr.Decision(
        "D-004-c",
        "Scalingo et Scaleway sont présentés comme destinataires ; le tableau des sous-traitants manque.",
        "Ce sont des sous-traitants, établis en France.",
        "Ils hébergent pour le compte du GIP.",
        "GIP Plateforme de l’inclusion",
    ),
    gdpr.Decision(
        "D-004-d",
        "Les données ouvertes contiennent-elles des contacts ?",
        "Seulement les coordonnées d’accueil qu’une structure publie elle-même en données ouvertes, comme une mairie "
        "dans l’annuaire de l’administration. Tout autre contact est réservé aux signataires : quand une personne est "
        "nommée, les pages publiques donnent le téléphone et le courriel de sa structure.",
        "Article L. 312-1-2 du code des relations entre le public et l’administration.",
        "GIP Plateforme de l’inclusion",
    ),
    gdpr.Decision(
        "D-004-e",
        "Une boîte partagée (contact@…) est-elle une donnée personnelle ?",
        "Non, mais chaque valeur est tenue pour personnelle tant que le contraire n’est pas établi.",
        "Le doute profite à la personne.",
        "GIP Plateforme de l’inclusion",
    ),
    gdpr.Decision(
        "D-004-f",
        "Que deviennent les copies prises par les acteurs ?",
        "Chaque retrait leur est signalé, et ils s’engagent à l’appliquer.",
        "Effacer chez nous ne suffit pas.",
        "GIP Plateforme de l’inclusion",
    ),
    gdpr.Decision(
        "D-004-g",
        "Qui est informé que ses coordonnées viennent d’une source, et comment ?",
        "Chaque personne nommée à côté d’une adresse électronique, par un message, une fois, dans le mois. Une boîte "
        "sans nom et un téléphone seul le sont par cette politique et par la page publique de la fiche.",
        "Écrire à une boîte partagée ou à un numéro sans nom n’informerait personne en particulier (article 14-5 b).",
        "GIP Plateforme de l’inclusion",
    ),
)
