"""Work done by the worker, queued in the same PostgreSQL. Durations are in seconds."""

PROCRASTINATE_ON_APP_READY = None

# A worker tells that it lives every PARVIS_WORKER_HEARTBEAT; silent for PARVIS_WORKER_STALLED_AFTER, it is
# taken for dead and its jobs are given to others.
PARVIS_WORKER_HEARTBEAT = 10
PARVIS_WORKER_STALLED_AFTER = 60
PARVIS_WORKER_RECOVERY_INTERVAL = 20
# Asked to stop, a worker finishes what it started if that takes no longer than this, or gives it back.
PARVIS_WORKER_GRACE = 8
# A failed job waits this many seconds to the power of its attempt: 5 s, 25 s, 2 min, 10 min, 52 min…
PARVIS_JOB_BACKOFF = 5
# A periodic job missed while no worker ran is caught up once, this long after its time.
PARVIS_JOB_CATCH_UP = 24 * 3600

PARVIS_DISK_FREE_MINIMUM = 500 * 1024 * 1024
