"""« Mesure d’audience : auto-évaluation »: the fourteen criteria, what holds each, and reviews by hand."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.journal.queries.words import names_of
from parvis.core.privacy.actions.trackers.reviewing import review_criterion
from parvis.core.privacy.forms.trackers import ReviewForm
from parvis.core.privacy.models import CriterionReview, MatomoCheck
from parvis.core.privacy.policies.accountability import KEEPS_REGISTER, READS_REGISTER
from parvis.core.privacy.queries.trackers.criteria import GRID, KEYS, VALID, assessed
from parvis.core.privacy.queries.trackers.shown import measures
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Each criterion: held by the software, told by Matomo, or checked by somebody, on which day."""
    found = assessed()
    names = names_of({one.review.reviewed_by for one in found if one.review})
    context = {
        "rows": [(one, names.get(one.review.reviewed_by, "") if one.review else "") for one in found],
        "measured": measures(),
        "check": MatomoCheck.objects.first(),
        "token": bool(settings.PARVIS_MATOMO_TOKEN),
        "grid": GRID,
        "valid": VALID,
        "keeps": KEEPS_REGISTER.allows(current_actor()),
    }
    return render(request, "privacy/trackers/criteria.html", context)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Date and sign what was found of one criterion."""
    criterion = KEYS.get(key)
    if criterion is None:
        raise Http404("Ce critère n’existe pas : choisissez-le dans l’auto-évaluation.")
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review_criterion(by=current_actor(), criterion=key, **form.cleaned_data)
        messages.success(request, "Votre vérification est inscrite, avec votre nom et la date.")
        return redirect("privacy:criteria")
    past = list(CriterionReview.objects.filter(criterion=key))
    names = names_of({one.reviewed_by for one in past})
    context = {"criterion": criterion, "form": form, "past": [(one, names[one.reviewed_by]) for one in past]}
    return render(request, "privacy/trackers/criterion.html", context, status=422 if form.errors else 200)
