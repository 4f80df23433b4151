"""What watches the journal itself: unusual days, and the proofs that it is whole and short-lived."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.core.journal.actions.anomalies import judge
from parvis.core.journal.enums import Conclusion, Kind
from parvis.core.journal.forms.filters import AnomalyForm, JudgementForm
from parvis.core.journal.models import JournalAnomaly, JournalVerification
from parvis.core.journal.policies import WATCHES_JOURNAL
from parvis.core.journal.queries.anchor import published_anchor
from parvis.core.journal.queries.anomalies import page_of_anomalies
from parvis.core.journal.queries.chain import MONTHS_KEPT
from parvis.core.journal.queries.habits import THRESHOLDS
from parvis.core.journal.queries.months import first_month_kept, held_months, oldest_line
from parvis.core.journal.queries.words import names_of
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor

VERIFICATIONS = 30


@opens_to(WATCHES_JOURNAL)
@never_cache
@require_safe
def anomalies(request: HttpRequest) -> HttpResponse:
    """Days that stood out, with the thresholds that made them so."""
    form = AnomalyForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    page = page_of_anomalies(given.get("motif", ""), given.get("etat", ""), request.GET.get("page"))
    names = names_of({anomaly.actor_key for anomaly in page} | {anomaly.judged_by or "system" for anomaly in page})
    rows = [(anomaly, names[anomaly.actor_key], names.get(anomaly.judged_by, "")) for anomaly in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "rule": THRESHOLDS,
        "kinds": Kind,
        "waiting": Conclusion.WAITING,
    }
    return render(request, "journal/anomalies.html", context)


@opens_to(WATCHES_JOURNAL)
@require_POST
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what an anomaly turned out to be."""
    anomaly = get_object_or_404(JournalAnomaly, pk=pk)
    form = JudgementForm(request.POST)
    if form.is_valid():
        judge(by=current_actor(), anomaly=anomaly, conclusion=Conclusion(form.cleaned_data["conclusion"]))
        messages.success(request, f"C’est noté : « {anomaly.get_conclusion_display()} ».")
    else:
        messages.error(request, "Choisissez « Expliquée » ou « À suivre ».")
    return redirect("journal:anomalies")


@opens_to(WATCHES_JOURNAL)
@never_cache
@require_safe
def proofs(request: HttpRequest) -> HttpResponse:
    """The chain, its anchor, and the months held: nothing older than promised."""
    oldest, limit = oldest_line(), first_month_kept()
    context = {
        "last": published_anchor(),
        "verifications": JournalVerification.objects.all()[:VERIFICATIONS],
        "months": held_months(),
        "months_kept": MONTHS_KEPT,
        "oldest": oldest,
        "limit": limit,
        "kept": oldest is None or oldest.date() >= limit,
    }
    return render(request, "journal/proofs.html", context)
