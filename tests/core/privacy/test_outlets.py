"""Data leave only for hosts that the register names, and never through the logs."""

from types import SimpleNamespace

import pytest
from django.conf import settings as installed

from parvis.core.privacy import checks
from parvis.core.privacy.queries.outlets import foreign_hosts, talkative_logs
from parvis.kernel.declarations.privacy import services

LINE = {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}


def hosts(**changes):
    given = {
        "ALLOWED_HOSTS": ["parvis.example.fr"],
        "PARVIS_OWN_HOSTS": [],
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": {"default-src": ["'none'"], "upgrade-insecure-requests": True}},
        **changes,
    }
    return [(each.code, each.message) for each in foreign_hosts(SimpleNamespace(**given), services)]


def policy(*sources):
    return {"DIRECTIVES": {"img-src": ["'self'", "data:", *sources]}}


@pytest.mark.parametrize(
    ("changes", "host"),
    [
        ({"EMAIL_HOST": "smtp.exemple.com"}, "smtp.exemple.com"),
        ({"PARVIS_CLAMD": "antivirus.exemple.com:3310"}, "antivirus.exemple.com"),
        ({"PARVIS_TILES_URL": "https://tuiles.exemple.com/{z}/{x}/{y}.png"}, "tuiles.exemple.com"),
        ({"DATABASES": {"default": {"ENGINE": "a.b.c", "HOST": "base.exemple.com"}}}, "base.exemple.com"),
        ({"STORAGES": {"default": {"BACKEND": "x.y", "OPTIONS": {"endpoint_url": "https://s3.exemple.com"}}}}, "s3."),
        ({"CONTENT_SECURITY_POLICY": policy("https://mesure.exemple.com")}, "mesure.exemple.com"),
        ({"CONTENT_SECURITY_POLICY": policy("*.exemple.com")}, "exemple.com"),
        ({"EMAIL_HOST": "notbrevo.com"}, "notbrevo.com"),
        ({"SOCIALACCOUNT_PROVIDERS": {"x": {"APPS": [{"settings": {"server_url": "https://a.exemple.com/"}}]}}}, "a."),
    ],
)
def test_a_host_that_nobody_declared_is_named(changes, host):
    ((code, message),) = hosts(**changes)
    assert code == "E010"
    assert message.startswith(f"L’hôte {host}")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"EMAIL_HOST": "smtp-relay.brevo.com"},
        {"EMAIL_HOST": "localhost"},
        {"EMAIL_HOST": "10.2.3.4"},
        {"EMAIL_HOST": "relais.ville.fr", "PARVIS_OWN_HOSTS": ["relais.ville.fr"]},
        {"DATABASES": {"default": {"ENGINE": "parvis.kernel.database", "HOST": "/var/run/postgresql"}}},
        {"CONTENT_SECURITY_POLICY": policy("https://auth.agentconnect.gouv.fr")},
        {"STORAGES": {"default": {"BACKEND": "x.y.z", "OPTIONS": {"endpoint_url": "https://s3.fr-par.scw.cloud"}}}},
        {"PARVIS_CLAMD": "unix:/run/clamd.ctl"},
        {"DATABASES": {"default": {"HOST": "", "NAME": "parvis.fr", "PASSWORD": "secret.exemple.com"}}},
        {"SOCIALACCOUNT_PROVIDERS": {"x": {"APPS": [{"secret": "secret.exemple.com"}]}}},
    ],
)
def test_a_declared_near_or_own_host_is_silent(changes):
    assert hosts(**changes) == []


def logs(**changes):
    logging = {"formatters": {"line": LINE}, "handlers": {}, "root": {"level": "WARNING"}, **changes}
    return [each.code for each in talkative_logs(SimpleNamespace(LOGGING=logging))]


@pytest.mark.parametrize(
    "changes",
    [
        {"formatters": {"line": {"format": "%(message)s %(request)s"}}},
        {"formatters": {"line": {"format": "{message} {user.email}", "style": "{"}}},
        {"formatters": {"line": {"format": "$message ${ip}", "style": "$"}}},
        {"formatters": {"line": {"()": "some.where.JsonFormatter"}}},
        {"handlers": {"mail": {"class": "django.utils.log.AdminEmailHandler"}}},
        {"loggers": {"django.db.backends": {"level": "DEBUG"}}},
        {"loggers": {"django": {"level": "DEBUG"}}},
        {"root": {"level": "DEBUG"}},
    ],
)
def test_a_log_that_could_hold_a_personal_value_is_named(changes):
    assert logs(**changes) == ["E013"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"formatters": {"line": {"format": "{asctime} {levelname:>8} {message}", "style": "{"}}},
        {"loggers": {"parvis": {"level": "DEBUG"}, "django": {"level": "INFO"}}},
        {"handlers": {"console": {"class": "logging.StreamHandler"}}},
    ],
)
def test_a_technical_log_is_silent(changes):
    assert logs(**changes) == []


def test_this_installation_lets_nothing_out():
    assert checks.nothing_leaves_undeclared(None) == []


def test_the_check_reads_the_settings_in_force(settings):
    settings.EMAIL_HOST = "smtp.exemple.com"
    settings.LOGGING = {**installed.LOGGING, "root": {"level": "DEBUG"}}
    assert [message.id for message in checks.nothing_leaves_undeclared(None)] == ["privacy.E010", "privacy.E013"]
