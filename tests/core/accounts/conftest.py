"""A world with one person, whom the tests sign in."""

import importlib.util

import pytest
from django.core.cache import cache

from parvis.core.accounts.queries.actors import actor_for_user
from parvis.kernel.actor import VISITOR
from parvis.kernel.scope import open_scope
from tests.factories.accounts import make_user


class ScopeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with open_scope(actor_for_user(request.user) if request.user.is_authenticated else VISITOR):
            return self.get_response(request)


BASE = "<title>{% block title %}{% endblock %}</title>{% for m in messages %}{{ m }}{% endfor %}{% block content %}{% endblock %}"


@pytest.fixture(autouse=True)
def house(settings, db):
    """Until the layout and the scope of requests are there, the least that stands for them."""
    cache.clear()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    if not importlib.util.find_spec("parvis.core.organisations.middleware"):
        middleware = list(settings.MIDDLEWARE)
        middleware.insert(
            middleware.index("parvis.core.accounts.middleware.SecondFactorMiddleware"), f"{__name__}.ScopeMiddleware"
        )
        settings.MIDDLEWARE = middleware
        engine = settings.TEMPLATES[0]
        options = dict(engine["OPTIONS"])
        options["loaders"] = [
            "django.template.loaders.app_directories.Loader",
            ("django.template.loaders.locmem.Loader", {"shell/base.html": BASE}),
        ]
        settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]


@pytest.fixture
def nadia(acting):
    return make_user("nadia.benali@ville.example")
