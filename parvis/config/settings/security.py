"""HTTPS only in production, strict headers everywhere, no third party from any page."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from parvis.config.env import Mode, environment
from parvis.config.secrets import key

_production = environment().mode is Mode.PRODUCTION

# Browsers hold the redirections of a form to this list: signing in and out crosses ProConnect.
_issuer = urlsplit(environment().proconnect_issuer)
_proconnect = [f"{_issuer.scheme}://{_issuer.netloc}"] if _issuer.netloc else []

DEBUG = False
SECRET_KEY = key(environment(), environment().secret_key, "PARVIS_SECRET_KEY")
PARVIS_MASTER_KEY = key(environment(), environment().master_key, "PARVIS_MASTER_KEY")
PARVIS_FORMER_MASTER_KEYS = [each.strip() for each in environment().former_master_keys.split(",") if each.strip()]
ALLOWED_HOSTS = [host.strip() for host in environment().hosts.split(",") if host.strip()] or (
    [] if _production else ["127.0.0.1", "localhost", "testserver"]
)

# Where a mail written by a job leads: no request tells it.
PARVIS_SITE = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if _production else f"http://127.0.0.1:{environment().port}"

PARVIS_OWN_HOSTS = [host.strip() for host in environment().own_hosts.split(",") if host.strip()]

SECURE_SSL_REDIRECT = _production
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _production else None
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_HSTS_SECONDS = 63_072_000 if _production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _production
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
# How many public forms an hour may come, from everywhere, without the work that a browser does by JavaScript; a
# quarter of them from one place.
PARVIS_UNPROVEN_PER_HOUR = 60
CSRF_FAILURE_VIEW = "parvis.shell.views.errors.csrf_failure"

CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *_proconnect],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
    }
}
if _production:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True

# Nothing here asks for a sensor; a page that one day does says so by its own header.
_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PARVIS_HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
}
