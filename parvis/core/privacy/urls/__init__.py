"""Routes, a module a subject."""

from parvis.core.privacy.urls import published, rights

app_name = "privacy"
urlpatterns = [*published.urlpatterns, *rights.urlpatterns]
