"""« Nuits d’effacement »: what each rule did, what is late, and what the next night would do."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.core.journal.queries.words import names_of
from parvis.core.privacy.actions.retention.holding import approve_overrun, ask_overrun
from parvis.core.privacy.actions.retention.night import dry_run
from parvis.core.privacy.forms.retention.holds import OverrunForm
from parvis.core.privacy.models import Night, Overrun
from parvis.core.privacy.policies.retention import SEES_NIGHTS
from parvis.core.privacy.queries.retention import figures
from parvis.core.privacy.queries.retention.words import rule_words
from parvis.kernel import clock
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR
from parvis.kernel.scope import Reach, current_actor, open_scope


@opens_to(SEES_NIGHTS)
@never_cache
@require_safe
def nights(request: HttpRequest) -> HttpResponse:
    """The last nights, and what waits for a second person."""
    page = Paginator(Night.objects.all(), figures.NIGHTS_SHOWN).get_page(request.GET.get("page"))
    told = figures.tell_nights(page.object_list)
    shown = [(each, [(rule_words(run.rule), run) for run in each.runs]) for each in told]
    asked = Overrun.objects.filter(approved_on=None, day__gte=clock.today())
    names = names_of({each.asked_by for each in asked})
    overruns = [(rule_words(each.rule), names[each.asked_by], each) for each in asked]
    context = {
        "nights": shown,
        "page": page,
        "copies": figures.copies_waiting(),
        "overruns": overruns,
        "archives": figures.waiting_for_archives(),
        "roots": figures.last_roots(),
        "me": current_actor().key,
        "decides": current_actor().platform_administrator,
    }
    return render(request, "privacy/retention/nights.html", context)


@opens_to(SEES_NIGHTS)
@never_cache
@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """What the night would do now: nothing is changed."""
    actor = current_actor()
    with open_scope(actor, reach=Reach.EVERYTHING):
        found = dry_run(clock.today())
    shown = [each for each in found if each.stopped or each.due or each.held or each.restricted or each.future]
    context = {
        "counts": [(rule_words(each.rule), each) for each in shown],
        "idle": len(found) - len(shown),
        "due": sum(each.due for each in found if not each.stopped),
        "day": clock.today(),
        "decides": actor.platform_administrator,
    }
    return render(request, "privacy/retention/rehearsal.html", context)


@opens_to(PLATFORM_ADMINISTRATOR)
@require_POST
def overrun(request: HttpRequest) -> HttpResponse:
    """Ask that the next night may erase more than usual, for one rule; another person approves."""
    form = OverrunForm(request.POST)
    if form.is_valid():
        # A night is done once: after it, the request is about the next one.
        day = clock.today() + timedelta(days=1)
        try:
            ask_overrun(by=current_actor(), rule=form.cleaned_data["rule"], day=day, most=form.cleaned_data["most"])
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            messages.success(
                request, "La demande est faite. Un autre administrateur doit l’approuver avant cette nuit."
            )
    else:
        messages.error(request, "Cette demande ne se lit pas : refaites l’essai à blanc, puis recommencez.")
    return redirect("privacy:nights")


@opens_to(PLATFORM_ADMINISTRATOR)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a larger night that somebody else has asked."""
    asked = get_object_or_404(Overrun, pk=pk)
    try:
        approve_overrun(by=current_actor(), overrun=asked)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"La nuit du {asked.day:%d/%m/%Y} pourra effacer jusqu’à {asked.most} lignes.")
    return redirect("privacy:nights")
