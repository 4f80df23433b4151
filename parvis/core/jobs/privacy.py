"""The queue holds identifiers and errors without messages: nothing in it says anything about a person."""

from parvis.kernel.declarations.journal import Verb, verbs
from parvis.kernel.declarations.privacy import Plain, Table, tables

NUMBER = Plain("numéro technique")
STATE = Plain("état de la tâche")
WHEN = Plain("horodatage technique d'une tâche")
NAME = Plain("nom d'une tâche, d'une file ou d'un verrou : identifiants techniques seulement")

tables.register(
    Table(
        "jobs.JobFailure",
        {
            "id": NUMBER,
            "job": NUMBER,
            "key": NAME,
            "attempt": Plain("nombre d'essais"),
            "error": Plain("nom de l'erreur, sans son message"),
            "place": Plain("fichiers et lignes du programme"),
            "occurred_on": WHEN,
        },
    )
)
tables.register(
    Table(
        "procrastinate.ProcrastinateJob",
        {
            "id": NUMBER,
            "queue_name": NAME,
            "task_name": NAME,
            "priority": Plain("priorité de la tâche"),
            "lock": NAME,
            "args": Plain(
                "identifiants seulement : toute autre valeur est refusée à la mise en file",
                keys=("payload", "organisations", "timestamp"),
            ),
            "status": STATE,
            "scheduled_at": WHEN,
            "attempts": Plain("nombre d'essais"),
            "queueing_lock": NAME,
            "abort_requested": STATE,
            "worker_id": NUMBER,
        },
    )
)
tables.register(Table("procrastinate.ProcrastinateEvent", {"id": NUMBER, "job_id": NUMBER, "type": STATE, "at": WHEN}))
tables.register(
    Table(
        "procrastinate.ProcrastinatePeriodicDefer",
        {"id": NUMBER, "task_name": NAME, "defer_timestamp": WHEN, "job_id": NUMBER, "periodic_id": NAME},
    )
)
tables.register(Table("procrastinate.ProcrastinateWorker", {"id": NUMBER, "last_heartbeat": WHEN}))

for _verb, _words in {
    "jobs.retry": "a relancé une tâche",
    "jobs.cancel": "a annulé une tâche",
}.items():
    verbs.register(Verb(_verb, _words))
