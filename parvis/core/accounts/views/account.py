"""« Mon compte »: what protects it, where it is open, how to leave."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.core.accounts.actions.identity import rename_user
from parvis.core.accounts.actions.sessions import end_sessions
from parvis.core.accounts.forms.identity import NameForm
from parvis.core.accounts.models import User
from parvis.core.accounts.queries.factors import FACTORS
from parvis.core.accounts.queries.sessions import living_sessions, open_sessions
from parvis.kernel.french.typography import counted
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor


def _owner(request: HttpRequest) -> User:
    """The account of this request; the route opens to signed-in people only."""
    if not isinstance(request.user, User):
        raise TypeError("Nobody is signed in")
    return request.user


@opens_to(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Everything about one's account on one page, each part leading to where it is changed."""
    user = _owner(request)
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    return render(
        request,
        "accounts/home.html",
        {
            "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
            "factors": [factor for factor in factors if factor.type in FACTORS],
            "recovery": any(factor.type == Authenticator.Type.RECOVERY_CODES for factor in factors),
            "sessions": living_sessions(user).count(),
            "providers": get_adapter().list_apps(request),
            "linked": SocialAccount.objects.filter(user=user),
        },
    )


@opens_to(SIGNED_IN)
def name(request: HttpRequest) -> HttpResponse:
    """Change one's name."""
    user = _owner(request)
    form = NameForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        rename_user(by=current_actor(), user=user, **form.cleaned_data)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("accounts:home")
    return render(request, "accounts/name.html", {"form": form}, status=422 if form.errors else 200)


@opens_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the account is open; close it everywhere else."""
    user = _owner(request)
    current = request.session.session_key
    if request.method == "POST":
        ended = end_sessions(by=current_actor(), user=user, but=current)
        messages.success(request, f"{counted(ended, 'session fermée', 'sessions fermées')}. Celle-ci reste ouverte.")
        return redirect("accounts:sessions")
    return render(request, "accounts/sessions.html", {"sessions": open_sessions(user, current)})
