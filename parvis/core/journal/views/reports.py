"""What watches the journal itself: unusual days, and the proofs that it is whole and short-lived."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.journal.actions.anomalies import look_at
from parvis.core.journal.enums import Kind
from parvis.core.journal.forms.filters import AnomalyForm, LookForm
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
    names = _names(page)
    rows = [(anomaly, names[anomaly.actor_key], names.get(anomaly.looked_by, "")) for anomaly in page]
    context = {"form": form, "page": page, "rows": rows, "rule": THRESHOLDS, "kinds": Kind}
    return render(request, "journal/anomalies.html", context)


@opens_to(WATCHES_JOURNAL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anomaly(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what stood out, and, once, how it is explained."""
    found = get_object_or_404(JournalAnomaly, pk=pk)
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            look_at(by=current_actor(), anomaly=found, why=form.cleaned_data["why"])
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, "C’est noté, avec votre nom et la date.")
        return redirect("journal:anomalies")
    names = _names([found])
    context = {
        "anomaly": found,
        "who": names[found.actor_key],
        "judge": names.get(found.looked_by, ""),
        "kinds": Kind,
        "form": form,
    }
    return render(request, "journal/anomaly.html", context, status=422 if form.errors else 200)


def _names(found: Iterable[JournalAnomaly]) -> Mapping[str, str]:
    keys = [(each.actor_key, each.looked_by) for each in found]
    return names_of({key for pair in keys for key in pair if key})


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
