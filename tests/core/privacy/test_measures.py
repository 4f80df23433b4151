"""A control that a policy cites exists, and holds."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from parvis.config.checks import routes
from parvis.kernel.declarations.privacy import Period, TrackerBasis, controls, services
from parvis.kernel.http.policies import policy_of

ROOT = Path(__file__).parents[3]
PROOFS = sorted(control.test for control in controls)


@pytest.mark.parametrize("proof", PROOFS)
def test_the_proof_of_a_measure_exists(proof):
    path, _, name = proof.partition("::")
    assert re.search(rf"^def {re.escape(name)}\(", (ROOT / path).read_text(), re.MULTILINE)


def test_production_serves_https_only(tmp_path):
    program = (
        "import json, django; django.setup(); from django.conf import settings as s; "
        "print(json.dumps([s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE]))"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        "PARVIS_MODE": "production",
        "PARVIS_DATA": str(tmp_path),
        "PARVIS_SECRET_KEY": "k" * 60,
        "PARVIS_MASTER_KEY": "m" * 60,
        "PARVIS_HOSTS": "parvis.example",
        "DATABASE_URL": "postgresql://parvis@localhost/parvis",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    redirect, hsts, session, csrf = json.loads(done.stdout)
    assert redirect is session is csrf is True
    assert hsts >= 31_536_000


def test_every_privacy_route_says_who_may_enter():
    ours = [(name, view) for _, name, view in routes(get_resolver().url_patterns) if name.startswith("privacy:")]
    assert len(ours) >= 5
    assert [name for name, view in ours if policy_of(view, name) is None] == []


def seconds(iso):
    period = Period.parse(iso)
    assert (period.years, period.months) == (0, 0)
    return period.days * 86_400 + period.hours * 3_600 + period.minutes * 60


def test_the_cookies_of_the_platform_last_as_long_as_declared():
    declared = {tracker.name: tracker for tracker in services.get("plateforme").trackers}
    assert {tracker.basis for tracker in declared.values()} == {TrackerBasis.NECESSARY}
    lasting = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    assert {name: seconds(declared[name].lifetime) for name in lasting} == {
        settings.SESSION_COOKIE_NAME: settings.SESSION_COOKIE_AGE,
        settings.CSRF_COOKIE_NAME: settings.CSRF_COOKIE_AGE,
    }
