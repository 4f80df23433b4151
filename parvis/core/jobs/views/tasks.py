"""« Tâches »: what runs by itself, for the administrators of the platform."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parvis.core.jobs.actions.steering import cancel_job, retry_job
from parvis.core.jobs.enums import State
from parvis.core.jobs.forms.filters import RunsFilter
from parvis.core.jobs.queries import runs
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR
from parvis.kernel.scope import current_actor


@opens_to(PLATFORM_ADMINISTRATOR)
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What ran, what failed, what waits and what comes next."""
    form = RunsFilter(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    kept = {name: asked[name] for name in ("tache", "etat") if asked.get(name)}
    page = runs.runs(key=asked.get("tache", ""), state=asked.get("etat", ""), before=asked.get("avant"))
    counts = runs.counts()
    context = {
        "form": RunsFilter(initial=kept),
        "page": page,
        "newest": urlencode(kept),
        "older": urlencode(kept | {"avant": page.older}) if page.older else "",
        "beyond_first": asked.get("avant") is not None,
        "counts": [(state, counts[state]) for state in State],
        "due": runs.due(),
        "workers": runs.workers_alive(),
    }
    return render(request, "jobs/tasks.html", context)


@opens_to(PLATFORM_ADMINISTRATOR)
@require_POST
def retry(request: HttpRequest, number: int) -> HttpResponse:
    """Have a failed job run again."""
    if retry_job(by=current_actor(), number=number):
        messages.success(request, f"La tâche nº {number} est remise en file d’attente.")
    else:
        messages.warning(request, f"La tâche nº {number} n’est plus en échec : il n’y a rien à relancer.")
    return redirect("jobs:tasks")


@opens_to(PLATFORM_ADMINISTRATOR)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Take a waiting job out of the queue."""
    if cancel_job(by=current_actor(), number=number):
        messages.success(request, f"La tâche nº {number} est annulée : elle ne sera pas exécutée.")
    else:
        messages.warning(request, f"La tâche nº {number} n’attend plus : elle ne peut plus être annulée.")
    return redirect("jobs:tasks")
