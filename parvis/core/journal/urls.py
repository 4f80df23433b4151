"""Routes of the journal."""

from django.urls import path

from parvis.core.journal.views import lines, prints, reports

app_name = "journal"
urlpatterns = [
    path("administration/journal/", lines.lines, name="lines"),
    path("administration/journal/export/", lines.export, name="export"),
    path("administration/journal/personne/", lines.who_read, name="who-read"),
    path("administration/journal/compte/", lines.what_read, name="what-read"),
    path("administration/journal/anomalies/", reports.anomalies, name="anomalies"),
    path("administration/journal/anomalies/<int:pk>/", reports.anomaly, name="anomaly"),
    path("journal/impression/", prints.printed, name="print"),
    path("administration/journal/preuves/", reports.proofs, name="proofs"),
]
