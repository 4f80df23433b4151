"""What every service promises alike, whichever text it comes from."""

from parvis.core.privacy.queries.accountability.evidence import database_access, published_policies
from parvis.kernel.declarations import privacy as gdpr

SOON = "La plateforme ne le prouve pas encore."

gdpr.promise_all(
    "plateforme",
    "ALL",
    "Chaque page et chaque formulaire qui recueille des données dit qui les demande, pourquoi, de quel droit, pour "
    "combien de temps, pour qui, quels sont vos droits et à qui écrire.",
    "Vous exercez chaque droit promis depuis un seul formulaire public, avec ou sans compte ; votre demande parvient "
    "au responsable de ce traitement, et à lui seul.",
    "Vous recevez une réponse dans le mois qui suit la réception de votre demande, de date à date. Le délai n’est "
    "prolongé, trois mois en tout, que pour une raison écrite dont vous êtes averti pendant le premier mois. Les "
    "réponses en retard se voient.",
    "Votre identité n’est demandée que s’il n’y a pas d’autre moyen de vous reconnaître, et avec le moins de preuves "
    "possible. La réponse est la même, dans le même temps, que vous soyez connu ou non.",
    "Effacer à votre demande et purger à l’échéance passent par un seul mécanisme : lignes, fichiers, recherche, "
    "copies, entrepôt, prestataire d’envoi et sauvegardes restaurées. La preuve qui reste ne nomme personne.",
    "Seules les personnes qui en ont besoin accèdent aux données : la base de données elle-même l’impose, ce n’est pas "
    "laissé à la mémoire d’un programme.",
    "Qui a lu, listé, exporté ou modifié les données de qui est inscrit dans un journal que personne ne peut modifier, "
    "sans aucune valeur, détruit par mois entiers, douze mois après la fin du mois.",
    "Avant votre choix, seuls des cookies strictement nécessaires et la mesure d’audience exemptée sont déposés. "
    "Refuser est aussi simple qu’accepter, votre choix est gardé 6 mois, et chaque cookie déposé est déclaré avec sa "
    "durée.",
    "En production, les échanges sont toujours chiffrés (HTTPS), les pages sont protégées par des en-têtes de "
    "sécurité, et aucune n’appelle un tiers.",
    "Chaque politique explique comment adresser une réclamation à la CNIL.",
    "La politique de chaque service est écrite depuis le registre, numérotée, datée, imprimable, et deux versions se "
    "comparent.",
    "Les sauvegardes existent, sont chiffrées, ont un âge maximal affiché et contrôlé, et une restauration refait les "
    "effacements avant que quiconque entre.",
    awaited=SOON,
)

for _keeping in (
    gdpr.Keeping(
        "ALL-01",
        "Un formulaire ne peut demander qu’une donnée déclarée ; « Pourquoi ? », à côté de chaque champ, est écrit "
        "depuis le registre et mène à la politique, qui dit le reste.",
        "tests/promises/test_all.py::test_all_01_each_field_says_why_how_long_and_for_whom_and_leads_to_all_the_rest",
    ),
    gdpr.Keeping(
        "ALL-06",
        "Les pages sont servies par un rôle qui ne possède aucune table ; les tables des organisations sont "
        "cloisonnées par la base elle-même, qui ne montre rien à qui n’agit pour personne.",
        "tests/promises/test_all.py::test_all_06_the_database_itself_keeps_rows_from_who_does_not_need_them",
        database_access,
        ("web-role", "row-security"),
    ),
    gdpr.Keeping(
        "ALL-10",
        "Le texte de la réclamation et l’adresse de la CNIL font partie du modèle de toute politique.",
        "tests/promises/test_all.py::test_all_10_the_complaint_to_the_cnil_is_explained_on_every_policy_page",
    ),
    gdpr.Keeping(
        "ALL-11",
        "La page est écrite depuis le registre ; la base refuse de modifier une version publiée, et la page des "
        "versions dit ce qui a changé en mots simples.",
        "tests/promises/test_all.py::test_all_11_the_policy_page_is_generated_versioned_dated_printable_and_compared",
        published_policies,
        ("immutable-policies",),
    ),
):
    gdpr.keepings.register(_keeping)
