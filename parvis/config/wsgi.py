"""The WSGI application that the web server loads; it starts only where every declared condition holds."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

application = get_wsgi_application()

from parvis.kernel.declarations.starting import require_conditions  # noqa: E402  declared once Django is set up

require_conditions()
# Processes forked from this one must not share its connection.
connections.close_all()
