"""Routes, a module a subject."""

from parvis.core.privacy.urls import policies, trackers

app_name = "privacy"
urlpatterns = [*policies.urlpatterns, *trackers.urlpatterns]
