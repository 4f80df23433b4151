"""ProConnect, the State's sign-in for professionals: OpenID Connect with its own ways.

Its user information is a signed token, its family name is ``usual_name``, it demands a nonce and
a level of assurance, and signing out here signs out there.
"""

import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import Provider
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from requests import RequestException

PROVIDER = "proconnect"
SCOPES = ["openid", "given_name", "usual_name", "email", "uid", "siret"]
ASSURANCE = "eidas1"
ALGORITHMS = ["RS256", "ES256"]
ID_TOKEN = "proconnect_id_token"  # noqa: S105  the name of a session entry, not a secret
KEPT_CLAIMS = ("sub", "uid", "siret", "idp_id")


class ProConnectFlow(OpenIDConnectOAuth2Adapter):
    """Trades the code for tokens, and reads the signed user information."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Who signs in, once every signature is verified and both tokens speak of the same person."""
        id_token = kwargs["response"].get("id_token", "")
        proof = self._decode(app, id_token)
        claims = self._user_info(app, token.token)
        if claims.get("sub") != proof.get("sub"):
            raise OAuth2Error("The user information is not about the person who signed in")
        request.session[ID_TOKEN] = id_token
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": claims})
        login.nonce = proof.get("nonce", "")
        return login

    def _user_info(self, app: SocialApp, access_token: str) -> dict[str, Any]:
        with self._adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            answer.raise_for_status()
        if "jwt" in answer.headers.get("Content-Type", ""):
            return self._decode(app, answer.text.strip())
        claims: dict[str, Any] = answer.json()
        return claims

    def _decode(self, app: SocialApp, signed: str) -> dict[str, Any]:
        """The claims of a token, once its signature, issuer, audience and date are verified."""
        with self._adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            named = jwt.get_unverified_header(signed).get("kid")
            keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if named in {None, key.key_id}]
            if len(keys) != 1:
                raise OAuth2Error("ProConnect does not publish the key of this token")
            claims: dict[str, Any] = jwt.decode(
                signed, keys[0].key, ALGORITHMS, audience=app.client_id, issuer=self.openid_config["issuer"]
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("A token of ProConnect could not be verified") from error
        return claims

    def _adapter(self) -> DefaultSocialAccountAdapter:
        return ProConnectAccountAdapter(self.request)


class ProConnectProvider(OpenIDConnectProvider):
    """How ProConnect names what it tells."""

    oauth2_adapter_class = ProConnectFlow

    def get_default_scope(self) -> list[str]:
        """What is asked: who the person is and for which body they work."""
        return SCOPES

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponseRedirect:
        """Leave with a nonce, kept with the state, that the identity token must bring back."""
        nonce = secrets.token_urlsafe(32)
        parameters = {**(kwargs.pop("auth_params", None) or {}), "nonce": nonce, "acr_values": ASSURANCE}
        return super().redirect(request, process, next_url, data, auth_params=parameters, nonce=nonce, **kwargs)

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """The name and the address."""
        claims = data["userinfo"]
        return {
            "email": claims.get("email", ""),
            "first_name": claims.get("given_name", ""),
            "last_name": claims.get("usual_name") or claims.get("family_name", ""),
        }

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, proven only if the provider says so: otherwise we ask the person for a proof."""
        claims = data["userinfo"]
        if not claims.get("email"):
            return []
        return [EmailAddress(email=claims["email"], verified=claims.get("email_verified") is True, primary=True)]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep identifiers only; names and address live in the account."""
        return {"userinfo": {claim: data["userinfo"][claim] for claim in KEPT_CLAIMS if claim in data["userinfo"]}}


class ProConnectAccountAdapter(DefaultSocialAccountAdapter):
    """Speaks ProConnect where django-allauth speaks plain OpenID Connect."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": (
            "Un compte existe déjà avec cette adresse. Connectez-vous avec votre mot de passe, "
            "puis reliez %s depuis « Mon compte »."
        ),
    }

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        """ProConnect's own provider under its name, the library's for any other."""
        if provider == PROVIDER:
            return ProConnectProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))
        return super().get_provider(request, provider, client_id)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an identity token made for another attempt."""
        if sociallogin.account.provider != PROVIDER:
            return
        expected = sociallogin.state.get("nonce", "")
        brought = getattr(sociallogin, "nonce", "")
        if not expected or not constant_time_compare(expected, brought):
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))


def leaving_url(request: HttpRequest, id_token: str, back: str) -> str | None:
    """Where to sign out at ProConnect, or ``None`` when it cannot be reached: we sign out here anyway."""
    flow = ProConnectFlow(request, PROVIDER)
    try:
        endpoint = flow.openid_config.get("end_session_endpoint")
    except (SocialApp.DoesNotExist, RequestException):
        return None
    if not endpoint:
        return None
    query = {"id_token_hint": id_token, "state": secrets.token_urlsafe(32), "post_logout_redirect_uri": back}
    return f"{endpoint}?{urlencode(query)}"
