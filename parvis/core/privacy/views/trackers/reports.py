"""For administrators: cookies that were dropped, what Matomo says of itself, and pages counted."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core.privacy.forms.trackers import AudienceFilter
from parvis.core.privacy.models import BannerVersion, ConsentChoice, DroppedCookie, MatomoCheck
from parvis.core.privacy.queries.trackers.audience import SMALLEST, counted_pages, hidden
from parvis.core.privacy.queries.trackers.shown import groups, measures
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR

PER_PAGE = 30
USUAL = 30


@opens_to(PLATFORM_ADMINISTRATOR)
@require_safe
def trackers(request: HttpRequest) -> HttpResponse:
    """What was dropped, what is declared and used, what Matomo answered."""
    context = {
        "page": Paginator(DroppedCookie.objects.all(), PER_PAGE).get_page(request.GET.get("page")),
        "groups": groups(),
        "check": MatomoCheck.objects.first(),
        "matomo": settings.PARVIS_MATOMO_URL,
        "token": bool(settings.PARVIS_MATOMO_TOKEN),
        "choices": ConsentChoice.objects.count(),
        "asked": BannerVersion.objects.all(),
    }
    return render(request, "privacy/trackers/trackers.html", context)


@opens_to(PLATFORM_ADMINISTRATOR)
@require_safe
def audience(request: HttpRequest) -> HttpResponse:
    """Pages shown, by service and kind, small numbers hidden."""
    form = AudienceFilter(request.GET)
    form.is_valid()
    given = form.cleaned_data
    days = given.get("jours") or USUAL
    cells = counted_pages(days, given.get("service", ""))
    context = {
        "form": form,
        "cells": cells,
        "hidden": hidden(cells),
        "smallest": SMALLEST,
        "measured": measures(),
        "days": days,
    }
    return render(request, "privacy/trackers/audience.html", context)
