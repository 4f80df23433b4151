"""All routes: each app brings its own ``urls.py``."""

from django.urls import URLPattern, URLResolver, include, path

from parvis.config.api import api
from parvis.config.api_door import door
from parvis.config.api_reference import reference

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/docs", reference, name="api_reference"),
    path("api/v1/", door(api)),
    path("", include("parvis.core.jobs.urls")),
    path("", include("parvis.core.documents.urls")),
    path("", include("parvis.core.notifications.urls")),
    path("", include("parvis.core.messaging.urls")),
    path("", include("parvis.core.organisations.urls")),
    path("", include("parvis.core.journal.urls")),
    path("", include("parvis.shell.urls")),
    path("trouver/", include("parvis.products.data_inclusion.urls")),
    path("mediature/", include("parvis.products.mediature.urls")),
    path("compte/", include("parvis.core.accounts.urls")),
    path("", include("parvis.core.privacy.urls")),
    path("geographie/", include("parvis.core.geography.urls")),
]
handler400 = "parvis.shell.views.errors.bad_request"
handler403 = "parvis.shell.views.errors.forbidden"
handler404 = "parvis.shell.views.errors.not_found"
handler500 = "parvis.shell.views.errors.server_error"
handler429 = "parvis.core.accounts.adapters.lockout.too_many_requests"
