"""Routes, a module a subject."""

from parvis.core.privacy.urls import accountability, published, retention, rights, trackers

app_name = "privacy"
urlpatterns = [
    *accountability.urlpatterns,
    *published.urlpatterns,
    *retention.urlpatterns,
    *rights.urlpatterns,
    *trackers.urlpatterns,
]
