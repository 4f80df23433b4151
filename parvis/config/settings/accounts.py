"""Who signs in, and how."""

from datetime import timedelta
from typing import Any

from parvis.config.env import Mode, environment

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "first_name", "last_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=2).total_seconds())

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "/"

# A session lasts a working day: nobody signs in again between two appointments, and nobody finds
# yesterday's session open on a shared computer.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
# A visitor who is told that a choice is kept needs no session for it.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Rate limits and used codes are counted for all the processes of an installation together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment().proxies

# What a token may ask of the API in a minute; 0 counts nothing.
PARVIS_API_CALLS = environment().api_calls

ACCOUNT_ADAPTER = "parvis.core.accounts.adapters.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "parvis.core.accounts.forms.signup.IdentityForm"
ACCOUNT_FORMS = {
    "login": "parvis.core.accounts.forms.entrance.LoginForm",
    "signup": "parvis.core.accounts.forms.entrance.SignupForm",
    "add_email": "parvis.core.accounts.forms.entrance.AddressForm",
    "reset_password": "parvis.core.accounts.forms.entrance.ResetPasswordForm",
}
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "site_web"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True
# Failures on one account are counted by django-axes, which tells the person how long to wait.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip", "reset_password": "20/m/ip,5/h/key"}

MFA_ADAPTER = "parvis.core.accounts.adapters.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Parvis"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = environment().mode is not Mode.PRODUCTION

USERSESSIONS_TRACK_ACTIVITY = False

SOCIALACCOUNT_ADAPTER = "parvis.core.accounts.adapters.proconnect.ProConnectAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "parvis.core.accounts.forms.entrance.LinkedSignupForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"


def _proconnect() -> list[dict[str, Any]]:
    given = environment()
    if not (given.proconnect_issuer and given.proconnect_client_id and given.proconnect_client_secret):
        return []
    return [
        {
            "provider_id": "proconnect",
            "name": "ProConnect",
            "client_id": given.proconnect_client_id,
            "secret": given.proconnect_client_secret,
            "settings": {"server_url": given.proconnect_issuer.rstrip("/")},
        }
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _proconnect()}}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Trying again while locked out does not push the release further: the page told the truth.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "parvis.core.accounts.adapters.lockout.locked_out"
AXES_USERNAME_CALLABLE = "parvis.core.accounts.adapters.lockout.username"
AXES_CLIENT_IP_CALLABLE = "parvis.core.accounts.adapters.lockout.client_ip"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "user_agent"]
AXES_ENABLE_ADMIN = False
