"""Whether the platform can serve: what « /sante/ » asks."""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Max
from procrastinate.contrib.django.models import ProcrastinateWorker

from parvis.kernel import clock
from parvis.kernel.declarations.health import Finding, Probe, probes

DEADLINE = 0.8
ALIVE_WITHIN = timedelta(seconds=60)

_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="health")


def findings() -> dict[str, Finding]:
    """What every declared probe sees, all at once; a probe that is late or broken is not healthy."""
    looking: dict[str, Future[Finding]] = {probe.key: _threads.submit(_look, probe) for probe in probes}
    wait(looking.values(), timeout=DEADLINE)
    return {
        key: future.result() if future.done() else Finding(healthy=False, message="Pas de réponse à temps.")
        for key, future in looking.items()
    }


def _look(probe: Probe) -> Finding:
    try:
        return probe.look()
    except Exception:  # noqa: BLE001  a broken probe is a finding, and its error stays inside
        return Finding(healthy=False, message="Ne répond pas.")
    finally:
        connection.close()


def database() -> Finding:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(healthy=True, message="La base de données répond.")


def worker() -> Finding:
    """Whether a worker lives."""
    last = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    if last is None or last < clock.now() - ALIVE_WITHIN:
        return Finding(healthy=False, message="Aucun exécuteur de tâches ne donne signe de vie.")
    return Finding(healthy=True, message="L'exécuteur de tâches est actif.")


def migrations() -> Finding:
    """Whether the tables are those that this version of the code expects."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    if _expected_migrations() - applied:
        return Finding(healthy=False, message="Des migrations restent à appliquer.")
    return Finding(healthy=True, message="Les migrations sont appliquées.")


@cache
def _expected_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app; it changes with the code only, hence once per process."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def disk() -> Finding:
    """Whether the data folder has room left."""
    if shutil.disk_usage(settings.PARVIS_DATA).free < settings.PARVIS_DISK_FREE_MINIMUM:
        return Finding(healthy=False, message="Le disque est presque plein.")
    return Finding(healthy=True, message="Le disque a de la place.")
