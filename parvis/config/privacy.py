"""What the composition root answers for: backups, and their restore."""

from datetime import datetime, timedelta

from django.db import connection

from parvis.config.backups import NEWEST_WITHIN, archives, flaws, taken
from parvis.core.privacy.facade import last_drill
from parvis.kernel import clock
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import BACKUPS_KEPT, Control, Evidence, Figure, Keeping, controls, keepings
from parvis.kernel.french.typography import date_in_words

# The drill is weekly: one that was missed is seen.
DRILLED_WITHIN = timedelta(days=8)
TEST = "tests/promises/test_backups.py::test_all_12_backups_are_sealed_aged_as_printed_and_bring_nobody_back"


NO_BACKUP = (
    "Pas encore de preuve : cette installation a moins d’un jour ; sa première sauvegarde, restaurée à part aussitôt, "
    "reste à prendre."
)
NO_DRILL = "Pas encore de preuve : aucune sauvegarde n’a encore été restaurée sur cette installation, qui est récente."
INSTALLED = "SELECT min(applied) FROM django_migrations"


def not_yet() -> str:
    """Why an installation has nothing to show yet; nothing once it should have."""
    if last_drill() is not None:
        return ""
    age = clock.now() - installed_on()
    if not archives():
        return NO_BACKUP if age <= NEWEST_WITHIN else ""
    return NO_DRILL if age <= DRILLED_WITHIN and not flaws() else ""


def installed_on() -> datetime:
    """When this database was made; a restore leaves it as it was."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED)
        made: datetime = cursor.fetchone()[0]
    return made


def backups_as_declared() -> Evidence:
    """The age of the newest and of the oldest backup, and the last time that one was restored."""
    kept, drill = archives(), last_drill()
    days = [date_in_words(taken(path).astimezone(PARIS).date()) for path in (*kept[-1:], *kept[:1])] or ["aucune"] * 2
    drilled = date_in_words(drill.happened_on.astimezone(PARIS).date()) if drill and drill.passed else "aucun"
    waiting = not_yet()
    recent = drill is not None and drill.passed and clock.now() - drill.happened_on <= DRILLED_WITHIN
    return Evidence(
        (
            Figure("Sauvegarde la plus récente", days[0], f"{NEWEST_WITHIN.days * 24} heures"),
            Figure("Sauvegarde la plus ancienne", days[1], str(BACKUPS_KEPT)),
            Figure("Dernier exercice de restauration réussi", drilled, f"{DRILLED_WITHIN.days} jours", headline=True),
        ),
        holds=bool(waiting) or (recent and not flaws()),
        nothing=waiting,
    )


controls.register(
    Control(
        "backups",
        "Chaque nuit la base et les fichiers sont sauvegardés et chiffrés, les sauvegardes trop anciennes détruites, "
        "et chaque semaine la dernière est restaurée à part, effacements refaits.",
        TEST,
        backups_as_declared,
    )
)
keepings.register(
    Keeping(
        "ALL-12",
        "Leur âge maximal est imprimé dans chaque politique, à côté de chaque durée ; celui des fichiers est relu "
        "chaque nuit, et la dernière sauvegarde restaurée à part chaque semaine, effacements refaits.",
        TEST,
        backups_as_declared,
        ("backups",),
    )
)
