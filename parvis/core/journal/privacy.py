"""What the journal says about people: who acted, and pseudonyms of whom it was about."""

from parvis.core.journal.queries.evidence import journal_is_whole
from parvis.kernel.declarations.journal import Verb, verbs
from parvis.kernel.declarations.privacy import (
    Control,
    Keeping,
    Known,
    Plain,
    Subject,
    Table,
    controls,
    keepings,
    personal,
    tables,
)

TRACE = personal("plateforme.journal.traces")
SEAL = Plain("empreinte, dont on ne peut rien retrouver")

controls.register(
    Control(
        "anomalies",
        "Chaque nuit, un volume, une heure ou un export inhabituels sont signalés à l’administration, qui conclut.",
        "tests/core/journal/actions/test_anomalies.py::test_a_day_far_above_the_habit_stands_out",
    )
)
controls.register(
    Control(
        "reads-are-named",
        "Toute lecture d’une donnée qui n’est pas publiée nomme, dans un journal inaltérable, qui a lu et de qui "
        "étaient les données.",
        "tests/core/journal/actions/test_readings.py::test_every_way_of_reading_names_every_person",
    )
)
tables.register(
    Table(
        "journal.JournalEntry",
        {
            "id": Plain("identifiant tiré au hasard"),
            "recorded_at": TRACE,
            "actor_key": TRACE,
            "actor_role": TRACE,
            "organisation": Plain("identifiant d’une personne morale"),
            "verb": TRACE,
            "subjects": TRACE,
            "categories": Plain("catégories du registre, jamais leurs valeurs"),
            "activity": Plain("activité du registre"),
            "object_key": TRACE,
            "channel": Plain("voie technique"),
            "request_id": Plain("identifiant tiré au hasard"),
            "count": Plain("nombre"),
        },
        subject=Subject("actor"),
        partitioned=True,
        known_by={"actor_key": Known.ACTOR},
    )
)
tables.register(
    Table(
        "journal.JournalSubject",
        {"pseudonym": TRACE, "key": TRACE},
        subject=Subject("person"),
        ended_by="Un pseudonyme est détruit avec les données de la personne : ses lignes ne mènent plus à elle.",
    )
)
tables.register(
    Table(
        "journal.JournalSeal",
        {
            "sequence": Plain("rang"),
            "entry_id": Plain("identifiant tiré au hasard"),
            "recorded_at": Plain("date d’un scellé, sans auteur"),
            "hash": SEAL,
        },
    )
)
tables.register(
    Table(
        "journal.JournalPending",
        {
            "entry_id": Plain("identifiant tiré au hasard"),
            "recorded_at": Plain("date d’un scellé, sans auteur"),
            "digest": SEAL,
        },
    )
)

tables.register(
    Table(
        "journal.JournalAnomaly",
        {
            "id": Plain("identifiant technique"),
            "day": TRACE,
            "actor_key": TRACE,
            "kind": TRACE,
            "seen": TRACE,
            "usual": TRACE,
            "threshold": Plain("seuil annoncé"),
            "found_at": Plain("date du relevé"),
            "looked_by": TRACE,
            "looked_at": Plain("date de l’examen"),
            "why": TRACE,
        },
        subject=Subject("actor"),
        ended_by="La tâche de la nuit, qui supprime un relevé douze mois après son jour.",
        known_by={"actor_key": Known.ACTOR},
    )
)
tables.register(
    Table(
        "journal.JournalVerification",
        {
            "id": Plain("identifiant technique"),
            "verified_at": Plain("date de la vérification"),
            "links": Plain("nombre"),
            "sound": Plain("résultat"),
            "flaw": Plain("résultat"),
            "broken_at": Plain("rang"),
            "anchor_sequence": Plain("rang"),
            "anchor_hash": SEAL,
        },
    )
)

for _verb, _words in {
    "journal.forget": "a rompu le lien entre des traces et des personnes",
    "journal.months": "a détruit des mois du journal arrivés à leur terme",
    "journal.verify": "a vérifié la chaîne du journal",
    "journal.who-read": "a demandé qui a consulté une personne",
    "journal.what-read": "a demandé ce qu’un compte a consulté",
    "journal.look-at": "a examiné une consultation inhabituelle",
}.items():
    verbs.register(Verb(_verb, _words))
verbs.register(Verb("read", "a consulté", reads=True))
verbs.register(Verb("export", "a exporté", reads=True, takes_out=True))
verbs.register(Verb("print", "a imprimé", reads=True, takes_out=True))
keepings.register(
    Keeping(
        "ALL-07",
        "Chaque lecture, liste, export, impression ou modification de données d’une personne est une ligne "
        "du journal, sans "
        "valeur. La base refuse de la changer, chaque nuit la chaîne est recalculée et son ancre écrite "
        "ailleurs, et chaque mois "
        "est détruit d’un bloc, douze mois après sa fin.",
        ""
        "tests/promises/test_traces.py::test_all_07_who_read_or_changed_whose_data_is_journaled_without_value_and_dropped_"
        "after_a_year",
        journal_is_whole,
    )
)
