"""Routes, a module a subject."""

from parvis.core.privacy.urls import published, retention

app_name = "privacy"
urlpatterns = [*published.urlpatterns, *retention.urlpatterns]
