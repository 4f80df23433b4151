"""``{% load trackers %}{% consent_banner %}`` and ``{% tracker_scripts %}``: what the layout owes about trackers."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from parvis.core.privacy.queries.trackers.choices import PageTrackers, answered
from parvis.core.privacy.queries.trackers.shown import purposes
from parvis.core.privacy.queries.trackers.tools import CRISP, MATOMO, consent_trackers

register = template.Library()


def _of(context: Context) -> PageTrackers | None:
    """What the middleware found about this page; nothing on a page drawn outside a request."""
    return getattr(context.get("request"), "trackers", None)


@register.inclusion_tag("privacy/trackers/parts/banner.html", takes_context=True)
def consent_banner(context: Context) -> dict[str, Any]:
    """The question, only where something waits for an answer."""
    trackers = _of(context)
    if trackers is None or not trackers.must_ask:
        return {}
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "service": trackers.service,
        "asked": consent_trackers(trackers.service),
        "purposes": answered(trackers, purposes(trackers.service)),
    }


@register.inclusion_tag("privacy/trackers/parts/scripts.html", takes_context=True)
def tracker_scripts(context: Context) -> dict[str, Any]:
    """The scripts of what this page may load, and nothing else."""
    trackers = _of(context)
    loaded = trackers.loaded if trackers else []
    if trackers is None or not loaded:
        return {}
    return {
        "request": context["request"],
        "crisp": CRISP in loaded and settings.PARVIS_CRISP_WEBSITE_ID,
        "crisp_url": settings.PARVIS_CRISP_URL,
        "matomo": MATOMO in loaded and settings.PARVIS_MATOMO_SITES[trackers.service.key],
        "matomo_url": settings.PARVIS_MATOMO_URL,
    }
