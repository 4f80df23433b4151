"""Tasks: of one case, and of the day."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.taches import do_task, write_task
from parvis.products.mediature.forms.rendezvous import TaskForm
from parvis.products.mediature.models import Tache
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import offices_of
from parvis.products.mediature.queries.taches import (
    MINE,
    WHOSE,
    appointments_near,
    lined,
    tasks_of,
    tasks_to_do,
)
from parvis.products.mediature.views.cases import found_case
from parvis.products.mediature.views.rendezvous import done

PER_PAGE = 30
BACK = "liste"


@opens_to(WORKS)
@never_cache
@require_safe
def to_do(request: HttpRequest) -> HttpResponse:
    """What is to be done, the latest first, and the appointments of these days."""
    actor = current_actor()
    offices = offices_of(actor)
    whose = request.GET.get("qui", MINE)
    whose = whose if whose in WHOSE else MINE
    page = Paginator(tasks_to_do(actor, offices, whose), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lined(page.object_list),
        "appointments": appointments_near(actor, offices, whose)[:PER_PAGE],
        "whose": whose,
        "choices": WHOSE,
        "back": BACK,
    }
    return render(request, "mediature/bureau/to_do.html", context)


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest, number: str) -> HttpResponse:
    """Those of a case; one is written here."""
    saisine, actor = found_case(number), current_actor()
    data = request.POST if request.method == "POST" else None
    form = TaskForm(data, saisine=saisine, user=int(actor.identifier))
    if form.is_valid() and done(form, lambda: write_task(by=actor, saisine=saisine, **form.cleaned_data)):
        messages.success(request, "La tâche est inscrite : elle est dans « À faire ».")
        return redirect("mediature:tasks", number)
    context = {"saisine": saisine, "lines": tasks_of(actor, saisine), "form": form}
    return render(request, "mediature/bureau/tasks.html", context, status=422 if form.errors else 200)


@opens_to(SIGNED_IN)
@never_cache
@require_POST
def task_done(request: HttpRequest, number: str, tache: int) -> HttpResponse:
    """« Fait », or to be done again."""
    saisine, actor = found_case(number), current_actor()
    found = Tache.objects.visible_to(actor).filter(saisine=saisine, pk=tache).select_related("saisine").first()
    if found is None:
        raise Http404("Cette tâche n’est pas dans ce dossier.")
    is_done = request.POST.get("fait") == "oui"
    do_task(by=actor, tache=found, done=is_done)
    messages.success(request, "La tâche est faite." if is_done else "La tâche est de nouveau à faire.")
    return redirect("mediature:to_do") if request.POST.get("retour") == BACK else redirect("mediature:tasks", number)
