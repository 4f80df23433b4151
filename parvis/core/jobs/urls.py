"""Routes of the queue: health for machines, tasks for administrators."""

from django.urls import path

from parvis.core.jobs.views.health import health

app_name = "jobs"
urlpatterns = [
    path("sante/", health, name="health"),
]
