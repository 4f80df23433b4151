"""How the gaps of the charter of Territoires Numériques are read."""

from parvis.kernel.declarations import privacy as gdpr

LE_GIP = "GIP Territoires Numériques"

DECISIONS = (
    gdpr.Decision(
        "D-003-a",
        "La charte cite quatre fondements (intérêts légitimes, contrat ou engagement, obligation légale, intérêt "
        "public) et le consentement, sans dire lequel vaut pour quoi.",
        "Chaque finalité du GIP repose sur sa mission d’intérêt public, sauf celles que la loi lui impose.",
        "Un organisme public ne fonde pas ses missions sur ses intérêts légitimes (article 6-1 du RGPD).",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-b",
        "La charte ne donne aucune durée en chiffres, hors mesure d’audience.",
        "Comptes : 3 mois après le départ de l’adhérent, 30 jours après celui de la personne. Journaux, "
        "enregistrements : 12 mois. Captures : 30 jours.",
        "Des durées courtes, en attendant la signature du délégué à la protection des données.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-c",
        "La charte cite le lieu de naissance, les justificatifs d’identité, des garants et des associés.",
        "Ces données ne sont pas recueillies : aucune colonne ne leur est ouverte.",
        "Aucun service de la plate-forme n’en a besoin.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-d",
        "Peut-on transmettre des données à « toute personne qui possède un intérêt ou assume un risque » ?",
        "Non : les destinataires forment une liste fermée et publiée.",
        "Un destinataire indéterminé ne peut pas être annoncé.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-e",
        "Enregistre-t-on toutes les conversations ?",
        "Non : l’enregistrement est désactivé par défaut et toujours annoncé.",
        "Vérifier une instruction n’exige pas de tout enregistrer.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-f",
        "Des cookies « pour présenter un contenu susceptible de vous intéresser », aussi dans les messages ?",
        "Non : ni pixel dans les courriels, ni personnalisation sans consentement ; pas d’autre localisation que la "
        "ville de la visite.",
        "La charte limite par ailleurs ses cookies à la mesure d’audience.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-g",
        "Le cookie `pk_session` s’appelle `_pk_ses` dans Matomo.",
        "Les deux noms désignent le même cookie, d’une demi-heure.",
        "Le nom de la charte date d’une version ancienne de l’outil.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-h",
        "Le mot de passe n’est jamais communiqué (règle 1), mais un mot de passe est donné oralement (règle 4).",
        "Celui de la règle 4 est un code à usage unique, propre à la session.",
        "Les deux règles ne se contredisent plus.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-i",
        "La charte ne donne pas de délai de réponse.",
        "Celui de la loi : 1 mois.",
        "Article 12 du RGPD.",
        LE_GIP,
    ),
    gdpr.Decision(
        "D-003-j",
        "Aucun sous-traitant n’est nommé.",
        "Aucun n’est déclaré, donc aucun ne reçoit de données ; la liste est à obtenir du GIP.",
        "Un sous-traitant qui n’est pas annoncé ne reçoit rien.",
        LE_GIP,
    ),
)
