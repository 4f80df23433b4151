"""Routes of what proves that the promises are kept."""

from django.urls import path

from parvis.core.privacy.views.accountability import commitments, impact, register

REGISTER = "administration/registre/"
ANALYSES = f"{REGISTER}analyses/"
urlpatterns = [
    path("engagements/", commitments.page, name="commitments"),
    path("engagements.json", commitments.document, name="commitments_json"),
    path(REGISTER, register.home, name="register"),
    path(f"{REGISTER}decisions/", register.decisions, name="decisions"),
    path(f"{REGISTER}decisions/<slug:service>/<slug:key>/", register.decision, name="decision"),
    path(f"{REGISTER}publication/<slug:slug>/", register.publication, name="publication"),
    path(ANALYSES, impact.assessments, name="assessments"),
    path(f"{ANALYSES}<slug:service>/<slug:activity>/", impact.assessment, name="assessment"),
    path(
        f"{ANALYSES}<slug:service>/<slug:activity>/pia.json",
        impact.assessment_document,
        name="assessment_json",
    ),
]
