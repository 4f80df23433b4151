"""What the journal says about people: who acted, and pseudonyms of whom it was about."""

from parvis.kernel.declarations.privacy import Control, Known, Plain, Subject, Table, controls, personal, tables

TRACE = personal("plateforme.journal.traces")
SEAL = Plain("empreinte, dont on ne peut rien retrouver")

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
