"""Routes of what proves that the promises are kept."""

from django.urls import path

from parvis.core.privacy.views.accountability import commitments

urlpatterns = [
    path("engagements/", commitments.page, name="commitments"),
    path("engagements.json", commitments.document, name="commitments_json"),
]
