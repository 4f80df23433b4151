"""Routes, a module a subject."""

from parvis.core.privacy.urls import accountability, policies

app_name = "privacy"
urlpatterns = [*policies.urlpatterns, *accountability.urlpatterns]
