"""What Territoires Numériques promises. Facts are those of its own charter; gaps are decisions."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.products.territoires_numeriques.privacy.decisions import DECISIONS
from parvis.products.territoires_numeriques.privacy.processings import (
    ADHERENT,
    ASSISTANCE_MOA,
    AUDIENCE,
    COMPTES,
    ECHANGES,
    ETAT,
    HEBERGES,
    LITIGE,
    PRESTATAIRES,
    TELEASSISTANCE,
    TELEASSISTANTS,
    TENDANCES,
    TRACES,
)

CIRCONSTANCES = "dans certaines circonstances"

gdpr.services.register(
    gdpr.Service(
        key="territoires-numeriques",
        slug="territoires-numeriques",
        title="Territoires Numériques",
        mission="Le GIP met en œuvre une plate-forme de services numériques : un site accessible à tous, et des "
        "services réservés à ses adhérents.",
        who="Opérateur de services numériques, le GIP est sous-traitant de ses adhérents pour leurs services, et "
        "responsable de traitement pour la partie publique et les comptes de ses adhérents.",
        contact=gdpr.Contact("contact@ternum-bfc.fr"),
        officer=gdpr.Contact("contact@ternum-bfc.fr"),
        activities=(HEBERGES, COMPTES, TRACES, ECHANGES, TELEASSISTANCE, AUDIENCE, TENDANCES),
        promised=(
            gdpr.PromisedRight(gdpr.Right.ACCESS),
            gdpr.PromisedRight(
                gdpr.Right.PORT,
                f"{CIRCONSTANCES}, pour les données que vous avez fournies, avec transmission à un tiers si la "
                "technique le permet",
            ),
            gdpr.PromisedRight(gdpr.Right.RECTIFY),
            gdpr.PromisedRight(gdpr.Right.ERASE, f"{CIRCONSTANCES}, sauf obligation de conserver"),
            gdpr.PromisedRight(gdpr.Right.RESTRICT, CIRCONSTANCES),
            gdpr.PromisedRight(gdpr.Right.OBJECT, f"{CIRCONSTANCES}, sauf raison légitime de continuer"),
        ),
        deadline_decision="D-003-i",
        identity=gdpr.IDENTITY_IF_UNKNOWN,
        exercise=(
            "Pour les données d’un service d’un adhérent, adressez-vous à cet adhérent.",
            "Pour un compte administrateur, écrivez au GIP.",
        ),
        recipients=(ADHERENT, TELEASSISTANTS, PRESTATAIRES, ASSISTANCE_MOA, LITIGE, ETAT),
        trackers=(
            gdpr.Tracker(
                "pk_session",
                "statistiques Matomo",
                gdpr.TrackerBasis.EXEMPT_AUDIENCE,
                "PT30M",
                aliases=("_pk_ses",),
                sets=("_pk_ses.*",),
                tool="matomo",
            ),
            gdpr.Tracker(
                "_pk_id",
                "statistiques Matomo",
                gdpr.TrackerBasis.EXEMPT_AUDIENCE,
                "P13M",
                opt_out="case à cocher pour refuser",
                sets=("_pk_id.*",),
                tool="matomo",
            ),
            gdpr.Tracker(
                "piwik_ignore",
                "retient votre opposition",
                gdpr.TrackerBasis.NECESSARY,
                "P13M",
                aliases=("matomo_ignore",),
            ),
        ),
        trackers_note="Vous pouvez refuser les cookies et l’analyse statistique de votre navigation en cochant une "
        "case.",
        measures=(
            gdpr.SecurityMeasure("Mesures techniques de protection des données.", control="row-security"),
            gdpr.SecurityMeasure(
                "Mesures organisationnelles : engagements de confidentialité imposés au personnel et à tous les tiers, "
                "respect de normes strictes de sécurité et de protection de l’information.",
                organisational="Engagements signés et clauses contractuelles du GIP.",
            ),
            gdpr.SecurityMeasure(
                "Mesures strictes en matière de transfert de données.",
                organisational="Clauses contractuelles du GIP.",
            ),
            gdpr.SecurityMeasure("Plan d’assurance sécurité publié.", organisational="Page tenue par le GIP."),
        ),
        decisions=DECISIONS,
        links=(gdpr.Link("Comprendre ses droits (CNIL)", "https://www.cnil.fr"),),
        order=40,
    )
)
