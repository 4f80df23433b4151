"""Routes, a module a subject."""

from parvis.core.privacy.urls import policies, retention

app_name = "privacy"
urlpatterns = [*policies.urlpatterns, *retention.urlpatterns]
