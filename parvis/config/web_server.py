"""The web server of the demonstration."""

import contextlib
import ctypes
from typing import Any, Final

from gunicorn.app.base import BaseApplication

_MMAP_THRESHOLD: Final = -3
LARGE: Final = 1 << 20


class WebServer(BaseApplication):
    """Gunicorn with our settings: threads, one copy of the code shared by its workers."""

    def __init__(self, port: int, workers: int) -> None:
        self.port = port
        self.workers = workers
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what a command line would."""
        wanted = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": self.workers,
            "threads": 4,
            "worker_class": "gthread",
            "preload_app": True,
            "control_socket_disable": True,
        }
        for name, value in wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, loaded once before the workers are forked."""
        # Where the C library is GNU's: what a large answer took goes back to the system, instead of being kept in
        # pieces by each thread.
        with contextlib.suppress(AttributeError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)
        from parvis.config.wsgi import application

        return application
