"""Routes, a module a subject."""

from parvis.core.privacy.urls import published, retention, rights

app_name = "privacy"
urlpatterns = [*published.urlpatterns, *retention.urlpatterns, *rights.urlpatterns]
