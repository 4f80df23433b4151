"""Addresses of pages, whole: what a mail or a letter may carry out of the site."""

from django.conf import settings
from django.urls import reverse


def address_of_page(name: str, *args: object) -> str:
    """Where this page is, with the site's scheme and host."""
    return f"{settings.PARVIS_SITE}{reverse(name, args=args)}"
