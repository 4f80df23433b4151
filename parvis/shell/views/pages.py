"""Home and the pages that every site owes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.kernel.declarations.navigation import Section
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import actor_or_visitor
from parvis.shell import menus


@opens_to(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """Tell each visitor where to go."""
    return render(request, "shell/pages/home.html", {"cards": menus.cards()})


@opens_to(PUBLIC)
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes, who answers, who hosts."""
    return _page(request, "legal")


@opens_to(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return _page(request, "accessibility")


@opens_to(PUBLIC)
def source(request: HttpRequest) -> HttpResponse:
    """Where the source code is and what its licence allows."""
    return _page(request, "source")


@opens_to(PUBLIC)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that the menus lead to, for whoever asks."""
    titles = {
        Section.MAIN: "Pour tout le monde",
        Section.WORK: "Votre travail",
        Section.ADMINISTRATION: "Administration",
        Section.ACCOUNT: "Votre compte",
        Section.FOOTER: "À propos du site",
    }
    groups = [(title, menus.lines_of((section,), actor_or_visitor())) for section, title in titles.items()]
    return render(request, "shell/pages/sitemap.html", {"groups": [group for group in groups if group[1]]})


def _page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"shell/pages/{name}.html", {"operator": settings.PARVIS_OPERATOR})
