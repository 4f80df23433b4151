"""Who may: the routes that the account library brings."""

from parvis.kernel.http.policies import RoutePolicy
from parvis.kernel.policies import PUBLIC, SIGNED_IN

# Before anybody is signed in, or on the way to it.
ENTRANCE = (
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_signup",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
)
ACCOUNT = (
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "socialaccount_connections",
)

SECRETS = {
    "account_confirm_email": ("key",),
    "account_reset_password_from_key": ("uidb36", "key"),
    "openid_connect_callback": ("code", "state"),
}

LIBRARY_ROUTES = (
    *(RoutePolicy(name, PUBLIC, SECRETS.get(name, ())) for name in ENTRANCE),
    *(RoutePolicy(name, SIGNED_IN) for name in ACCOUNT),
)
