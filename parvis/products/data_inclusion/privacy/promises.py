"""The numbered promises of data·inclusion, and what keeps them."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.products.data_inclusion.queries.evidence import (
    copies_follow,
    corrections_go_back,
    durations_hold,
    reference,
)
from parvis.products.data_inclusion.queries.informing import contacts_told

gdpr.promise_all(
    "data-inclusion",
    "DI",
    "Un seul référentiel réunit les structures et les services d’insertion recueillis auprès de nombreuses sources.",
    "Les services qui recensent une offre s’entendent sur un schéma, une API, et des corrections qui remontent.",
    "Toute l’offre connue d’un territoire se trouve, quel que soit l’outil employé.",
    "Des personnes à contacter, on ne garde que le nom, le prénom, l’adresse électronique et le téléphone.",
    "Les contacts nommés ne sont lus que par l’équipe et par les acteurs qui ont signé les conditions ; les données "
    "ouvertes n’en portent aucun.",
    "Une opposition est honorée aussitôt, partout, aucun import ne la défait, et les réutilisateurs en sont avertis.",
    (
        (
            "Un contact est effacé 30 jours après son retrait à la source, dépublié sans confirmation depuis 24 mois, "
            "retiré aussitôt en cas d’opposition."
        ),
        "La durée est déclarée ; son exécution n’est pas encore prouvée.",
    ),
    "La personne dont les données ne viennent pas d’elle-même en est informée.",
    (
        "Chacun peut demander l’information, l’accès, la rectification, l’opposition et la limitation.",
        "Le formulaire n’est pas encore prouvé pour ce service ; en attendant, écrivez à l’adresse de contact.",
    ),
    (
        "Deux sous-traitants : Scalingo pour la base de données, Scaleway pour les sauvegardes.",
        "La plateforme ne le prouve pas encore.",
    ),
    "Les données sont dans une base cloisonnée, tracée, surveillée, protégée des logiciels malveillants, et "
    "sauvegardée.",
)

_TEST = "tests/promises/test_data_inclusion.py::"
for _keeping in (
    gdpr.Keeping(
        "DI-01",
        "Chaque import est compilé dans le schéma commun ; une fiche garde le nom de sa source.",
        f"{_TEST}test_di_01_many_sources_are_one_reference_and_each_record_says_its_own",
        reference,
    ),
    gdpr.Keeping(
        "DI-02",
        "Le schéma et l’API sont ceux de data·inclusion ; une erreur signalée sur une fiche est vérifiée, puis sa "
        "correction demandée à la source, qui la publie chez tous.",
        f"{_TEST}test_di_02_what_a_visitor_finds_wrong_is_asked_of_the_source_and_comes_back_corrected",
        corrections_go_back,
    ),
    gdpr.Keeping(
        "DI-03",
        "La même recherche sert les pages et l’API.",
        f"{_TEST}test_di_03_all_that_is_offered_in_a_commune_is_found_by_people_and_by_programs",
    ),
    gdpr.Keeping(
        "DI-04",
        "Une colonne qui n’est pas déclarée au registre empêche le logiciel de démarrer.",
        f"{_TEST}test_di_04_nothing_is_kept_of_a_person_but_a_name_an_address_and_a_telephone",
    ),
    gdpr.Keeping(
        "DI-05",
        "Les pages publiques remplacent un contact nommé par celui de sa structure ; l’API exige un jeton lié à la "
        "version signée des conditions.",
        f"{_TEST}test_di_05_who_has_signed_nothing_reads_no_named_contact",
    ),
    gdpr.Keeping(
        "DI-06",
        "Le contact sort aussitôt des pages et de l’API, une empreinte empêche son retour ; les réutilisateurs lisent "
        "un avis signé, qui ne nomme personne, et confirment que leurs copies suivent.",
        f"{_TEST}test_di_06_an_objection_is_honoured_everywhere_for_ever_and_told_to_those_who_copied",
        copies_follow,
    ),
    gdpr.Keeping(
        "DI-07",
        "La nuit efface 30 jours après le retrait à la source ; ce que rien ne confirme depuis 24 mois est dépublié.",
        "tests/promises/test_retention.py::"
        "test_di_07_thirty_days_after_removal_and_unpublished_unconfirmed_for_24_months",
        durations_hold,
        ("retention",),
    ),
    gdpr.Keeping(
        "DI-08",
        "Chaque jour, qui vient d’être nommé par une source reçoit un message : qui, pourquoi, d’où, quels droits.",
        "tests/promises/test_rights.py::test_di_08_who_is_named_by_a_source_is_told_once_within_a_month",
        contacts_told,
    ),
    gdpr.Keeping(
        "DI-09",
        "Chaque droit se demande depuis le formulaire commun ; l’opposition masque dès que la personne est "
        "reconnue, la limitation dès que la réponse l’accorde.",
        "tests/promises/test_rights.py::test_di_09_each_right_of_a_contact_is_asked_and_answered",
    ),
    gdpr.Keeping(
        "DI-10",
        "La politique n’imprime que les sous-traitants déclarés ; l’adresse d’un autre, dans les réglages, est une "
        "erreur.",
        f"{_TEST}test_di_10_two_processors_are_told_and_no_other_is_reached",
    ),
    gdpr.Keeping(
        "DI-11",
        "Chaque protection est un contrôle du logiciel, que la page détaille plus bas ; qu’un seul échoue ici, et la "
        "promesse est dite en défaut.",
        f"{_TEST}test_di_11_each_protection_is_a_proved_control_and_the_promise_fails_where_one_does",
        controls=("declared-columns", "web-role", "antivirus", "backups"),
    ),
):
    gdpr.keepings.register(_keeping)
