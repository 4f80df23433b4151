"""Routes that the mail provider calls."""

from django.urls import path

from parvis.core.messaging.views import webhooks

app_name = "messaging"

urlpatterns = [
    path("courriels/<slug:provider>/<secret:secret>/recus/", webhooks.inbound, name="inbound"),
    path("courriels/<slug:provider>/<secret:secret>/evenements/", webhooks.events, name="events"),
]
