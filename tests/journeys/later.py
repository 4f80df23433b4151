"""The platform as it will be in some days: its clock is frozen there for each request."""

import os
from datetime import timedelta

from parvis.config.wsgi import application as served
from parvis.kernel import clock

AHEAD = timedelta(days=int(os.environ["PARVIS_TEST_DAYS_LATER"]))


def application(environ, start_response):
    with clock.frozen(clock.now() + AHEAD):
        return served(environ, start_response)
