"""What django-allauth asks about accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from parvis.core.accounts.adapters.mails import MAILS
from parvis.core.accounts.adapters.proconnect import ID_TOKEN, leaving_url
from parvis.core.accounts.queries.factors import has_second_factor


class AccountAdapter(DefaultAccountAdapter):
    """Leads administrators to their second factor, and writes in French."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L’adresse électronique ou le mot de passe ne correspondent pas.",
        "rate_limited": "Trop de demandes en peu de temps. Patientez une minute, puis recommencez.",
        "too_many_login_attempts": "Trop d’essais en peu de temps. Patientez une minute, puis recommencez.",
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The account; for an administrator without second factor, the page that sets it up."""
        user = request.user
        if user.is_authenticated and user.is_platform_administrator and not has_second_factor(user):
            return reverse("mfa_index")
        url: str = super().get_login_redirect_url(request)
        return url

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page; by way of ProConnect for whoever came by it, so that both sessions end."""
        home: str = super().get_logout_redirect_url(request)
        id_token = request.session.get(ID_TOKEN)
        if not id_token:
            return home
        return leaving_url(request, id_token, request.build_absolute_uri(home)) or home

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account once the password is changed."""
        return reverse("accounts:home")

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """The mail in text and in HTML, from the same words."""
        mail = MAILS[template_prefix]
        shown = {
            "sentences": [sentence.format_map(context) for sentence in mail.sentences],
            "action": mail.action,
            "link": context.get(mail.link, ""),
            "notice": context if mail.notice else None,
        }
        message = EmailMultiAlternatives(
            mail.subject.format_map(context),
            render_to_string("accounts/mail.txt", shown),
            self.get_from_email(),
            [email] if isinstance(email, str) else email,
            headers=headers,
        )
        message.attach_alternative(render_to_string("accounts/mail.html", shown), "text/html")
        return message
