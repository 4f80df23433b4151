"""Routes of the queue: health for machines, tasks for administrators."""

from django.urls import path

from parvis.core.jobs.views.health import health
from parvis.core.jobs.views.tasks import cancel, retry, tasks

app_name = "jobs"
urlpatterns = [
    path("sante/", health, name="health"),
    path("administration/taches/", tasks, name="tasks"),
    path("administration/taches/<int:number>/relancer/", retry, name="retry"),
    path("administration/taches/<int:number>/annuler/", cancel, name="cancel"),
]
