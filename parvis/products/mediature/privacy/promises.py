"""The numbered promises of Médiature, and what keeps them."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.products.mediature.queries.evidence import (
    cases_attributed,
    contacts_end,
    controllers_named,
    exchanges_gathered,
    files_protected,
    mandates_and_reports,
    questions_put,
    raw_copies_end,
    saisines_filed,
)

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
    awaited="Cette partie de Médiature n’est pas encore en service sur cette plateforme.",
)

_TEST = "tests/promises/test_mediature.py::"
for _keeping in (
    gdpr.Keeping(
        "ME-01",
        "La saisine s’écrit en ligne, à son rythme et sans compte ; un code la rouvre, un accusé de réception la date.",
        f"{_TEST}test_me_01_a_citizen_files_online_without_account_and_holds_a_dated_receipt",
        saisines_filed,
    ),
    gdpr.Keeping(
        "ME-02",
        "Un dossier se prend ou s’attribue, et seul un membre du bureau peut l’avoir ; chaque attribution est tracée.",
        f"{_TEST}test_me_02_a_case_goes_to_somebody_of_the_office_and_to_nobody_else",
        cases_attributed,
    ),
    gdpr.Keeping(
        "ME-03",
        "Chaque étape est écrite, datée et signée au dossier ; la personne lit par son code celles qui la concernent.",
        f"{_TEST}test_me_03_both_sides_follow_the_same_case_each_by_what_is_theirs",
    ),
    gdpr.Keeping(
        "ME-04",
        "Chaque document est chiffré par une clé à lui, n’est servi qu’une fois trouvé sain, et à son bureau seul.",
        f"{_TEST}test_me_04_a_document_is_sealed_scanned_and_shown_to_its_office_alone",
        files_protected,
        ("antivirus", "row-security"),
    ),
    gdpr.Keeping(
        "ME-05",
        "Page de suivi ou courriel : tout message est dans le fil du dossier, une seule fois, avec ses pièces jointes.",
        f"{_TEST}test_me_05_whatever_the_way_the_exchanges_of_a_case_are_in_one_place",
        exchanges_gathered,
    ),
    gdpr.Keeping(
        "ME-06",
        "Une colonne qui n’est pas déclarée au registre empêche le logiciel de démarrer.",
        f"{_TEST}test_me_06_nothing_else_is_kept_of_who_files",
        None,
        ("declared-columns",),
    ),
    gdpr.Keeping(
        "ME-07",
        "Un compte n’a pas d’autre champ ; le bureau y ajoute la fonction et ses dates.",
        f"{_TEST}test_me_07_of_a_mediator_a_name_an_address_a_password_and_what_they_do_there",
        None,
        ("declared-columns",),
    ),
    gdpr.Keeping(
        "ME-08",
        "La clôture du dernier dossier fait courir deux ans ; une réouverture arrête le compte ; la nuit efface.",
        f"{_TEST}test_me_08_two_years_after_the_last_case_ends_the_night_erases_who_filed",
        contacts_end,
        ("retention",),
    ),
    gdpr.Keeping(
        "ME-09",
        "À la clôture, chaque document reçoit le jour d’où court sa durée, avancé de ce que la collectivité déclare de "
        "moins ; la nuit le détruit avec sa clé.",
        f"{_TEST}test_me_09_documents_last_two_years_at_most_or_less_as_the_authority_declares",
        contacts_end,
        ("retention",),
    ),
    gdpr.Keeping(
        "ME-10",
        "Avec le compte partent le mot de passe, les sessions et les seconds facteurs ; le nom reste au bureau, pour "
        "dire qui a traité un dossier, et la nuit l’efface deux ans après.",
        f"{_TEST}test_me_10_a_deleted_account_signs_in_no_more_and_its_name_lasts_two_years",
        contacts_end,
        ("retention",),
    ),
    gdpr.Keeping(
        "ME-11",
        "La page de chaque collectivité la nomme responsable du traitement, avec son représentant légal.",
        f"{_TEST}test_me_11_each_authority_is_named_controller_with_its_legal_representative",
        controllers_named,
    ),
    gdpr.Keeping(
        "ME-12",
        "Chaque droit se demande depuis le formulaire commun, et s’exécute dans toutes les tables où la personne est.",
        "tests/promises/test_rights.py::"
        "test_me_12_each_right_of_who_files_is_asked_and_answered_portability_in_a_file_for_programs",
    ),
    gdpr.Keeping(
        "ME-13",
        "Un service de la collectivité lit la question qui lui est posée et les pièces choisies pour elle, par un lien "
        "qui meurt avec la question ; la base elle-même ne lui montre rien d’autre. L’AMCT n’ouvre aucun dossier ; en "
        "urgence seulement, un administrateur en lit un, une heure, sans ses fichiers, et le médiateur l’apprend "
        "aussitôt.",
        f"{_TEST}test_me_13_a_service_reads_what_was_sent_to_it_and_nothing_else",
        questions_put,
        ("row-security",),
    ),
    gdpr.Keeping(
        "ME-14",
        "Chaque protection est un contrôle du logiciel, que la page détaille plus bas ; qu’un seul échoue ici, et la "
        "promesse est dite en défaut.",
        f"{_TEST}test_me_14_each_protection_is_a_proved_control_and_the_promise_fails_where_one_does",
        controls=("declared-columns", "row-security", "antivirus", "backups"),
    ),
    gdpr.Keeping(
        "ME-15",
        "La copie brute d’un courriel reçu est chiffrée par une clé à elle, et détruite la nuit qui suit son troisième "
        "jour.",
        f"{_TEST}test_me_15_no_raw_copy_of_a_mail_lasts_more_than_four_days",
        raw_copies_end,
        ("retention",),
    ),
    gdpr.Keeping(
        "ME-16",
        "Les pages n’autorisent l’hôte de la messagerie qu’après votre accord, et ramènent son cookie à 7 jours.",
        "tests/promises/test_traces.py::"
        "test_me_16_the_chat_is_loaded_only_after_consent_and_leaves_a_cookie_of_seven_days",
    ),
    gdpr.Keeping(
        "ME-17",
        "Le délai court de date à date et se voit ; le lien envoyé à l’adresse du dossier suffit à reconnaître qui "
        "demande.",
        "tests/promises/test_rights.py::"
        "test_me_17_one_month_to_answer_and_nobody_known_by_their_mail_proves_who_they_are",
    ),
    gdpr.Keeping(
        "ME-18",
        "Sans mandat qui court, aucune saisine n’entre ; la recevabilité a ses motifs ; les dates attestées par le "
        "médiateur sont dans ses attestations ; le rapport de l’année est arrêté avec ses chiffres, et ses "
        "transmissions sont notées.",
        f"{_TEST}test_me_18_the_law_of_mediation_from_the_mandate_to_the_annual_report",
        mandates_and_reports,
    ),
):
    gdpr.keepings.register(_keeping)
