"""Addresses that mails carry."""

from django.http import HttpRequest
from django.urls import reverse

from parvis.core.privacy.actions.rights.mails import DeskLink, Link


def private_link(request: HttpRequest) -> Link:
    """The private address of a request."""
    return lambda number, code: request.build_absolute_uri(reverse("privacy:rights_follow", args=[number, code]))


def desk_link(request: HttpRequest) -> DeskLink:
    """The address of a leg at the desk."""
    return lambda leg: request.build_absolute_uri(reverse("privacy:desk_leg", args=[leg.pk]))
