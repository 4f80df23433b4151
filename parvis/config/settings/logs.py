"""Logs on the standard error, one line each, without any personal value nor what opens a page by itself."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"parvis": {"level": "INFO"}},
}
LOGGING_CONFIG = "parvis.kernel.http.secret_addresses.configure_logs"
