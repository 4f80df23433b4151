"""The WSGI application that the web server loads; it does not serve a database that the register does not know."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

application = get_wsgi_application()

from parvis.core.privacy.facade import refuse_undeclared  # noqa: E402  models exist once Django is set up

refuse_undeclared()
# Processes forked from this one must not share its connection.
connections.close_all()
