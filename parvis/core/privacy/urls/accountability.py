"""Routes of what proves that the promises are kept."""

from django.urls import path

from parvis.core.privacy.views.accountability import breaches, commitments, impact, measures, register, sheets

REGISTER = "administration/registre/"
ANALYSES = f"{REGISTER}analyses/"
SHEETS = f"{REGISTER}fiches/"
MEASURES = f"{REGISTER}mesures/"
BREACHES = "administration/violations/"
urlpatterns = [
    path("engagements/", commitments.page, name="commitments"),
    path("engagements/<slug:slug>/", commitments.service, name="commitments_of"),
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
    path(MEASURES, measures.measures, name="measures"),
    path(f"{MEASURES}<slug:service>/<slug:key>/", measures.measure, name="measure"),
    path(SHEETS, sheets.sheets, name="sheets"),
    path(f"{SHEETS}editions/<int:number>.json", sheets.document, name="edition_json"),
    path(f"{SHEETS}editions/<int:number>.ods", sheets.spreadsheet, name="edition_ods"),
    path(f"{SHEETS}<str:key>/", sheets.sheet, name="sheet"),
    path(BREACHES, breaches.breaches, name="breaches"),
    path(f"{BREACHES}nouvelle/", breaches.new_breach, name="breach_new"),
    path(f"{BREACHES}<int:pk>/", breaches.breach, name="breach"),
    path(f"{BREACHES}<int:pk>/completer/", breaches.edit_breach, name="breach_edit"),
    path(f"{BREACHES}<int:pk>/compter/", breaches.count, name="breach_count"),
    path(f"{BREACHES}<int:pk>/clore/", breaches.close, name="breach_close"),
    path(f"{BREACHES}<int:pk>/lettre.pdf", breaches.letter, name="breach_letter"),
    path(f"{BREACHES}<int:pk>/prevenir/<slug:addressee>/", breaches.notice, name="breach_notice"),
]
