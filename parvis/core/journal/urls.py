"""Routes of the journal."""

from django.urls import path

from parvis.core.journal.views.lines import lines

app_name = "journal"
urlpatterns = [path("administration/journal/", lines, name="lines")]
