"""The two ends of a sign-in by ProConnect."""

from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.http import Http404, HttpRequest, HttpResponseBase

from parvis.core.accounts.adapters.proconnect import PROVIDER, ProConnectFlow
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC


def _run(view: type[OAuth2View], request: HttpRequest) -> HttpResponseBase:
    try:
        answer: Any = view.adapter_view(ProConnectFlow(request, PROVIDER))(request)
    except SocialApp.DoesNotExist:
        raise Http404("ProConnect n’est pas proposé ici") from None
    return answer


@opens_to(PUBLIC)
def login(request: HttpRequest) -> HttpResponseBase:
    """Leave for ProConnect."""
    return _run(OAuth2LoginView, request)


@opens_to(PUBLIC)
def callback(request: HttpRequest) -> HttpResponseBase:
    """Come back from ProConnect."""
    return _run(OAuth2CallbackView, request)
