"""What retention itself keeps: what holds an erasure back, who decided, and a ledger that names nobody."""

from parvis.core.privacy.queries.retention.evidence import nothing_is_late
from parvis.kernel.declarations.privacy import (
    Activity,
    Category,
    Control,
    FirstOf,
    Keep,
    Keeping,
    Moment,
    Plain,
    Purpose,
    Responsibility,
    Subject,
    Table,
    controls,
    keepings,
    legal_obligation,
    personal,
    tables,
)

PREUVE = legal_obligation("obligation de rendre compte, articles 5-2, 17 et 18 du RGPD")
FIN = Moment(
    "plateforme.conservation.fin",
    "la levée ou l’expiration de la mesure",
    (
        "privacy.Hold.released_on",
        "privacy.Hold.until",
        "privacy.Restriction.lifted_on",
        "privacy.Overrun.day",
        "privacy.Notice.due",
    ),
    planned=True,
)
DEBUT = Moment(
    "plateforme.conservation.debut",
    "la décision",
    (
        "privacy.Hold.asked_on",
        "privacy.Restriction.since",
        "privacy.Overrun.asked_on",
        "privacy.Notice.sent_on",
    ),
)


def conservation(responsibility: Responsibility) -> Activity:
    """The processing that retention is in itself, answered for by ``responsibility``."""
    return Activity(
        "conservation",
        "Durées de conservation",
        responsibility,
        (Purpose("effacer à l’échéance, suspendre ou limiter quand le droit l’impose, et le prouver", PREUVE),),
        (
            Category(
                "mesures",
                "Suspensions, limitations et avertissements",
                (
                    "numéro technique de la personne",
                    "catégorie de données",
                    "motif et fondement",
                    "comptes qui ont décidé",
                    "dates",
                ),
                "personnes dont l’effacement est suspendu ou les données limitées, personnes averties, administrateurs",
                Keep("P1Y", FirstOf(FIN), DEBUT, during="tant que la mesure est en vigueur"),
                note="Le registre des effacements ne désigne personne : il ne garde que des empreintes à clé, dont la "
                "clé est détruite chaque année.",
            ),
        ),
    )


MEASURE = personal("plateforme.conservation.mesures")
WORDS = personal("plateforme.conservation.mesures", free_text=True)
KEY = Plain("numéro technique")
FIGURE = Plain("chiffre d’une nuit d’effacement")
LEDGER = Plain("registre des effacements : empreinte à clé et dates, sans identité")
SEALED = Plain("contenu chiffré, ouvert pour le seul service d’archives")

tables.register(
    Table(
        "privacy.Hold",
        {
            "id": KEY,
            **dict.fromkeys(
                (
                    "person", "category", "until", "asked_by", "asked_on", "approved_by", "approved_on",
                    "released_by", "released_on",
                ),
                MEASURE,
            ),
            "organisation": Plain("organisation qui en répond"),
            "reason": WORDS,
            "ground": WORDS,
        },
        subject=Subject("personne dont l’effacement est suspendu"),
    )
)  # fmt: skip
tables.register(
    Table(
        "privacy.Restriction",
        {
            "id": KEY,
            **dict.fromkeys(("person", "since", "asked_by", "lifted_on", "lifted_by"), MEASURE),
            "reason": WORDS,
        },
        subject=Subject("personne dont les données sont limitées"),
    )
)
tables.register(
    Table(
        "privacy.Overrun",
        {
            "id": KEY,
            "day": FIGURE,
            "rule": FIGURE,
            "most": FIGURE,
            **dict.fromkeys(("asked_by", "asked_on", "approved_by", "approved_on"), MEASURE),
        },
        subject=Subject("administrateur"),
    )
)
tables.register(
    Table(
        "privacy.Notice",
        {"id": KEY, "person": MEASURE, "due": MEASURE, "sent_on": MEASURE},
        subject=Subject("personne avertie"),
    )
)
tables.register(Table("privacy.Night", dict.fromkeys(("id", "day", "started_on", "ended_on", "register"), FIGURE)))
tables.register(
    Table(
        "privacy.RuleRun",
        dict.fromkeys(
            (
                "id", "day", "rule", "rows", "due", "done", "held", "restricted", "unstarted", "future", "oldest",
                "stopped",
            ),
            FIGURE,
        ),
    )
)  # fmt: skip
tables.register(
    Table(
        "privacy.Drill",
        dict.fromkeys(
            ("id", "happened_on", "taken_on", "rehearsed", "passed", "replayed", "purged", "seconds"),
            Plain("chiffre d’une restauration"),
        ),
    )
)
tables.register(
    Table(
        "privacy.Removal",
        {
            **dict.fromkeys(("id", "holder", "entry", "asked_on", "tried_on", "attempts", "done_on"), FIGURE),
            "name": Plain("emplacement technique tiré au hasard"),
            "error": Plain("nom de l’erreur, sans son message"),
        },
    )
)
tables.register(
    Table("privacy.SealedRow", dict.fromkeys(("id", "rule", "sort", "agreement", "sealed", "key", "moved_on"), SEALED))
)
tables.register(
    Table("privacy_hiding", dict.fromkeys(("people", "relation"), Plain("quelles tables cachent qui est limité")))
)
tables.register(
    Table(
        "ledger.entry",
        dict.fromkeys(
            (
                "id", "day", "label", "key", "year", "rule", "kind", "columns", "register", "due", "done",
                "copies_pending",
            ),
            LEDGER,
        ),
    )
)  # fmt: skip
tables.register(Table("ledger.key", dict.fromkeys(("year", "secret", "made", "destroyed"), LEDGER)))
tables.register(Table("ledger.root", dict.fromkeys(("day", "entries", "root", "made"), LEDGER)))

for _control in (
    Control(
        "retention",
        "Chaque nuit, ce dont la durée est finie est effacé, et un registre qui ne nomme personne en garde la preuve.",
        "tests/core/privacy/actions/retention/test_night.py::test_a_night_erases_what_is_due_and_nothing_else",
        nothing_is_late,
    ),
    Control(
        "restriction",
        "La base cache à tous les lignes d’une personne dont les données sont limitées.",
        "tests/core/privacy/actions/retention/test_restricting.py::test_a_restricted_person_is_seen_nowhere",
    ),
):
    controls.register(_control)

keepings.register(
    Keeping(
        "ALL-05",
        "La nuit et les demandes passent par le même mécanisme ; ce qui est détruit est inscrit avant de l’être, sous "
        "une empreinte qui ne nomme personne et que rejoue une restauration.",
        "tests/promises/test_retention.py::"
        "test_all_05_a_request_and_the_night_erase_alike_and_their_proof_names_nobody",
        nothing_is_late,
        ("retention",),
    )
)
