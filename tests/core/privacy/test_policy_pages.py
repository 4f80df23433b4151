"""Read beside its seed, each page says the seed's own facts, and nothing the register does not say."""

import re
from html import unescape

import pytest

from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.core.privacy.queries.facts import facts
from parvis.kernel.declarations.privacy import services

pytestmark = pytest.mark.django_db

SECTIONS = re.compile(r'<section aria-labelledby="([^"]+)">(.*?)</section>', re.DOTALL)
SLUGS = [service.slug for service in ordered_services()]


def text_of(html):
    """The words of a piece of page, with ordinary spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").split())


def rows_of(html):
    """The body rows of the tables of a piece of page, cell by cell."""
    rows = re.findall(r"<tr role=\"row\"[^>]*>(.*?)</tr>", html, re.DOTALL)
    cells = [re.findall(r"<t[hd] [^>]*data-label[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[text_of(cell) for cell in row] for row in cells if row]


def read(client, slug):
    """The page of a service as {section: html}."""
    response = client.get(f"/confidentialite/{slug}/")
    assert response.status_code == 200
    return dict(SECTIONS.findall(response.content.decode()))


RETENTION = {
    "la-coop": {
        "Données relatives aux comptes des médiateurs": "1 an après le dernier contact avec l’utilisateur",
        "Données relatives aux bénéficiaires": "1 an après la dernière mise à jour des données",
        "Données relatives à la lettre d’information": "Jusqu’à la désinscription, puis 1 an après la demande de dés",
        "Données relatives au formulaire de contact": "1 an après l’envoi du message par l’utilisateur",
    },
    "mediature": {
        "Données de contact des citoyens": "2 ans après la fin de l’utilisation de l’outil",
        "Documents communiqués": "2 ans maximum après la clôture de la saisine",
        "Données d’inscription et de connexion": "puis 2 ans après la suppression du compte du médiateur",
        "Messages d’un dossier": "Copie chez Mailjet : 4 jours après la réception du message",
        "Cookie de la messagerie d’assistance": "7 jours",
    },
    "conseiller-numerique": {
        "Données relatives aux personnes postulant": "30 mois après la réception du mail de confirmation",
        "Données relatives aux membres, personnels": "30 mois après la réception du mail de confirmation",
        "Données d’hébergeur ou de connexion": "1 an après la connexion",
        "Cookies de mesure d’audience": "Effacement dès le retrait du consentement",
    },
    "territoires-numeriques": {
        "Identifiant du cookie": "13 mois après la première visite",
        "Identité et coordonnées": "Tant que l’adhérent utilise les services, puis 3 mois après le départ",
        "Journal des téléassistances": "12 mois après la fin de la téléassistance",
    },
    "data-inclusion": {
        "Personnes à contacter": "30 jours après le retrait à la source",
    },
    "plateforme": {"Traces": "12 mois après l’acte ou la lecture"},
}


@pytest.mark.parametrize("slug", RETENTION)
def test_each_duration_of_the_seed_is_in_its_row(client, slug):
    rows = rows_of(read(client, slug)["durees"])
    for label, words in RETENTION[slug].items():
        assert [row for row in rows if row[0].startswith(label) and words in row[2]], (label, words)


DATA = {
    "la-coop": [
        ("Données relatives aux comptes des médiateurs", "nom prénom courriel numéro de téléphone (facultatif)"),
        ("Données relatives aux bénéficiaires pour la transmission", "nom prénom année de naissance"),
        ("Données relatives à la lettre d’information", "nom prénom adresse courriel"),
        ("Données relatives au formulaire de contact", "nom prénom adresse courriel"),
    ],
    "mediature": [
        ("Données de contact des citoyens", "prénom nom adresse e-mail adresse postale numéro de téléphone"),
        ("Documents communiqués", "tout type de document nécessaire à la résolution de la saisine"),
        ("Données d’inscription et de connexion", "nom prénom adresse e-mail mot de passe"),
    ],
    "conseiller-numerique": [
        (
            "Données relatives aux personnes postulant",
            "nom prénom situation socio-économique diplôme adresse e-mail numéro de téléphone",
        ),
        ("Données relatives aux membres", "nom prénom fonction adresse e-mail téléphone"),
        (
            "Critères d’appariement du candidat",
            "situation (demandeur d’emploi, en emploi, en formation) code postal distance maximum",
        ),
        (
            "Critères d’appariement de la structure",
            "statut (structure publique ou privée) date de début de la mission code postal",
        ),
        ("Informations professionnelles", "nom prénom adresse e-mail numéro de téléphone"),
    ],
    "territoires-numeriques": [
        ("Identité et coordonnées", "nom prénom genre (facultatif) date de naissance (facultatif) adresse postale"),
        (
            "Journal des téléassistances",
            "personne qui s’est connectée poste de travail de l’adhérent quand pendant combien de temps",
        ),
        ("Enregistrements des échanges", "appels téléphoniques réunions lettres messages électroniques"),
    ],
    "data-inclusion": [("Personnes à contacter", "nom prénom adresse e-mail numéro de téléphone")],
}


@pytest.mark.parametrize("slug", DATA)
def test_each_data_item_of_the_seed_is_in_its_row(client, slug):
    rows = rows_of(read(client, slug)["durees"])
    for label, words in DATA[slug]:
        assert [row for row in rows if row[0].startswith(label) and words in row[0]], (label, words)


RIGHTS = {
    "la-coop": ("access rectify object restrict", ""),
    "mediature": ("access rectify erase object port", "restrict withdraw"),
    "conseiller-numerique": ("access rectify erase object withdraw", "restrict"),
    "territoires-numeriques": ("access port rectify erase restrict object", ""),
    "data-inclusion": ("access rectify object restrict", ""),
}


@pytest.mark.parametrize("slug", RIGHTS)
def test_exactly_the_promised_rights_and_those_of_the_law_are_printed(client, slug):
    section = read(client, slug)["droits"]
    lines = re.findall(r'<li data-right="([a-z]+)">(.*?)</li>', section, re.DOTALL)
    by_law = [right for right, words in lines if "donné par la loi" in words]
    assert ([right for right, _ in lines if right not in by_law], by_law) == tuple(
        each.split() for each in RIGHTS[slug]
    )


def test_where_applicable_is_kept(client):
    assert "droit à l’effacement, le cas échéant" in text_of(read(client, "mediature")["droits"])
    assert "dans certaines circonstances" in text_of(read(client, "territoires-numeriques")["droits"])


PROCESSORS = {
    "la-coop": [("Scaleway", "Hébergement", "France"), ("Brevo", "Gestion de la lettre d’information", "France")],
    "mediature": [
        ("Mailjet", "Envoi et réception", "Union européenne"),
        ("Crisp", "Messagerie d’assistance, hébergée par AWS (UE)", "Union européenne"),
    ],
    "conseiller-numerique": [
        ("Clever Cloud", "Hébergement", "France"),
        ("Sendinblue", "Envoi d’e-mails", "France"),
        ("Scalingo", "Hébergeur", "France"),
        ("Pix", "Réalisation du test de certification", "France"),
    ],
    "territoires-numeriques": [],
    "data-inclusion": [
        ("Scalingo", "Hébergement de la base de données", "France"),
        ("Scaleway", "Hébergement des sauvegardes", "France"),
    ],
}


@pytest.mark.parametrize("slug", PROCESSORS)
def test_exactly_the_processors_of_the_seed_are_printed(client, slug):
    rows = rows_of(read(client, slug)["sous-traitants"])
    assert [row[0] for row in rows] == [name for name, _, _ in PROCESSORS[slug]]
    for row, (_, does, where) in zip(rows, PROCESSORS[slug], strict=True):
        assert row[1].startswith(does)
        assert row[2] == where


SAID = {
    "la-coop": ["recommandations de la CNIL", "programme Société numérique", "prescripteurs d’accompagnements"],
    "mediature": ["Conserve ces messages pendant 4 jours", "strictement encadrés et juridiquement justifiés"],
    "conseiller-numerique": [
        "« SendingBlue » dans le texte d’origine",
        "strictement nécessaires et proportionnés",
        "RDV Solidarité",
        "Microsoft Internet Explorer 11",
    ],
    "territoires-numeriques": [
        "ne valide en aucun cas une modification",
        "TeamViewer demande systématiquement",
        "floutées avant tout partage",
        "obligations légales, réglementaires ou fiscales",
        "prévenir tout risque de délit",
        "Supprimer les comptes nominatifs",
        "ne sont ni cédées à des tiers ni utilisées à d’autres fins",
    ],
    "data-inclusion": ["conditions générales d’utilisation", "Données publiées, ouvertes à tous", "selon le contexte"],
}


@pytest.mark.parametrize("slug", SAID)
def test_what_else_the_seed_says_is_said(client, slug):
    words = text_of(client.get(f"/confidentialite/{slug}/").content.decode())
    assert [fact for fact in SAID[slug] if fact not in words] == []


HELP = {
    "mediature": ["https://www.cnil.fr/fr/modele/courrier/exercer-son-droit-dacces"],
    "conseiller-numerique": [
        "https://www.cnil.fr/fr/cookies-traceurs-que-dit-la-loi",
        "https://www.cnil.fr/fr/cookies-les-outils-pour-les-maitriser",
        "https://stats.data.gouv.fr/index.php?module=CoreAdminHome&amp;action=optOut&amp;language=fr",
    ],
    "data-inclusion": ["https://www.cnil.fr/fr/modele/courrier/exercer-son-droit-dacces"],
}


@pytest.mark.parametrize("slug", HELP)
def test_the_pages_that_the_seed_names_are_linked(client, slug):
    section = read(client, slug)["droits"]
    assert [address for address in HELP[slug] if f'href="{address}"' not in section] == []


def test_the_nine_rules_of_remote_assistance_are_counted(client):
    section = read(client, "territoires-numeriques")["pourquoi"]
    lists = re.findall(r'<ol class="policy-commitments">(.*?)</ol>', section, re.DOTALL)
    assert [rules.count("<li>") for rules in lists] == [5, 9]


def test_the_guarantees_of_the_seed_are_linked(client):
    section = read(client, "conseiller-numerique")["sous-traitants"]
    for address in (
        "https://www.clever-cloud.com/en/security",
        "https://fr.sendinblue.com/rgpd/",
        "https://scalingo.com/fr",
        "https://pix.fr/politique-protection-donnees-personnelles-app/",
        "mailto:dpd@pix.fr",
    ):
        assert f'href="{address}"' in section


TRACKERS = {
    "la-coop": [("Matomo (_pk_id)", "13 mois")],
    "mediature": [("Crisp", "7 jours")],
    "conseiller-numerique": [("mesure d’audience (_pk_id)", "13 mois")],
    "territoires-numeriques": [
        ("pk_session (ou _pk_ses )", "Une demi-heure"),
        ("_pk_id", "13 mois"),
        ("piwik_ignore (ou matomo_ignore )", "13 mois"),
    ],
    "data-inclusion": [],
}


@pytest.mark.parametrize("slug", TRACKERS)
def test_exactly_the_trackers_of_the_seed_are_printed(client, slug):
    rows = rows_of(read(client, slug)["traceurs"])
    assert [(row[0].replace(" )", ")"), row[3]) for row in rows] == [
        (name.replace(" )", ")"), life) for name, life in TRACKERS[slug]
    ]


def test_the_support_chat_asks_for_consent(client):
    assert rows_of(read(client, "mediature")["traceurs"])[0][2].startswith("Votre consentement")


WHO = {
    "la-coop": ["Stanislas Bourron, directeur général", "Incubateur des territoires", "L. 1231-2"],
    "mediature": [
        "Association des médiateurs des collectivités territoriales (AMCT)",
        "représentant légal",
        "81 de la",
    ],
    "conseiller-numerique": [
        "Yves Le Breton",
        "Anne Gaillard",
        "n° 2019-753 du 22 juillet 2019",
        "n° 2019-1190 du 18 novembre 2019",
        "n° 2004-575 du 21 juin 2004",
        "n° 2011-219 du 25 février 2011",
        "27/06/2022",
        "article 6-1 c)",
        "article 6-1 e)",
    ],
    "territoires-numeriques": ["GIP Territoires Numériques", "sous-traitant de ses adhérents", "Sous-traitant"],
    "data-inclusion": [
        "Arnaud Denoix",
        "arrêté du 19 avril 2022",
        "7 octobre 2016",
        "article 6-1 c)",
        "article 6-1 e)",
    ],
}


@pytest.mark.parametrize("slug", WHO)
def test_who_answers_and_on_what_ground(client, slug):
    page = read(client, slug)
    words = text_of(page["qui"]) + " " + text_of(page["pourquoi"])
    assert [fact for fact in WHO[slug] if fact not in words] == []


CONTACTS = {
    "la-coop": ["coop-numerique@anct.gouv.fr"],
    "mediature": ["amctmediationweb@gmail.com"],
    "conseiller-numerique": ["dpo@anct.gouv.fr", "20 avenue de Ségur, TSA 10717, 75334 Paris Cedex 07"],
    "territoires-numeriques": ["contact@ternum-bfc.fr"],
    "data-inclusion": ["dpo@numericite.eu"],
}


@pytest.mark.parametrize("slug", CONTACTS)
def test_whom_to_write_to_and_when_the_answer_is_due(client, slug):
    words = text_of(read(client, slug)["droits"])
    assert [fact for fact in [*CONTACTS[slug], "1 mois au plus tard"] if fact not in words] == []


MEASURES = {
    "la-coop": ["membres de l’administration", "journaux applicatifs", "mises à jour", "Sauvegarde", "HTTPS"],
    "mediature": ["base de données", "Cloisonnement", "traçabilité", "Surveillance", "virus", "réseaux", "physique"],
    "conseiller-numerique": ["moyens actuels de la technique"],
    "territoires-numeriques": ["engagements de confidentialité", "Plan d’assurance sécurité", "transfert de données"],
    "data-inclusion": ["base de données", "Cloisonnement", "traçabilité", "Surveillance", "virus", "Sauvegarde"],
}


@pytest.mark.parametrize("slug", MEASURES)
def test_the_security_measures_of_the_seed_are_printed(client, slug):
    words = text_of(read(client, slug)["securite"])
    assert [fact for fact in MEASURES[slug] if fact not in words] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_of_the_register_is_left_out_of_the_page(client, slug):
    page = text_of(client.get(f"/confidentialite/{slug}/").content.decode()).lower()
    sheet = sheet_of(next(service for service in services if service.slug == slug))
    said = [each for activity in sheet.activities for category in activity.categories for each in category.data]
    said += [purpose.words for activity in sheet.activities for purpose in activity.purposes]
    said += [category.keep for activity in sheet.activities for category in activity.categories]
    said += [stage for activity in sheet.activities for category in activity.categories for stage in category.stages]
    said += [recipient.who for recipient in sheet.recipients]
    said += [words for decision in sheet.decisions for words in (decision.key, decision.question, decision.reading)]
    said += [measure.words for measure in sheet.measures]
    said += [words for activity in sheet.activities for words in activity.commitments]
    assert [words for words in said if " ".join(words.lower().split()) not in page] == []
    assert len(list(facts(sheet))) > 20


@pytest.mark.parametrize("slug", SLUGS)
def test_a_decision_that_nobody_signed_is_shown_as_awaited(client, slug):
    section = read(client, slug)["decisions"]
    service = next(service for service in services if service.slug == slug)
    assert section.count("en attente") == sum(decision.pending for decision in service.decisions)
    assert all(f'id="{decision.key}"' in section for decision in service.decisions)


def test_the_index_leads_to_every_policy(client):
    page = client.get("/confidentialite/").content.decode()
    assert [slug for slug in SLUGS if f'href="/confidentialite/{slug}/"' not in page] == []


def test_the_footer_leads_to_the_index(client):
    assert 'href="/confidentialite/"' in client.get("/confidentialite/la-coop/").content.decode()


def test_an_unknown_service_is_not_found(client):
    response = client.get("/confidentialite/inconnu/")
    assert response.status_code == 404


def test_a_policy_costs_its_version_its_decisions_its_assessments_and_its_last_night(client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/confidentialite/la-coop/")
