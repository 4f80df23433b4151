"""Routes, a module a subject."""

from parvis.core.privacy.urls import policies, rights

app_name = "privacy"
urlpatterns = [*policies.urlpatterns, *rights.urlpatterns]
