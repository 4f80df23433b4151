"""Routes of the account, all under ``/compte/``: ours, and those that django-allauth brings."""

from django.urls import include, path

from parvis.core.accounts.adapters import ends
from parvis.core.accounts.policies import LIBRARY_ROUTES
from parvis.core.accounts.views import account
from parvis.kernel.http.policies import route_policies

for _route in LIBRARY_ROUTES:
    route_policies.register(_route)

pages = [
    path("", account.home, name="home"),
    path("identite/", account.name, name="name"),
    path("sessions/", account.sessions, name="sessions"),
]

urlpatterns = [
    path("", include((pages, "accounts"))),
    # Before the library's own: ProConnect signs what it tells, and asks for a nonce.
    path("oidc/proconnect/login/", ends.login),
    path("oidc/proconnect/login/callback/", ends.callback),
    path("", include("allauth.account.urls")),
    path("second-facteur/", include("allauth.mfa.urls")),
    path("comptes-lies/", include("allauth.socialaccount.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
