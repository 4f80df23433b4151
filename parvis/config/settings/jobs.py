"""Work done by the worker, queued in the same PostgreSQL."""

PROCRASTINATE_ON_APP_READY = None
